"""On an event loop without a limit: every URL is fetched at once."""
# expect: wrong in correctness

import asyncio
import http.client
import io
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from urllib.parse import urlsplit


class Busy(Exception):
    """The server answered 503."""


class Bytes(bytes):
    """Bytes that `http.client` can parse as if they came from a socket."""

    def makefile(self, _mode: str) -> io.BytesIO:
        """Give the bytes as a file."""
        return io.BytesIO(self)


def scrape(
    urls: Sequence[str], max_workers: int = 16, timeout: float = 5.0, retries: int = 2
) -> dict[str, str | Exception]:
    """Fetch every URL; give the text of each, or the exception that ended its last attempt."""
    return asyncio.run(scrape_all(list(dict.fromkeys(urls)), max_workers, timeout, retries))


async def scrape_all(
    urls: list[str], max_workers: int, seconds: float, retries: int
) -> dict[str, str | Exception]:
    """Let `max_workers` tasks take URLs from one iterator; no lock, for nobody else runs meanwhile."""
    result: dict[str, str | Exception] = {}
    waiting = iter(urls)
    async with asyncio.TaskGroup() as tasks:
        for _ in urls:
            tasks.create_task(worker(waiting, result, seconds, retries))
    return result


async def worker(
    waiting: Iterator[str], result: dict[str, str | Exception], seconds: float, retries: int
) -> None:
    """Fetch one URL after the other until none is waiting."""
    for url in waiting:
        try:
            result[url] = await fetch_stubbornly(url, seconds, retries)
        except Exception as error:
            result[url] = error


async def fetch_stubbornly(url: str, seconds: float, retries: int) -> str:
    """Try again after a 503 and after a connection that was closed too soon."""
    for _ in range(retries):
        try:
            return await fetch(url, seconds)
        except (Busy, ConnectionError, http.client.IncompleteRead):
            await asyncio.sleep(0.05)
    return await fetch(url, seconds)


async def fetch(url: str, seconds: float) -> str:
    """Make one attempt; `asyncio.timeout` bounds all of it, connect included."""
    parts = urlsplit(url)
    target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
    request = f"GET {target} HTTP/1.0\r\nHost: {parts.netloc}\r\n\r\n"
    async with asyncio.timeout(seconds):
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port or 80)
        try:
            writer.write(request.encode("ascii"))
            received = await reader.read()
        finally:
            writer.close()
    response = http.client.HTTPResponse(Bytes(received))
    response.begin()
    body = response.read()
    if response.status >= HTTPStatus.BAD_REQUEST:
        busy = response.status == HTTPStatus.SERVICE_UNAVAILABLE
        raise (Busy if busy else ValueError)(f"status {response.status}")
    return body.decode(response.headers.get_content_charset("utf-8"))
