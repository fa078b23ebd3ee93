"""A thread per URL, and a semaphore that is taken before the thread is started, not inside it."""

import threading
import time
import urllib.request
from collections.abc import Sequence
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from socket import socket
from typing import Any
from urllib.error import HTTPError, URLError


def scrape(
    urls: Sequence[str], max_workers: int = 16, timeout: float = 5.0, retries: int = 2
) -> dict[str, str | Exception]:
    """Fetch every URL; give the text of each, or the exception that ended its last attempt."""
    result: dict[str, str | Exception] = dict.fromkeys(urls, "")
    places = threading.BoundedSemaphore(max_workers)

    def work(url: str) -> None:
        try:
            result[url] = fetch_stubbornly(url, timeout, retries)
        except Exception as error:  # noqa: BLE001  its value, whatever it is
            result[url] = error
        finally:
            places.release()

    threads = []
    for url in list(result):
        places.acquire()  # at most max_workers threads are alive, however many URLs there are
        threads.append(threading.Thread(target=work, args=(url,)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    return result


def fetch_stubbornly(url: str, timeout: float, retries: int) -> str:
    """Try again where the server was busy or hung up."""
    for tries in range(retries + 1):
        try:
            return fetch(url, timeout)
        except (HTTPException, OSError) as error:
            if tries == retries or not worth_another_try(error):
                raise
            time.sleep(0.2)
    raise ValueError("retries must not be negative")


def worth_another_try(error: Exception) -> bool:
    """Tell a 503 and a lost connection from what will not change."""
    if isinstance(error, HTTPError):
        return error.code == HTTPStatus.SERVICE_UNAVAILABLE
    if isinstance(error, URLError):  # urllib wraps what went wrong before the response
        return isinstance(error.reason, ConnectionError)
    return isinstance(error, ConnectionError | IncompleteRead)


class DeadlineSocket(socket):
    """A socket whose reads share one deadline; `recv_into` is where http.client reads."""

    deadline = 0.0

    def recv_into(self, *args: Any) -> int:  # type: ignore[override]  # every overload passes through
        """Wait for bytes no longer than the deadline allows."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the response took too long")
        self.settimeout(left)
        return super().recv_into(*args)


class Connection(HTTPConnection):
    """A connection over a `DeadlineSocket`."""

    def connect(self) -> None:
        """Connect; from now on the clock runs."""
        self.sock: DeadlineSocket = DeadlineSocket()
        self.sock.deadline = time.monotonic() + (self.timeout or 0.0)
        self.sock.settimeout(self.timeout)
        self.sock.connect((self.host, self.port))


class Handler(urllib.request.HTTPHandler):
    """Makes urllib use `Connection`."""

    def http_open(self, request: urllib.request.Request) -> HTTPResponse:
        """Open an http URL."""
        return self.do_open(Connection, request)


OPENER = urllib.request.build_opener(Handler)


def fetch(url: str, timeout: float) -> str:
    """Make one attempt with urllib, on a socket that knows when the whole must be over."""
    with OPENER.open(url, timeout=timeout) as response:
        charset = response.headers.get_content_charset("utf-8")
        return str(response.read(), charset)
