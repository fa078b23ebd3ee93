"""A task submits the tasks for the pages that it found; the last one to end sets an event."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from urllib.parse import urldefrag, urljoin, urlsplit


def crawl(start: str, links_of: Callable[[str], list[str]], workers: int = 8) -> set[str]:
    """All pages that can be reached from ``start`` without leaving its host."""
    start = urldefrag(start).url
    host = urlsplit(start).hostname
    seen: dict[str, object] = {}
    lock, over = Lock(), Event()
    open_pages = 0

    def found(url: str) -> None:
        nonlocal open_pages
        mine = object()
        if seen.setdefault(url, mine) is mine:  # one step: only one thread can have put its own there
            with lock:
                open_pages += 1
            pool.submit(visit, url)

    def visit(page: str) -> None:
        nonlocal open_pages
        try:
            for link in links_of(page):
                url = urldefrag(urljoin(page, link)).url
                if urlsplit(url).hostname == host:
                    found(url)
        finally:  # what was raised stays in the future, which nobody asks
            with lock:
                open_pages -= 1
                if not open_pages:
                    over.set()

    with ThreadPoolExecutor(workers) as pool:
        found(start)
        over.wait()
    return set(seen)
