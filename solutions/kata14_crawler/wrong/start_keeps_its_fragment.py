"""The fragment of the start is kept."""
# expect: wrong in correctness

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from urllib.parse import urldefrag, urljoin, urlsplit


def crawl(start: str, links_of: Callable[[str], list[str]], workers: int = 8) -> set[str]:
    """All pages that can be reached from ``start`` without leaving its host."""
    host = urlsplit(start).hostname
    seen = {start}
    loaded: SimpleQueue[tuple[str, Future[list[str]]]] = SimpleQueue()

    with ThreadPoolExecutor(workers) as pool:  # leaving it joins the threads

        def load(page: str) -> None:
            pool.submit(links_of, page).add_done_callback(lambda links: loaded.put((page, links)))

        load(start)
        in_flight = 1  # handed to the pool, and not yet taken back: it is over when there are none
        while in_flight:
            page, links = loaded.get()
            in_flight -= 1
            if links.exception():  # the page stays in the result, and stops nothing
                continue
            for link in links.result():
                url = urldefrag(urljoin(page, link)).url
                if url not in seen and urlsplit(url).hostname == host:
                    seen.add(url)  # when it is found, not when it is loaded: until then others find it, too
                    load(url)
                    in_flight += 1
    return seen
