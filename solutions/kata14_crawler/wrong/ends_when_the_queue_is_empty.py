"""A worker that finds the queue empty goes home, though a page that is being loaded may fill it again."""
# expect: race in schedules

from collections.abc import Callable
from contextlib import suppress
from queue import Empty, Queue
from threading import Lock, Thread
from urllib.parse import urldefrag, urljoin, urlsplit


def crawl(start: str, links_of: Callable[[str], list[str]], workers: int = 8) -> set[str]:
    """All pages that can be reached from ``start`` without leaving its host."""
    start = urldefrag(start).url
    host = urlsplit(start).hostname
    seen = {start}
    lock = Lock()
    jobs: Queue[str] = Queue()
    jobs.put(start)

    def is_new(url: str) -> bool:
        with lock:
            if url in seen or urlsplit(url).hostname != host:
                return False
            seen.add(url)
            return True

    def visit(page: str) -> None:
        for link in links_of(page):
            url = urldefrag(urljoin(page, link)).url
            if is_new(url):
                jobs.put(url)

    def work() -> None:
        while True:
            try:
                page = jobs.get_nowait()
            except Empty:
                return
            with suppress(BaseException):  # whatever it is, the page stays and the others go on
                visit(page)

    threads = [Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen
