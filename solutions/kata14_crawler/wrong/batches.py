"""`workers` pages at a time, and the next ones when all of them are there."""
# expect: wrong in correctness

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urldefrag, urljoin, urlsplit


def crawl(start: str, links_of: Callable[[str], list[str]], workers: int = 8) -> set[str]:
    """All pages that can be reached from ``start`` without leaving its host."""
    start = urldefrag(start).url
    host = urlsplit(start).hostname
    seen, waiting = {start}, [start]

    def load(page: str) -> list[str]:
        try:
            return [urldefrag(urljoin(page, link)).url for link in links_of(page)]
        except BaseException:
            return []

    with ThreadPoolExecutor(workers) as pool:
        while waiting:
            batch, waiting = waiting[:workers], waiting[workers:]
            for links in pool.map(load, batch):
                for url in links:
                    if urlsplit(url).hostname == host and url not in seen:
                        seen.add(url)
                        waiting.append(url)
    return seen
