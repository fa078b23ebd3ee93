"""Idle workers look again every few hundredths of a second; the caller is one of the workers."""

from collections.abc import Callable
from contextlib import suppress
from queue import Empty, Queue
from threading import Lock, Thread
from urllib.parse import urldefrag, urljoin, urlsplit

PAUSE = 0.02


def crawl(start: str, links_of: Callable[[str], list[str]], workers: int = 8) -> set[str]:
    """All pages that can be reached from ``start`` without leaving its host."""
    crawler = Crawler(urldefrag(start).url, links_of)
    helpers = [Thread(target=crawler.work) for _ in range(workers - 1)]
    for helper in helpers:
        helper.start()
    crawler.work()
    for helper in helpers:
        helper.join()
    return crawler.seen


class Crawler:
    """One crawl; ``unfinished`` pages are those that wait and those that are being loaded."""

    def __init__(self, start: str, links_of: Callable[[str], list[str]]) -> None:
        self.host = urlsplit(start).hostname
        self.links_of = links_of
        self.lock = Lock()
        self.seen: set[str] = set()
        self.unfinished = 0
        self.queue: Queue[str] = Queue()
        self.add([start])

    def add(self, urls: list[str]) -> None:
        """Queue those of ``urls`` that are new and ours."""
        with self.lock:
            for url in urls:
                if url not in self.seen and urlsplit(url).hostname == self.host:
                    self.seen.add(url)
                    self.unfinished += 1
                    self.queue.put(url)

    def work(self) -> None:
        """Load pages until none is unfinished."""
        while True:
            try:
                page = self.queue.get(timeout=PAUSE)
            except Empty:
                with self.lock:
                    if not self.unfinished:
                        return
                continue
            with suppress(BaseException):  # whatever it is, the page stays and the others go on
                self.add([urldefrag(urljoin(page, link)).url for link in self.links_of(page)])
            with self.lock:
                self.unfinished -= 1
