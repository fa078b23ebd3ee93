"""The text is taken apart into lines and put together again, without its last line end."""
# expect: wrong in correctness

import http.client
import io
import socket
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from types import SimpleNamespace
from urllib.parse import urlsplit

PAUSE = 0.1  # seconds between two tries: a busy server wants a moment


class Busy(Exception):
    """The server answered 503: come again."""


WORTH_ANOTHER_TRY = (Busy, ConnectionError, http.client.IncompleteRead)


def scrape(
    urls: Sequence[str], max_workers: int = 16, timeout: float = 5.0, retries: int = 2
) -> dict[str, str | Exception]:
    """Fetch every URL; give the text of each, or the exception that ended its last attempt."""
    unique = list(dict.fromkeys(urls))

    def outcome(url: str) -> str | Exception:
        try:
            return fetch_stubbornly(url, timeout, retries)
        except Exception as error:  # noqa: BLE001  whatever it is stays with its URL, stops no other
            return error

    # Threads that wait release the GIL and cost next to nothing. Leaving the block joins them all.
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(unique, pool.map(outcome, unique), strict=True))


def fetch_stubbornly(url: str, timeout: float, retries: int) -> str:
    """Fetch ``url``, and try again where that can help; the last failure is the caller's."""
    for _ in range(retries):
        try:
            return fetch(url, timeout)
        except WORTH_ANOTHER_TRY:
            time.sleep(PAUSE)
    return fetch(url, timeout)


def fetch(url: str, timeout: float) -> str:
    """Make one attempt, from connect to the last byte, that takes ``timeout`` seconds at most."""
    deadline = time.monotonic() + timeout
    parts = urlsplit(url)
    target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
    request = f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n"
    received = bytearray()
    with socket.create_connection((parts.hostname, parts.port or 80), timeout) as connection:
        connection.sendall(request.encode("ascii"))
        # A socket's time-out starts again with every byte, and a server that drips one now and then
        # could hold us for ever. So each recv gets what is left of the whole.
        while (left := deadline - time.monotonic()) > 0:
            connection.settimeout(left)
            if not (chunk := connection.recv(65536)):
                return text_of(received)
            received += chunk
    raise TimeoutError(f"{url}: no complete response within {timeout} s")


def text_of(received: bytes) -> str:
    """Parse and decode a response; an error status, a missing end, strange bytes: all raise."""
    # A makefile() is all that `http.client` asks of a socket in order to parse what came from it.
    response = http.client.HTTPResponse(SimpleNamespace(makefile=lambda _mode: io.BytesIO(received)))
    response.begin()
    body = response.read()  # IncompleteRead where the connection was closed too soon
    if response.status == HTTPStatus.SERVICE_UNAVAILABLE:
        raise Busy(response.reason)
    if response.status >= HTTPStatus.BAD_REQUEST:
        raise RuntimeError(f"status {response.status} {response.reason}")
    return "\n".join(body.decode(response.headers.get_content_charset("utf-8")).splitlines())
