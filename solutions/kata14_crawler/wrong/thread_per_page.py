"""A thread for every page, and as many at once as there are pages."""
# expect: wrong in correctness

from collections.abc import Callable
from threading import Lock, Thread
from urllib.parse import urldefrag, urljoin, urlsplit


def crawl(start: str, links_of: Callable[[str], list[str]], workers: int = 8) -> set[str]:
    """All pages that can be reached from ``start`` without leaving its host."""
    start = urldefrag(start).url
    host = urlsplit(start).hostname
    seen = {start}
    lock = Lock()

    def visit(page: str) -> None:
        threads: list[Thread] = []
        try:
            links = links_of(page)
        except BaseException:
            return
        for link in links:
            url = urldefrag(urljoin(page, link)).url
            with lock:
                if url in seen or urlsplit(url).hostname != host:
                    continue
                seen.add(url)
            threads.append(Thread(target=visit, args=(url,)))
            threads[-1].start()
        for thread in threads:
            thread.join()

    visit(start)
    return seen
