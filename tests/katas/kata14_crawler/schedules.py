"""A crawl between its workers: each page once, all pages found, over when it is over and not before.

Small sites: two or three workers, two to five pages. Each page keeps its own count, so that the suite adds
nothing that two right workers could race for. Where a check is about who is inside at the same moment it
runs on the jumping clock, on which time passes only while every thread waits.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

HOST = "http://shop.test"
START = f"{HOST}/"
PAUSES = (0.01, 0.1, 0.5)
"""On the jumping clock the first is enough for workers that wait, the later ones for those that look
again now and then."""


class Planted(Exception):
    """What loading a page raises."""


class Site:
    """Pages by their letter, each with the letters that it links to; counts how often each was loaded."""

    def __init__(self, **links: str) -> None:
        self.links = {START if name == "start" else HOST + "/" + name: on_it for name, on_it in links.items()}
        self.calls: dict[str, list[int]] = {url: [] for url in self.links}
        self.acts: dict[str, Callable[[], None]] = {}

    def links_of(self, url: str) -> list[str]:
        """Load a page."""
        assert url in self.calls, f"links_of was called with {url!r}, to which no page links"
        self.calls[url].append(1)
        act = self.acts.get(url)
        if act:
            act()
        return list(self.links[url])

    def on(self, name: str, act: Callable[[], None]) -> None:
        """Do ``act`` while the page is being loaded."""
        self.acts[HOST + "/" + name] = act

    def crawl(self, attempt: ModuleType, workers: int) -> None:
        """Crawl it all, and look at the result and at what was loaded."""
        result = attempt.crawl(START, self.links_of, workers)
        for url, calls in self.calls.items():
            page = "/" + url.rpartition("/")[2]
            if len(calls) > 1:
                raise AssertionError(f"{page} was loaded {len(calls)} times")
            assert url in result, f"crawl returned without {page}"
            assert calls, f"crawl returned, and {page} was never loaded"
        assert len(result) == len(self.calls), f"{len(self.calls)} pages came out as {len(result)}"


def fail() -> None:
    """Make loading a page fail."""
    raise Planted


def quiet(attempt: ModuleType, site: Site, workers: int) -> None:
    """Crawl a site where pages fail: a worker may end of that exception, and of no other."""
    hook = threading.excepthook
    threading.excepthook = lambda args: None if isinstance(args.exc_value, Planted) else hook(args)
    try:
        site.crawl(attempt, workers)
    finally:
        threading.excepthook = hook


class Inside:
    """Who is loading right now, and the most that ever were; asked on the jumping clock alone."""

    def __init__(self) -> None:
        self._now: list[int] = []
        self._counts: list[int] = []

    def enter(self) -> None:
        """Be one more inside; each is one step, as appending to a list is."""
        self._now.append(1)
        self._counts.append(len(self._now))

    @property
    def most(self) -> int:
        """The most that were inside at once."""
        return max(self._counts)

    def meet(self, parties: int) -> Callable[[], None]:
        """Make an act that waits until ``parties`` were inside at once, or nobody comes any more."""

        def act() -> None:
            self.enter()
            for pause in PAUSES:
                if self.most >= parties:
                    break
                time.sleep(pause)
            self._now.pop()

        return act

    def stay(self) -> None:
        """Take a moment, so that everybody else gets as far as they can."""
        self.enter()
        time.sleep(0.001)
        self._now.pop()


# What must come out the same on every schedule. The bound is 2 for pages that come one after the other, 1
# where two are loaded at once, and 0 for two crawls, each of which has threads of its own.


def test_start_alone(attempt: ModuleType) -> None:
    """The only page has no links: both workers end, and the crawl returns."""
    Site(start="").crawl(attempt, 2)


def test_one_after_the_other(attempt: ModuleType) -> None:
    """Each page links to one more: the crawl goes on as long as somebody is loading."""
    Site(start="a", a="b", b="").crawl(attempt, 2)


@pytest.mark.explore(bound=1)
def test_two_pages_link_to_a_third(attempt: ModuleType) -> None:
    """Two pages link to the same third one at the same time: it is loaded once."""
    Site(start="ab", a="c", b="c", c="").crawl(attempt, 2)


@pytest.mark.explore(bound=1)
def test_two_pages_link_to_each_other(attempt: ModuleType) -> None:
    """Two pages link to each other and to the start: nothing is loaded twice, and the crawl ends."""
    Site(start="ab", a="b", b="a").crawl(attempt, 2)


@pytest.mark.explore(bound=1)
def test_a_page_fails(attempt: ModuleType) -> None:
    """A page cannot be loaded while another is: the other's links are followed, and the crawl ends."""
    site = Site(start="ab", a="", b="c", c="")
    site.on("a", fail)
    quiet(attempt, site, 2)


def test_the_start_fails(attempt: ModuleType) -> None:
    """The only page cannot be loaded: all workers end, and the crawl returns."""
    site = Site(start="")
    site.on("", fail)
    quiet(attempt, site, 2)


def test_one_worker(attempt: ModuleType) -> None:
    """One worker crawls a site on its own."""
    Site(start="ab", a="b", b="").crawl(attempt, 1)


@pytest.mark.explore(bound=1)
def test_three_workers(attempt: ModuleType) -> None:
    """Three workers share two pages: the third has nothing to do, and ends with the others."""
    Site(start="a", a="").crawl(attempt, 3)


@pytest.mark.explore(bound=0)
def test_two_crawls(attempt: ModuleType, together: Callable[..., Any]) -> None:
    """Two crawls that run at the same time have nothing to do with each other."""
    one, other = Site(start="a", a=""), Site(start="a", a="")
    together(lambda: one.crawl(attempt, 1), lambda: other.crawl(attempt, 1))


# Who is inside at once: on the jumping clock.


@pytest.mark.explore(clock="jumping", bound=1)
def test_never_more_than_workers(attempt: ModuleType) -> None:
    """With two workers and three pages to load, never more than two are being loaded at once."""
    inside = Inside()
    site = Site(start="abc", a="", b="", c="")
    for name in ("a", "b", "c"):
        site.on(name, inside.stay)
    site.crawl(attempt, 2)
    assert inside.most <= 2, f"{inside.most} pages were being loaded at once, with workers=2"


@pytest.mark.explore(clock="jumping", bound=1)
def test_two_at_once(attempt: ModuleType) -> None:
    """Two workers load two pages at once as soon as two are known."""
    inside = Inside()
    site = Site(start="ab", a="", b="")
    for name in ("a", "b"):
        site.on(name, inside.meet(2))
    site.crawl(attempt, 2)
    assert inside.most == 2, "two pages were known, and loaded one after the other, though workers=2"


@pytest.mark.explore(clock="jumping", bound=1)
def test_workers_outlast_a_slow_page(attempt: ModuleType) -> None:
    """While the only known page is being loaded, no worker leaves: its links are loaded by all of them."""
    inside = Inside()
    site = Site(start="a", a="bc", b="", c="")
    site.on("", lambda: time.sleep(0.1))
    site.on("a", lambda: time.sleep(1.5))
    for name in ("b", "c"):
        site.on(name, inside.meet(2))
    site.crawl(attempt, 2)
    assert inside.most == 2, (
        "the start linked to /a, which took its time and linked to /b and /c: "
        "these were loaded one after the other, though workers=2"
    )


@pytest.mark.explore(clock="jumping", bound=0)
def test_a_slow_page_holds_nobody_up(attempt: ModuleType) -> None:
    """While one page takes its time, the other worker goes on to whatever it finds."""
    site = Site(start="ab", a="", b="c", c="d", d="")
    came: list[str] = []

    def slow() -> None:
        for pause in PAUSES:
            if came:
                return
            time.sleep(pause)
        raise AssertionError("while /a was being loaded, nobody came to /d behind /b, though workers=2")

    site.on("a", slow)
    site.on("d", lambda: came.append("d"))
    site.crawl(attempt, 2)


@pytest.mark.explore(clock="jumping", bound=0)
@pytest.mark.parametrize("workers", [3, 6])
def test_all_workers_at_once(attempt: ModuleType, witness: Callable[[], None], workers: int) -> None:
    """As many pages as there are workers are loaded at once, if so many are known."""
    inside = Inside()
    names = "abcdef"[:workers]
    site = Site(start=names, **dict.fromkeys(names, ""))
    for name in names:
        site.on(name, inside.meet(workers))
    site.crawl(attempt, workers)
    if inside.most == workers:
        witness()


@pytest.mark.explore(clock="jumping", bound=0)
def test_returns_when_it_is_over(attempt: ModuleType) -> None:
    """`crawl` returns when the last page has been loaded: not before, and within a second after it."""
    ended: list[float] = []
    site = Site(start="ab", a="", b="")

    def slow() -> None:
        time.sleep(3)
        ended.append(time.monotonic())

    site.on("b", slow)
    site.crawl(attempt, 2)
    assert ended, "crawl returned while /b was still being loaded"
    after = time.monotonic() - ended[0]
    assert after < 1, f"crawl returned {after:.1f} s after the last page had been loaded"


@pytest.mark.explore(bound=1)
def test_two_pages_that_wait_for_each_other(attempt: ModuleType) -> None:
    """Two pages are known, and each comes back only when the other one is being loaded, too.

    On the free clock, where a worker's time-out may end at any moment, so its pages meet at a barrier. It
    comes last: a crawler that keeps one of them waiting hangs here, and is told more about it above.
    """
    site = Site(start="ab", a="", b="")
    both = threading.Barrier(2)
    for name in ("a", "b"):
        site.on(name, lambda: both.wait() and None)
    site.crawl(attempt, 2)
