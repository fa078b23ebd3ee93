"""A process for every client, which reads, inverts and answers: as many as there are clients."""
# expect: wrong_tool in correctness

import multiprocessing
import socket
from threading import Thread

MOST_PIXELS = 16 * 2**20
LONGEST_HEADER = 1000


def invert(pixels: bytes) -> bytes:
    """Turn black into white; slow on purpose, as it stands for a filter that nobody can make quicker."""
    return bytes([255 - pixel for pixel in pixels])


def serve(client: socket.socket) -> None:
    """Answer one client; runs in a process of its own."""
    with client, client.makefile("rb") as requests:
        while header := requests.readline(LONGEST_HEADER + 1):
            words = header.removesuffix(b"\n").split(b" ")
            good = header.endswith(b"\n") and len(words) == 3 and words[0] == b"INVERT"
            size = int(words[1]) * int(words[2]) if good and words[1].isdigit() and words[2].isdigit() else 0
            if not 0 < size <= MOST_PIXELS:
                client.sendall(b"ERROR bad header\n")
                return
            pixels = requests.read(size)
            if len(pixels) < size:
                return
            client.sendall(b"OK %d\n" % size + invert(pixels))


class ImageServer:
    """Answers ``INVERT <width> <height>`` with the inverted image."""

    def __init__(self, host: str, port: int, workers: int) -> None:
        self._wanted = (host, port)
        self._processes: list[multiprocessing.Process] = []
        self._stopping = False

    @property
    def address(self) -> tuple[str, int]:
        """Host and port as bound; valid once `start` returned."""
        return self._address

    def start(self) -> None:
        """Listen, and return when clients can connect."""
        self._listener = socket.create_server(self._wanted)
        self._listener.settimeout(0.1)
        self._address: tuple[str, int] = self._listener.getsockname()[:2]
        self._acceptor = Thread(target=self._accept)
        self._acceptor.start()

    def stop(self) -> None:
        """End everything."""
        self._stopping = True
        self._acceptor.join()
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join()

    def _accept(self) -> None:
        with self._listener:
            while not self._stopping:
                try:
                    client, _ = self._listener.accept()
                except TimeoutError:
                    continue
                process = multiprocessing.Process(target=serve, args=(client,))
                process.start()
                client.close()
                self._processes.append(process)
