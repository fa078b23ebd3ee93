"""A page that fails is never counted down, so the crawl never ends."""
# expect: deadlock in correctness

from collections import deque
from collections.abc import Callable
from threading import Condition, Thread
from urllib.parse import urldefrag, urljoin, urlsplit


class Frontier:
    """What is known, what waits to be loaded, and how many are loading: one lock for all three."""

    def __init__(self, start: str) -> None:
        self.host = urlsplit(start).hostname
        self.seen = {start}
        self._waiting = deque([start])
        self._loading = 0
        self._changed = Condition()

    def take(self) -> str | None:
        """Give a page to load; None when there will never be another."""
        with self._changed:
            while not self._waiting and self._loading:
                self._changed.wait()
            if not self._waiting:
                return None
            self._loading += 1
            return self._waiting.popleft()

    def done(self, links: list[str]) -> None:
        """One page less is loading; what it links to comes in the same step."""
        with self._changed:
            for link in links:
                if link not in self.seen and urlsplit(link).hostname == self.host:
                    self.seen.add(link)
                    self._waiting.append(link)
            self._loading -= 1
            self._changed.notify_all()


def crawl(start: str, links_of: Callable[[str], list[str]], workers: int = 8) -> set[str]:
    """All pages that can be reached from ``start`` without leaving its host."""
    frontier = Frontier(urldefrag(start).url)

    def work() -> None:
        while (page := frontier.take()) is not None:
            links: list[str] = []
            try:
                links = [urldefrag(urljoin(page, link)).url for link in links_of(page)]
            except BaseException:
                pass
            else:
                frontier.done(links)

    threads = [Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return frontier.seen
