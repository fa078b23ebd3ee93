"""A pool of processes, for work that only waits."""
# expect: wrong_tool in correctness

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from urllib.parse import urldefrag, urljoin, urlsplit


def crawl(start: str, links_of: Callable[[str], list[str]], workers: int = 8) -> set[str]:
    """All pages that can be reached from ``start`` without leaving its host."""
    start = urldefrag(start).url
    host = urlsplit(start).hostname
    seen = {start}
    with ProcessPoolExecutor(workers) as pool:
        pending: dict[Future[list[str]], str] = {pool.submit(links_of, start): start}
        while pending:
            for future in wait(pending, return_when=FIRST_COMPLETED).done:
                page = pending.pop(future)
                if future.exception():
                    continue
                for link in future.result():
                    url = urldefrag(urljoin(page, link)).url
                    if urlsplit(url).hostname == host and url not in seen:
                        seen.add(url)
                        pending[pool.submit(links_of, url)] = url
    return seen
