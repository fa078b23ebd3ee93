"""What a crawler does with real threads: which pages, how often, how many at once, and nothing left.

Threads are not preempted here (`calm`), so what is wrong on some schedules alone is left to `schedules`,
which searches them and shows the one that fails.
"""

from __future__ import annotations

import contextlib
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING

import psutil
import pytest
from web import HOST, Patience, Watch, Web, crawled, expect, whole

from grader.measure.busy import others, shares

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

type Weave = Callable[..., Web]


class Own(BaseException):
    """An exception that `except Exception` does not see."""


@pytest.fixture(autouse=True)
def calm() -> Iterator[None]:
    """Let a thread run until it waits: nobody is stopped between two lines by the luck of the day."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(0.5)
    yield
    sys.setswitchinterval(usual)


@pytest.fixture(scope="session")
def patience() -> Patience:
    """Give what all checks of a run share."""
    return Patience()


@pytest.fixture
def weave(patience: Patience) -> Iterator[Weave]:
    """Give the maker of webs."""
    with contextlib.ExitStack() as made:

        def make(pages: dict[str, list[str] | BaseException], held: tuple[str, ...] = ()) -> Web:
            web = Web(pages, held=held, patience=patience)
            made.callback(web.close)
            return web

        yield make


def test_waits_without_spinning(attempt: ModuleType, weave: Weave) -> None:
    """A worker without work sleeps: it does not keep a core busy by looking again and again."""
    sys.setswitchinterval(0.005)
    web = weave({"/": ["a"], "/a": ["b"], "/b": []})
    seen: list[float] = []

    def slow(url: str) -> list[str]:
        before, began = others(), time.monotonic()
        time.sleep(0.25)
        wall, after = time.monotonic() - began, others()
        seen.append(sum(shares(before, after, wall)))
        return web.links_of(url)

    attempt.crawl(whole("/"), slow, 2)
    web.stayed_here()
    most = max(seen, default=0.0)
    assert most < 0.5, (
        f"while one page was being loaded, threads without work kept a core busy "
        f"{min(most, 1.0):.0%} of the time"
    )


@pytest.mark.parametrize("workers", [1, 2, 8, None])
def test_every_page_once(attempt: ModuleType, weave: Weave, workers: int | None) -> None:
    """Every page that can be reached is in the result and was loaded once, whatever links to it."""
    web = weave(
        {
            "/": ["/a", "/b", "/a", "/"],
            "/a": ["/b", "/c", "/a"],
            "/b": ["/c", "/", "/a"],
            "/c": ["/d"],
            "/d": ["/", "/a", "/b", "/c", "/d"],
            "/nobody-links-here": ["/"],
        }
    )
    expect(crawled(attempt, web, "/", workers), web, ["/", "/a", "/b", "/c", "/d"])


def test_a_single_page(attempt: ModuleType, weave: Weave) -> None:
    """A page without links is the whole result, and the crawl ends."""
    for workers in (1, 5):
        web = weave({"/alone": []})
        expect(crawled(attempt, web, "/alone", workers), web, ["/alone"])


def test_relative_links(attempt: ModuleType, weave: Weave) -> None:
    """A link is relative to the page that it stands on, as in a browser."""
    web = weave(
        {
            "/shop/tea/": ["green", "../cake/", "?page=2", "./black.html", "//shop.test/host", ""],
            "/shop/tea/green": ["/root", "leaf/"],
            "/shop/tea/leaf/": ["tip", ".."],
            "/shop/cake/": ["../../up", f"{HOST}/whole"],
            "/shop/tea/?page=2": ["?page=3"],
        }
    )
    pages = ["", "green", "?page=2", "?page=3", "black.html", "leaf/", "leaf/tip"]
    others = ["/shop/cake/", "/host", "/root", "/up", "/whole"]
    expect(crawled(attempt, web, "/shop/tea/"), web, [*(f"/shop/tea/{page}" for page in pages), *others])


def test_other_hosts(attempt: ModuleType, weave: Weave) -> None:
    """Pages of other hosts are not loaded and not in the result, however much their URLs look like ours."""
    strange = [
        "http://other.test/",
        "http://shop.test.other.test/",
        "http://www.shop.test/",
        "http://other.test/?from=http://shop.test/",
        "http://other.test/shop.test/",
        "http://shop.test@other.test/",
        "//other.test/a",
        "http://shop.tes/",
        "mailto:shop@shop.test",
        "javascript:void(0)",
        "tel:112",
    ]
    traps = {url: ["/trap"] for url in strange}
    web = weave({"/": [*strange, "a"], "/a": [*strange, "b"], "/b": strange, **traps})
    expect(crawled(attempt, web), web, ["/", "/a", "/b"])


def test_the_host_whatever_its_letters(attempt: ModuleType, weave: Weave) -> None:
    """The host is `urlsplit(url).hostname`, so capital letters and a user's name are no other host."""
    pages = ["http://SHOP.test/a", "http://me@shop.test/b"]
    web = weave({"/": pages})
    expect(crawled(attempt, web), web, ["/", *pages])


def test_fragments(attempt: ModuleType, weave: Weave) -> None:
    """URLs that differ in their fragment alone are one page, and the start is no exception."""
    web = weave(
        {
            "/": ["#top", "a#one", "a#two", "/#end"],
            "/a": ["#three", "/a#one", "/#start", "?q=1#a", "?q=1#b"],
            "/a?q=1": [],
        }
    )
    for start in ("/#middle", "/"):
        expect(crawled(attempt, web, start), web, ["/", "/a", "/a?q=1"])
        web.calls.clear()


def test_nothing_else_is_normalised(attempt: ModuleType, weave: Weave) -> None:
    """Nothing but the fragment is taken away: a slash, a capital letter or another query is another page."""
    pages = ["/a", "/a/", "/A", "/a?x=1&y=2", "/a?y=2&x=1", "/a?x=1", "/index.html", "/%61"]
    web = weave({"/": pages})
    expect(crawled(attempt, web), web, ["/", *pages])
    bare = weave({"": ["/", "/a"], "/": []})
    expect(crawled(attempt, bare, ""), bare, ["", "/", "/a"])


@pytest.mark.parametrize("workers", [1, 3])
def test_pages_that_fail(attempt: ModuleType, weave: Weave, workers: int) -> None:
    """A page whose `links_of` raises, whatever it is, is in the result, was tried once, and stops nothing."""
    bad: dict[str, list[str] | BaseException] = {
        "/value": ValueError("no such page"),
        "/os": OSError(5, "the network is down"),
        "/stop": StopIteration("a value"),
        "/own": Own("not an Exception"),
        "/exit": SystemExit(3),
        "/interrupt": KeyboardInterrupt(),
    }
    web = weave({"/": [*bad, "/good"], "/good": ["/last"], **bad})
    expect(crawled(attempt, web, "/", workers), web, ["/", *bad, "/good", "/last"])


def test_the_start_fails(attempt: ModuleType, weave: Weave) -> None:
    """If the start itself cannot be loaded, it is all that there is in the result."""
    for error in (ValueError("no such page"), KeyboardInterrupt()):
        web = weave({"/": error})
        expect(crawled(attempt, web, "/", 2), web, ["/"])


def test_workers_at_once(attempt: ModuleType, weave: Weave) -> None:
    """Where enough pages are known, `workers` are loaded at once, never more: one ends, the next begins."""
    names = [f"/page-{n}" for n in range(120)]
    web = weave({"/": names}, held=tuple(names))
    before = psutil.Process().num_threads()

    def watch(watch: Watch) -> None:
        inside = watch.full_house(5)
        more = psutil.Process().num_threads() - before - 1  # the watch is one
        if more > 64:  # one for each page would be 120
            raise AssertionError(f"{len(names)} pages made {more} threads at once; workers was 5")
        for _ in range(3):
            web.release(inside[-1])  # the last to come goes first: who waits for others stays behind
            inside = watch.full_house(5)

    expect(crawled(attempt, web, "/", 5, watch), web, ["/", *names])


def test_eight_workers_unless_told_otherwise(attempt: ModuleType, weave: Weave) -> None:
    """Where `workers` is not given, eight pages are loaded at once."""
    names = [f"/page-{n}" for n in range(12)]
    web = weave({"/": names}, held=tuple(names))
    expect(crawled(attempt, web, "/", None, lambda watch: watch.full_house(8) and None), web, ["/", *names])


def test_many_workers_and_one(attempt: ModuleType, weave: Weave) -> None:
    """40 workers load 40 pages at once, and one worker loads one."""
    names = [f"/page-{n}" for n in range(45)]
    for workers in (40, 1):
        web = weave({"/": names}, held=tuple(names))
        result = crawled(attempt, web, "/", workers, lambda watch, n=workers: watch.full_house(n) and None)
        expect(result, web, ["/", *names])


def test_pages_of_different_depth_at_once(attempt: ModuleType, weave: Weave) -> None:
    """A slow page holds nobody up: what the others link to is loaded meanwhile, however deep it lies."""
    chain = [f"/step-{n}" for n in range(6)]
    pages = {name: [after] for name, after in pairwise(chain)}
    web = weave({"/": ["/slow", chain[0]], "/slow": ["/behind"], **pages}, held=("/slow",))

    def watch(watch: Watch) -> None:
        if not watch.until(lambda: whole(chain[-1]) in web.calls):
            come = [name for name in chain if whole(name) in web.calls]
            raise AssertionError(
                f"while /slow was being loaded, {', '.join(come) or 'nothing else'} was, and then nobody "
                f"went on to {chain[len(come)]}, though workers=2"
            )

    expect(crawled(attempt, web, "/", 2, watch), web, ["/", "/slow", "/behind", *chain])


def test_a_large_site(attempt: ModuleType, weave: Weave) -> None:
    """A site of many pages is crawled to its end: a chain of 1500 pages, and a page with 1500 links."""
    chain = [f"/next-{n}" for n in range(1500)]
    web = weave({name: [after] for name, after in pairwise(chain)})
    expect(crawled(attempt, web, chain[0], 3), web, chain)
    wide = [f"/wide-{n}" for n in range(1500)]
    web = weave({"/": wide})
    expect(crawled(attempt, web, "/", 3), web, ["/", *wide])


def test_each_call_begins_anew(attempt: ModuleType, weave: Weave) -> None:
    """A second call loads every page again, and knows nothing of the first one's site."""
    web = weave({"/": ["/a"], "/a": []})
    first = crawled(attempt, web, "/", 2)
    expect(first, web, ["/", "/a"])
    web.calls.clear()
    expect(crawled(attempt, web, "/", 2), web, ["/", "/a"])
    other = weave({"/b": ["/c"]})
    expect(crawled(attempt, other, "/b", 2), other, ["/b", "/c"])
    assert first == {whole("/"), whole("/a")}, "a later call changed the set that the first one had returned"


def test_two_crawls_at_once(attempt: ModuleType, weave: Weave) -> None:
    """Two crawls at the same time share nothing: each has its own pages and its own workers."""
    sites = [{"/": [f"/{name}-{n}" for n in range(4)]} for name in ("red", "blue")]
    webs = [weave(site, held=tuple(site["/"])) for site in sites]
    with ThreadPoolExecutor(2, thread_name_prefix="the suite") as callers:
        calls = [
            callers.submit(crawled, attempt, web, "/", 3, lambda watch: watch.full_house(3) and None)
            for web in webs
        ]
        for call, web, site in zip(calls, webs, sites, strict=True):
            expect(call.result(), web, ["/", *site["/"]])


def test_leaves_no_threads(attempt: ModuleType, weave: Weave, nothing_left: Callable[[], None]) -> None:
    """When `crawl` returns, all its threads have ended, pages that failed or not."""
    for pages in ({"/": []}, {"/": ["/a", "/b"], "/a": ["/c"], "/b": Own("x")}, {"/": SystemExit(1)}):
        for workers in (1, 4):
            crawled(attempt, weave(pages), "/", workers)
            nothing_left()
