"""The caller returns when nothing is queued any more, and lets the pool go on behind its back."""
# expect: wrong in correctness

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from urllib.parse import urldefrag, urljoin, urlsplit


def crawl(start: str, links_of: Callable[[str], list[str]], workers: int = 8) -> set[str]:
    """All pages that can be reached from ``start`` without leaving its host."""
    start = urldefrag(start).url
    host = urlsplit(start).hostname
    seen = {start}
    lock, over = Lock(), Event()
    queued = 1

    def visit(page: str) -> None:
        nonlocal queued
        with lock:
            queued -= 1
            last = not queued
        try:
            for link in links_of(page):
                url = urldefrag(urljoin(page, link)).url
                with lock:
                    if url not in seen and urlsplit(url).hostname == host:
                        seen.add(url)
                        queued += 1
                        last = False
                        pool.submit(visit, url)
        finally:
            if last:
                over.set()

    pool = ThreadPoolExecutor(workers)
    pool.submit(visit, start)
    over.wait()
    pool.shutdown(wait=False)
    return seen
