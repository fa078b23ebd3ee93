"""A web of pages that the suite owns: it knows who is loading what, and can hold anybody there.

A page that is *held* does not come back before `Watch` says so, which makes overlap a matter of proof:
a crawler that has the workers brings them all inside, on any machine. Patience is counted in naps of
this very process and starts again with every arrival, so a machine under load does not use it up.
"""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, Never
from urllib.parse import urlsplit

from grader.verdict import Gantt, Span, Verdict
from grader.worker.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from types import ModuleType

HOST = "http://shop.test"
NAP = 0.02
PATIENCE = 150
"""Naps without a newcomer (3 s) before nobody is waited for any more."""
SHORT = 25
"""The same, once an earlier check has waited in vain: that one has named the verdict."""
WATCHED = 8
"""Naps for which a full house is watched for one too many."""


class Patience:
    """How long newcomers are waited for, over all checks of a run."""

    def __init__(self) -> None:
        self.naps = PATIENCE

    def used_up(self) -> None:
        """Somebody never came: whoever waits again may wait less."""
        self.naps = SHORT


type Links = list[str] | BaseException


class Web:
    """Pages by their path (or whole URL) with the links on them, or what loading them raises."""

    def __init__(self, pages: Mapping[str, Links], *, patience: Patience, held: Collection[str] = ()) -> None:
        self.patience = patience
        self.pages = {whole(name): links for name, links in pages.items()}
        self.held = {whole(name) for name in held}
        self.changed = threading.Condition()
        self.inside: list[str] = []
        self.calls: Counter[str] = Counter()
        self.peak = 0
        self.spans: list[list[Any]] = []
        self._start = time.monotonic()
        self._owner = os.getpid()
        self._abroad, self._tell = os.pipe()
        self._sent_abroad = False

    def close(self) -> None:
        """Give back what the system lent."""
        os.close(self._abroad)
        os.close(self._tell)

    def __getstate__(self) -> Never:
        """Refuse to go to another process, and remember that somebody tried."""
        self._sent_abroad = True
        raise TypeError("links_of cannot be sent to another process")

    def links_of(self, url: str) -> list[str]:
        """Load a page; what the crawler gets."""
        if os.getpid() != self._owner:
            os.write(self._tell, b"!")
            links = self.pages.get(url, [])
            return list(links) if isinstance(links, list) else []
        with self.changed:
            self.calls[url] += 1
            self.inside.append(url)
            self.peak = max(self.peak, len(self.inside))
            span = [url, time.monotonic() - self._start, None]
            self.spans.append(span)
            self.changed.notify_all()
            try:
                while url in self.held:
                    self.changed.wait()
            finally:
                self.inside.remove(url)
                span[2] = time.monotonic() - self._start
                self.changed.notify_all()
        links = self.pages.get(url, [])
        if isinstance(links, BaseException):
            raise links
        return list(links)

    def release(self, *urls: str) -> None:
        """Let those who are held at ``urls`` go, and whoever comes there."""
        with self.changed:
            self.held.difference_update(urls)
            self.changed.notify_all()

    def open(self) -> None:
        """Hold nobody any more."""
        self.release(*self.held)

    def stayed_here(self) -> None:
        """Make sure that no page was loaded in another process."""
        os.set_blocking(self._abroad, False)
        try:
            told = os.read(self._abroad, 1)
        except BlockingIOError:
            told = b""
        if told or self._sent_abroad:
            raise Finding(
                Verdict.WRONG_TOOL,
                "links_of was handed to another process; waiting for pages takes threads, not processes",
            )

    def picture(self) -> Gantt:
        """Draw the first calls of `links_of`, one lane each."""
        spans = self.spans[:20]
        end = max((span[2] or span[1] for span in spans), default=0.0)
        lanes = tuple(Span(short(url), start, done or end) for url, start, done in spans)
        return Gantt("pages being loaded (the suite held them to see who else comes)", lanes)


class Watch:
    """What is looked at from a thread beside the crawl, while pages are held."""

    def __init__(self, web: Web, returned: threading.Event) -> None:
        self.web = web
        self._returned = returned

    def until(self, done: Callable[[], bool]) -> bool:
        """Wait until ``done``, as long as newcomers come; False if that was in vain."""
        naps, calls = 0, -1
        while not done():
            with self.web.changed:
                come = self.web.calls.total()
            naps, calls = (0, come) if come != calls else (naps + 1, calls)
            if self._returned.is_set():
                return done()
            if naps > self.web.patience.naps:
                self.web.patience.used_up()
                return False
            time.sleep(NAP)
        return True

    def full_house(self, limit: int) -> list[str]:
        """Wait until ``limit`` pages are being loaded at once, and make sure that they stay so many."""
        web = self.web
        full = self.until(lambda: len(web.inside) >= limit)
        for _ in range(WATCHED):
            if len(web.inside) > limit or self._returned.is_set():
                break
            time.sleep(NAP)
        inside, most = list(web.inside), web.peak
        if most > limit:
            raise Finding(Verdict.WRONG, f"{most} pages were being loaded at once; workers={limit}")
        if self._returned.is_set():
            raise AssertionError("crawl returned while pages were still being loaded")
        if not full:
            raise Finding(
                Verdict.SLOW if most == 1 else Verdict.WRONG,
                f"only {len(inside)} page{' was' if len(inside) == 1 else 's were'} being loaded at once, "
                f"though more were known and waiting; workers={limit}",
            )
        return inside


def crawled(
    attempt: ModuleType,
    web: Web,
    start: str = "/",
    workers: int | None = None,
    watch: Callable[[Watch], None] | None = None,
) -> set[str]:
    """Run ``crawl`` with ``watch`` beside it; gives the result, or raises what was found wrong."""
    given = () if workers is None else (workers,)
    found: list[BaseException] = []
    returned = threading.Event()

    def guard() -> None:
        try:
            if watch:
                watch(Watch(web, returned))
        except BaseException as error:  # noqa: BLE001  raised again below, in the check's own thread
            found.append(error)
        finally:
            web.open()

    guardian = threading.Thread(target=guard, name="the suite's watch")
    guardian.start()
    try:
        result = attempt.crawl(whole(start), web.links_of, *given)
    except BaseException:
        returned.set()
        guardian.join()
        web.stayed_here()
        raise
    returned.set()
    guardian.join()
    web.stayed_here()
    if found:
        if isinstance(found[0], Finding):
            found[0].evidence = (web.picture(),)
        raise found[0]
    assert not web.inside, f"crawl returned while {short(web.inside[0])} was still being loaded"
    assert type(result) is set, f"crawl returned a {type(result).__name__}, not a set"
    return result


def expect(result: set[str], web: Web, pages: Collection[str]) -> None:
    """Make sure that ``pages`` are the result, and that each was loaded once and nothing else was."""
    wanted = {whole(page) for page in pages}
    for url in sorted(wanted - result):
        raise AssertionError(f"{short(url)} is missing from the result")
    for url in sorted(map(str, result - wanted)):
        raise AssertionError(f"{short(url)} is in the result; {why_not(url)}")
    for url, calls in sorted(web.calls.items()):
        if url not in wanted:
            raise AssertionError(f"links_of was called with {short(url)}; {why_not(url)}")
        assert calls == 1, f"{short(url)} was loaded {calls} times"
    for url in sorted(wanted - web.calls.keys()):
        raise AssertionError(f"{short(url)} is in the result, and links_of was never called with it")


def why_not(url: str) -> str:
    """Say why ``url`` is no page of the site."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        host = None
    if host != urlsplit(HOST).hostname:
        return f"its host is {host!r}, and the crawl began at {urlsplit(HOST).hostname!r}"
    if "#" in url:
        return "a URL with its fragment is no page of its own"
    return "no page links to it"


def whole(name: str) -> str:
    """Give the URL of a path."""
    return HOST + name if name.startswith("/") or not name else name


def short(url: str) -> str:
    """Name a URL as a report should: of the suite's host the path alone."""
    return url.removeprefix(HOST) if url.startswith(HOST + "/") else repr(url)
