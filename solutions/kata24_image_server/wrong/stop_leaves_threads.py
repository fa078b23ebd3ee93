"""`stop` ends the processes, and nobody asks the clients' threads to go."""
# expect: leaked in correctness

import contextlib
import socket
import time
from concurrent.futures import ProcessPoolExecutor
from threading import Lock, Thread

MOST_PIXELS = 16 * 2**20
LONGEST_HEADER = 1000
PATIENCE = 2.0  # seconds for which `stop` lets clients take their last answer


def invert(pixels: bytes) -> bytes:
    """Turn black into white; slow on purpose, as it stands for a filter that nobody can make quicker."""
    return bytes([255 - pixel for pixel in pixels])


def parse(header: bytes) -> int:
    """Give the number of pixels that a header promises; a `ValueError` says what is wrong with it."""
    if not header.endswith(b"\n"):
        raise ValueError("a header ends within 1000 bytes")
    match header[:-1].split(b" "):
        case [b"INVERT", width, height] if width.isdigit() and height.isdigit():  # of bytes: ASCII alone
            pixels = int(width) * int(height)
        case _:
            raise ValueError("expected INVERT <width> <height>")
    if not 0 < pixels <= MOST_PIXELS:
        raise ValueError(f"an image has 1 to {MOST_PIXELS} pixels")
    return pixels


class ImageServer:
    """Answers ``INVERT <width> <height>`` with the inverted image; ``workers`` processes do the inverting."""

    def __init__(self, host: str, port: int, workers: int) -> None:
        self._wanted, self._workers = (host, port), workers
        self._clients: dict[socket.socket, Thread] = {}
        self._lock = Lock()
        self._stopping = False

    @property
    def address(self) -> tuple[str, int]:
        """Host and port as bound; valid once `start` returned."""
        return self._address

    def start(self) -> None:
        """Listen, and return when clients can connect."""
        # Processes before sockets and threads: a forked worker would inherit what there is of both.
        self._pool = ProcessPoolExecutor(self._workers)
        self._pool.submit(invert, b"").result()
        self._listener = socket.create_server(self._wanted)
        self._listener.settimeout(0.1)  # closing it would not wake who waits in `accept`
        self._address: tuple[str, int] = self._listener.getsockname()[:2]
        self._acceptor = Thread(target=self._accept)
        self._acceptor.start()

    def stop(self) -> None:
        """Answer what was received completely, close the rest, and leave nothing behind."""
        self._stopping = True
        self._acceptor.join()
        self._pool.shutdown()

    def _hang_up(self, how: int, seconds: float | None) -> None:
        deadline = None if seconds is None else time.monotonic() + seconds
        with self._lock:
            clients = dict(self._clients)
        for client in clients:
            with contextlib.suppress(OSError):  # it has gone meanwhile
                client.shutdown(how)
        for thread in clients.values():
            thread.join(None if deadline is None else max(0.0, deadline - time.monotonic()))

    def _accept(self) -> None:
        with self._listener:
            while not self._stopping:
                with contextlib.suppress(OSError):  # nobody came, or is gone already
                    client, _ = self._listener.accept()
                    with self._lock:
                        self._clients[client] = Thread(target=self._serve, args=(client,))
                        self._clients[client].start()

    def _serve(self, client: socket.socket) -> None:
        with client, client.makefile("rb") as requests, contextlib.suppress(OSError):
            while header := requests.readline(LONGEST_HEADER + 1):
                try:
                    expected = parse(header)
                except ValueError as error:
                    client.sendall(f"ERROR {error}\n".encode())
                    break  # where the next request begins nobody knows
                pixels = requests.read(expected)
                if len(pixels) < expected:
                    break
                answer = self._pool.submit(invert, pixels).result()
                client.sendall(b"OK %d\n" % len(answer) + answer)
        with self._lock:
            del self._clients[client]
