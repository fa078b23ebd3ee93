"""`http.client` by hand; a `Timer` beside each attempt shuts the socket when its time is up."""

import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from http import HTTPStatus
from urllib.parse import urlsplit


class Failed(Exception):
    """The server answered with an error; `status` says which."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP status {status}")
        self.status = status


def scrape(
    urls: Sequence[str], max_workers: int = 16, timeout: float = 5.0, retries: int = 2
) -> dict[str, str | Exception]:
    """Fetch every URL; give the text of each, or the exception that ended its last attempt."""
    result: dict[str, str | Exception] = {}
    with ThreadPoolExecutor(max_workers, thread_name_prefix="scraper") as pool:
        futures = {pool.submit(fetch_stubbornly, url, timeout, retries): url for url in set(urls)}
        for future in as_completed(futures):
            error = future.exception()
            result[futures[future]] = error if isinstance(error, Exception) else future.result()
    return result


def fetch_stubbornly(url: str, timeout: float, retries: int) -> str:
    """Try again after a 503 and after a connection that was closed too soon."""
    tries = 0
    while True:
        try:
            return Attempt(url, timeout).text()
        except (ConnectionError, http.client.IncompleteRead):
            if tries == retries:
                raise
        except Failed as failed:
            if failed.status != HTTPStatus.SERVICE_UNAVAILABLE or tries == retries:
                raise
        tries += 1
        time.sleep(min(0.02 * 2**tries, 0.2))


class Attempt:
    """One attempt and the watchdog that ends it."""

    def __init__(self, url: str, timeout: float) -> None:
        self.parts = urlsplit(url)
        self.timeout = timeout
        self.connection = http.client.HTTPConnection(self.parts.netloc, timeout=timeout)
        self.bitten = False

    def text(self) -> str:
        """Connect, ask, read and decode, all within the time-out."""
        watchdog = threading.Timer(self.timeout, self.bite)
        watchdog.start()
        try:
            self.connection.connect()
            if self.bitten:  # too early to find a socket, and it bites only once
                raise TimeoutError(f"no connection within {self.timeout} s")
            target = self.parts.path or "/"
            self.connection.request("GET", f"{target}?{self.parts.query}" if self.parts.query else target)
            response = self.connection.getresponse()
            body = response.read()
        except (OSError, http.client.HTTPException):
            if not self.bitten:  # else it is the time-out that speaks, below
                raise
        finally:
            watchdog.cancel()
            watchdog.join()
            self.connection.close()
        # A shut socket looks like a server that hung up, and http.client even takes a head that ends
        # in the middle for a whole one: only the watchdog knows better.
        if self.bitten:
            raise TimeoutError(f"no complete response within {self.timeout} s")
        if response.status >= HTTPStatus.BAD_REQUEST:
            raise Failed(response.status)
        return body.decode(response.headers.get_content_charset() or "utf-8")

    def bite(self) -> None:
        """End the attempt from outside: whoever waits on the socket wakes up."""
        self.bitten = True
        # No socket yet: text() looks at `bitten` once it has one. None any more: all was received.
        with contextlib.suppress(AttributeError, OSError):
            self.connection.sock.shutdown(socket.SHUT_RDWR)
