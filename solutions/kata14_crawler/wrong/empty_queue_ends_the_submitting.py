"""The caller submits what is queued until the queue is empty, and does not ask who is still loading."""
# expect: wrong in correctness

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import Queue
from threading import Lock
from urllib.parse import urldefrag, urljoin, urlsplit


def crawl(start: str, links_of: Callable[[str], list[str]], workers: int = 8) -> set[str]:
    """All pages that can be reached from ``start`` without leaving its host."""
    start = urldefrag(start).url
    host = urlsplit(start).hostname
    seen = {start}
    lock = Lock()
    jobs: Queue[str] = Queue()
    jobs.put(start)

    def visit(page: str) -> None:
        for link in links_of(page):
            url = urldefrag(urljoin(page, link)).url
            with lock:
                if url not in seen and urlsplit(url).hostname == host:
                    seen.add(url)
                    jobs.put(url)

    with ThreadPoolExecutor(workers) as pool:
        while not jobs.empty():
            pool.submit(visit, jobs.get())
    return seen
