"""urlopen(timeout=...) as everybody writes it: it bounds each read, not the attempt."""
# expect: timed_out in correctness

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

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
        except Exception as error:  # it stays with its URL
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
    """Make one attempt."""
    try:
        with urllib.request.urlopen(url, timeout=timeout) as response:
            return response.read().decode(response.headers.get_content_charset("utf-8"))
    except urllib.error.HTTPError as error:
        if error.code == HTTPStatus.SERVICE_UNAVAILABLE:
            raise Busy(error.reason) from None
        raise
