"""Crawl one site with several workers: every page once, and nobody stops too early or too late."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def crawl(start: str, links_of: Callable[[str], list[str]], workers: int = 8) -> set[str]:
    """All pages that can be reached from ``start`` without leaving its host.

    ``links_of(url)`` loads a page, which takes a while, and gives the links on it as they stand there:
    relative or absolute, with or without a fragment. It may raise anything. It is called once for each
    page, by ``workers`` threads at once where that many pages are known.
    """
    # TODO: which page does a link on a page mean, and is it one of ours?
    # TODO: who loads it, and how is it made sure that nobody else does?
    # TODO: when is the crawl over? An empty queue is not enough: somebody may still be loading
    raise NotImplementedError
