"""A page's task goes on to its first new link by calling itself: a long chain ends at Python's limit."""
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
    open_pages = 1

    def visit(page: str) -> None:
        nonlocal open_pages
        new = []
        try:
            for link in links_of(page):
                url = urldefrag(urljoin(page, link)).url
                with lock:
                    if url not in seen and urlsplit(url).hostname == host:
                        seen.add(url)
                        open_pages += 1
                        new.append(url)
            for url in new[1:]:
                pool.submit(visit, url)
            if new:
                visit(new[0])
        finally:
            with lock:
                open_pages -= 1
                if not open_pages:
                    over.set()

    with ThreadPoolExecutor(workers) as pool:
        pool.submit(visit, start)
        over.wait()
    return seen
