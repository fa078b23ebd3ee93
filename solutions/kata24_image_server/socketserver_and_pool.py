"""The standard library's threading server in front of a `multiprocessing.Pool`."""

import contextlib
import socket
import socketserver
import threading
import time
from multiprocessing import Pool
from typing import Any

MOST_PIXELS = 16 * 2**20
LONGEST_HEADER = 1000
PATIENCE = 2.0


def invert(pixels: bytes) -> bytes:
    """Turn black into white; slow on purpose, as it stands for a filter that nobody can make quicker."""
    return bytes([255 - pixel for pixel in pixels])


class Server(socketserver.ThreadingTCPServer):
    """Knows its connections, so that it can end them."""

    allow_reuse_address = True
    request_queue_size = 128
    daemon_threads = False
    block_on_close = True

    def __init__(self, address: tuple[str, int], pool: Any) -> None:
        super().__init__(address, Handler)
        self.pool = pool
        self.connections: set[socket.socket] = set()
        self.lock = threading.Lock()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection from here on, before its thread begins."""
        with self.lock:
            self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget it."""
        with self.lock:
            self.connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news."""

    def end(self, how: int) -> None:
        """Shut one or both directions of all connections."""
        with self.lock:
            for connection in self.connections:
                with contextlib.suppress(OSError):
                    connection.shutdown(how)


class Handler(socketserver.StreamRequestHandler):
    """One client."""

    def handle(self) -> None:
        """Answer its requests, one after the other."""
        while line := self.rfile.readline(LONGEST_HEADER + 1):
            size = size_of(line)
            if not size:
                self.wfile.write(b"ERROR bad header\n")
                return
            pixels = self.rfile.read(size)
            if len(pixels) < size:
                return
            answer = self.server.pool.apply(invert, (pixels,))  # type: ignore[attr-defined]  # it is a `Server`
            self.wfile.write(b"OK %d\n" % len(answer) + answer)


def size_of(line: bytes) -> int:
    """Give the number of pixels that a header promises, 0 if it is none."""
    words = line.removesuffix(b"\n").split(b" ")
    good = line.endswith(b"\n") and len(words) == 3 and words[0] == b"INVERT"  # noqa: PLR2004  three words
    if not (good and words[1].isdigit() and words[2].isdigit()):
        return 0
    size = int(words[1]) * int(words[2])
    return size if size <= MOST_PIXELS else 0


class ImageServer:
    """Answers ``INVERT <width> <height>`` with the inverted image; ``workers`` processes do the inverting."""

    def __init__(self, host: str, port: int, workers: int) -> None:
        self._wanted, self._workers = (host, port), workers
        self._stopped = False

    @property
    def address(self) -> tuple[str, int]:
        """Host and port as bound; valid once `start` returned."""
        host, port = self._server.server_address[:2]
        return str(host), int(port)

    def start(self) -> None:
        """Listen, and return when clients can connect."""
        self._pool = Pool(self._workers)
        self._server = Server(self._wanted, self._pool)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def stop(self) -> None:
        """Answer what was received completely, close the rest, and leave nothing behind."""
        if self._stopped:
            return
        self._stopped = True
        self._server.shutdown()
        self._thread.join()
        self._server.end(socket.SHUT_RD)
        end = time.monotonic() + PATIENCE
        while self._server.connections and time.monotonic() < end:
            time.sleep(0.02)
        self._server.end(socket.SHUT_RDWR)
        self._server.server_close()  # joins the threads
        self._pool.close()
        self._pool.join()
