"""Twelve pages that each take a moment, six at a time; this module is also the serial baseline."""

from __future__ import annotations

import urllib.request
from typing import TYPE_CHECKING, Any

from server import Site, meet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

WORKERS = 6
PAGES = 12


def scrape(
    urls: Sequence[str], max_workers: int = 16, timeout: float = 5.0, retries: int = 2
) -> dict[str, str | Exception]:
    """Fetch one page after the other: the baseline."""
    del max_workers, retries
    result: dict[str, str | Exception] = {}
    for url in urls:
        with urllib.request.urlopen(url, timeout=timeout) as response:  # noqa: S310  the suite's own URL
            result[url] = response.read().decode()
    return result


def fetch(kata: ModuleType, urls: list[str]) -> dict[str, str]:
    """Scrape ``urls``; runs in a process of its own."""
    result = kata.scrape(urls, max_workers=WORKERS, timeout=30.0)
    return {url: value if isinstance(value, str) else repr(value) for url, value in result.items()}


def test_the_waiting_overlaps(bench: Any) -> None:
    """Six requests wait at the same time, in one process, so that twelve pages take two moments."""
    with Site() as site:
        urls = [site.page(f"/page-{n}", meet(f"page {n}", of=WORKERS, after=0.05)) for n in range(PAGES)]
        bench.io(fetch, urls, workers=WORKERS, peak=site.peak_so_far)
