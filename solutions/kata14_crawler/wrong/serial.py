"""One page after the other: `workers` is not used."""
# expect: slow in correctness

from collections.abc import Callable
from urllib.parse import urldefrag, urljoin, urlsplit


def crawl(start: str, links_of: Callable[[str], list[str]], workers: int = 8) -> set[str]:
    """All pages that can be reached from ``start`` without leaving its host."""
    start = urldefrag(start).url
    host = urlsplit(start).hostname
    seen, waiting = {start}, [start]
    while waiting:
        page = waiting.pop()
        try:
            links = links_of(page)
        except BaseException:
            continue
        for link in links:
            url = urldefrag(urljoin(page, link)).url
            if urlsplit(url).hostname == host and url not in seen:
                seen.add(url)
                waiting.append(url)
    return seen
