"""All pages of one distance from the start are loaded before any of the next: a slow one holds up the rest."""
# expect: wrong in correctness

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urldefrag, urljoin, urlsplit


def crawl(start: str, links_of: Callable[[str], list[str]], workers: int = 8) -> set[str]:
    """All pages that can be reached from ``start`` without leaving its host."""
    start = urldefrag(start).url
    host = urlsplit(start).hostname
    seen = level = {start}

    def load(page: str) -> list[str]:
        try:
            return [urldefrag(urljoin(page, link)).url for link in links_of(page)]
        except BaseException:
            return []

    with ThreadPoolExecutor(workers) as pool:
        while level:
            found = {url for links in pool.map(load, level) for url in links}
            level = {url for url in found if urlsplit(url).hostname == host} - seen
            seen = seen | level
    return seen
