"""One `recv` for all pixels: what comes in several pieces is cut off."""
# expect: wrong in correctness

import contextlib
import multiprocessing
import socket
import threading
import time
from queue import SimpleQueue
from typing import Any

MOST_PIXELS = 16 * 2**20
LONGEST_HEADER = 1000
PATIENCE = 2.0


def invert(pixels: bytes) -> bytes:
    """Turn black into white; slow on purpose, as it stands for a filter that nobody can make quicker."""
    return bytes([255 - pixel for pixel in pixels])


def work(pipe: Any) -> None:
    """Invert one image after the other; runs in a process of its own."""
    while (pixels := pipe.recv_bytes()) != b"":
        pipe.send_bytes(invert(pixels))


class ImageServer:
    """Answers ``INVERT <width> <height>`` with the inverted image; ``workers`` processes do the inverting."""

    def __init__(self, host: str, port: int, workers: int) -> None:
        self._wanted = (host, port)
        self._workers = workers
        self._connections: set[socket.socket] = set()
        self._threads: set[threading.Thread] = set()
        self._lock = threading.Lock()
        self._stopping = False

    @property
    def address(self) -> tuple[str, int]:
        """Host and port as bound; valid once `start` returned."""
        return self._address

    def start(self) -> None:
        """Listen, and return when clients can connect."""
        self._free: SimpleQueue[Any] = SimpleQueue()
        self._processes = []
        for _ in range(self._workers):
            ours, theirs = multiprocessing.Pipe()
            process = multiprocessing.Process(target=work, args=(theirs,))
            process.start()
            theirs.close()
            self._processes.append((process, ours))
            self._free.put(ours)
        self._listener = socket.create_server(self._wanted)
        host, port = self._listener.getsockname()[:2]
        self._address = (str(host), int(port))
        self._acceptor = threading.Thread(target=self._accept)
        self._acceptor.start()

    def stop(self) -> None:
        """Answer what was received completely, close the rest, and leave nothing behind."""
        with self._lock:
            if self._stopping:
                return
            self._stopping = True
        with contextlib.suppress(OSError):
            socket.create_connection(self._address, 1).close()  # wakes who waits in `accept`
        self._acceptor.join()
        self._listener.close()
        self._end_all(socket.SHUT_RD)
        end = time.monotonic() + PATIENCE
        while self._threads and time.monotonic() < end:
            time.sleep(0.02)
        self._end_all(socket.SHUT_RDWR)
        for thread in list(self._threads):
            thread.join()
        for process, pipe in self._processes:
            pipe.send_bytes(b"")
            process.join()
            process.close()
            pipe.close()

    def _end_all(self, how: int) -> None:
        with self._lock:
            for connection in self._connections:
                with contextlib.suppress(OSError):
                    connection.shutdown(how)

    def _accept(self) -> None:
        while True:
            with contextlib.suppress(OSError):
                connection, _ = self._listener.accept()
                if self._stopping:
                    connection.close()
                    return
                thread = threading.Thread(target=self._serve, args=(connection,))
                with self._lock:
                    self._connections.add(connection)
                    self._threads.add(thread)
                thread.start()

    def _serve(self, connection: socket.socket) -> None:
        rest = bytearray()
        try:
            while (size := self._header(connection, rest)) is not None:
                if len(rest) < size:
                    rest += connection.recv(size - len(rest))
                answer = self._inverted(bytes(rest[:size]))
                del rest[:size]
                connection.sendall(b"OK %d\n" % len(answer) + answer)
        except ValueError as error:
            with contextlib.suppress(OSError):
                connection.sendall(b"ERROR " + str(error).encode() + b"\n")
        except OSError:
            pass
        finally:
            with self._lock:
                self._connections.remove(connection)
                connection.close()
                self._threads.remove(threading.current_thread())

    def _header(self, connection: socket.socket, rest: bytearray) -> int | None:
        """Read up to the end of a line; None when the client has finished."""
        while b"\n" not in rest:
            if len(rest) > LONGEST_HEADER:
                raise ValueError("the header is too long")
            if not (chunk := connection.recv(65536)):
                return None
            rest += chunk
        line, _, _ = rest.partition(b"\n")
        del rest[: len(line) + 1]
        words = line.split(b" ")
        if len(line) > LONGEST_HEADER or len(words) != 3 or words[0] != b"INVERT":
            raise ValueError("expected INVERT <width> <height>")
        if not (words[1].isdigit() and words[2].isdigit()):
            raise ValueError("width and height are decimal digits")
        size = int(words[1]) * int(words[2])
        if not 1 <= size <= MOST_PIXELS:
            raise ValueError("no such image")
        return size

    def _inverted(self, pixels: bytes) -> bytes:
        pipe = self._free.get()
        try:
            pipe.send_bytes(pixels)
            return bytes(pipe.recv_bytes())
        finally:
            self._free.put(pipe)
