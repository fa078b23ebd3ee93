"""Workers made by hand take URLs from a queue; each keeps its connections open and uses them again."""

import queue
import socket
import threading
import time
from collections.abc import Sequence
from email.message import Message
from email.parser import BytesParser
from http import HTTPStatus
from typing import Self
from urllib.parse import SplitResult, urlsplit

LOST = 0  # stands where a status would, for a connection closed before the whole response came


class Failed(Exception):
    """There is no page."""


def scrape(
    urls: Sequence[str], max_workers: int = 16, timeout: float = 5.0, retries: int = 2
) -> dict[str, str | Exception]:
    """Fetch every URL; give the text of each, or the exception that ended its last attempt."""
    jobs: queue.SimpleQueue[str] = queue.SimpleQueue()
    for url in set(urls):
        jobs.put(url)
    result: dict[str, str | Exception] = {}
    lock = threading.Lock()

    def work() -> None:
        with Client(timeout) as client:
            while True:
                try:
                    url = jobs.get_nowait()
                except queue.Empty:  # filled before we started, so empty means done
                    return
                outcome = client.outcome(url, retries)
                with lock:
                    result[url] = outcome

    workers = [threading.Thread(target=work) for _ in range(min(max_workers, len(urls)))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return result


class Client:
    """One worker's connections, one per host; nothing here is shared."""

    def __init__(self, timeout: float) -> None:
        self.timeout = timeout
        self.idle: dict[tuple[str, int], socket.socket] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for connection in self.idle.values():
            connection.close()

    def outcome(self, url: str, retries: int) -> str | Exception:
        """Fetch ``url``, with up to ``retries`` further tries."""
        try:
            status, headers, body = self.attempt(url)
            while status in {LOST, HTTPStatus.SERVICE_UNAVAILABLE} and retries:
                retries -= 1
                time.sleep(0.05)
                status, headers, body = self.attempt(url)
            if status == LOST or status >= HTTPStatus.BAD_REQUEST:
                return Failed("connection lost" if status == LOST else f"status {status}")
            return body.decode(headers.get_content_charset("utf-8"))
        except Exception as error:  # noqa: BLE001  its value, whatever it is
            return error

    def attempt(self, url: str) -> tuple[int, Message, bytes]:
        """Make one attempt; gives the status LOST where there was no whole response."""
        deadline = time.monotonic() + self.timeout
        parts = urlsplit(url)
        address = parts.hostname or "", parts.port or 80
        connection = self.idle.pop(address, None)
        if connection is None:
            connection = socket.create_connection(address, self.timeout)
        try:
            answer, reusable = self.exchange(connection, parts, deadline)
        except ConnectionError:
            connection.close()
            return LOST, Message(), b""
        except BaseException:
            connection.close()
            raise
        if reusable:
            self.idle[address] = connection
        else:
            connection.close()
        return answer

    def exchange(
        self, connection: socket.socket, parts: SplitResult, deadline: float
    ) -> tuple[tuple[int, Message, bytes], bool]:
        """Send the request and read one response, no byte more."""
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.settimeout(self.timeout)
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode("ascii"))
        data = b""
        while b"\r\n\r\n" not in data:
            data += self.receive(connection, deadline)
        head, _, body = data.partition(b"\r\n\r\n")
        status_line, _, fields = head.partition(b"\r\n")
        version, status, *_ = status_line.decode("latin-1").split(" ")
        if not version.startswith("HTTP/1."):
            raise ValueError(f"not a response: {status_line!r}")
        headers = BytesParser().parsebytes(fields)
        length = int(headers["Content-Length"])
        pieces, had = [body], len(body)
        while had < length:
            pieces.append(self.receive(connection, deadline))
            had += len(pieces[-1])
        return (int(status), headers, b"".join(pieces)), headers.get("Connection", "") != "close"

    def receive(self, connection: socket.socket, deadline: float) -> bytes:
        """Give the next bytes; whoever drips them cannot move the deadline."""
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError(f"more than {self.timeout} s")
        connection.settimeout(left)
        data = connection.recv(65536)
        if not data:
            raise ConnectionResetError("closed before the whole response came")
        return data
