"""A thread for each page, started by the caller and only when one of the `workers` places is free."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from urllib.parse import urldefrag, urljoin, urlsplit


def crawl(start: str, links_of: Callable[[str], list[str]], workers: int = 8) -> set[str]:
    """All pages that can be reached from ``start`` without leaving its host."""
    start = urldefrag(start).url
    host = urlsplit(start).hostname
    seen = {start}
    waiting = [start]
    ended: SimpleQueue[tuple[Thread, set[str]]] = SimpleQueue()
    running = 0

    def visit(page: str) -> None:
        found: set[str] = set()
        try:
            found.update(urldefrag(urljoin(page, link)).url for link in links_of(page))
        except BaseException:  # noqa: BLE001, S110  whatever it is, the page stays and the others go on
            pass
        finally:
            ended.put((thread_of[page], found))

    thread_of: dict[str, Thread] = {}
    while waiting or running:
        while waiting and running < workers:
            page = waiting.pop()
            thread_of[page] = Thread(target=visit, args=(page,))
            thread_of[page].start()
            running += 1
        thread, found = ended.get()
        thread.join()  # it has nothing left to do
        running -= 1
        new = {url for url in found if urlsplit(url).hostname == host} - seen
        seen |= new
        waiting += new
    return seen
