"""The set of known pages is shared, and nothing locks the look and the `add`."""
# expect: race in schedules

from collections.abc import Callable
from contextlib import suppress
from queue import Queue
from threading import Thread
from urllib.parse import urldefrag, urljoin, urlsplit


def crawl(start: str, links_of: Callable[[str], list[str]], workers: int = 8) -> set[str]:
    """All pages that can be reached from ``start`` without leaving its host."""
    start = urldefrag(start).url
    host = urlsplit(start).hostname
    seen = {start}
    jobs: Queue[str | None] = Queue()
    jobs.put(start)

    def is_new(url: str) -> bool:
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
        while (page := jobs.get()) is not None:
            with suppress(BaseException):  # whatever it is, the page stays and the others go on
                visit(page)
            jobs.task_done()  # after the last `put`, or `join` could return too early

    threads = [Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    jobs.join()
    for _ in threads:
        jobs.put(None)
    for thread in threads:
        thread.join()
    return seen
