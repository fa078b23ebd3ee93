"""What scrape does, against a real server: text, failures, retries, time-outs, and who is in flight."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from gate import Gate, Patience
from server import Act, Serving, Site, answer, drop, hold, raw, stall, status

from grader.verdict import Verdict
from grader.worker.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

PATIENT = 30.0
"""A time-out for checks that are not about time."""


@pytest.fixture(autouse=True)
def _no_default_timeout() -> None:
    """Let each check find the process as an earlier one found it."""
    socket.setdefaulttimeout(None)


@pytest.fixture(scope="session")
def serving() -> Iterator[Serving]:
    """Give the process in which the sites of all checks are served, one after the other."""
    with Serving() as running:
        yield running


@pytest.fixture
def site(serving: Serving) -> Iterator[Site]:
    """Give a web server of the check's own."""
    with Site(serving) as running:
        yield running


@pytest.fixture(scope="session")
def patience() -> Patience:
    """Give what all checks of a run share."""
    return Patience()


@pytest.fixture
def gate(site: Site, patience: Patience) -> Callable[..., Gate]:
    """Give the maker of gates before this check's site."""
    return partial(Gate, site, patience)


def scraped(site: Site, result: object, urls: list[str]) -> dict[str, Any]:
    """Make sure that there is a dict with every URL and no other."""
    assert type(result) is dict, f"scrape returned {_short(result)}, not a dict"
    if missing := [site.name(url) for url in urls if url not in result]:
        raise AssertionError(f"no entry for {', '.join(missing[:3])}")
    if strange := result.keys() - set(urls):
        raise AssertionError(f"an entry for {site.name(strange.pop())}, which was not asked for")
    return result


def is_text(site: Site, result: dict[str, Any], url: str, text: str) -> None:
    """Make sure that ``url`` came out as ``text``."""
    value = result[url]
    if type(value) is not str or value != text:
        raise AssertionError(f"{site.name(url)} gave {_short(value)}, expected {_short(text)}")


def is_failure(site: Site, result: dict[str, Any], url: str, why: str) -> None:
    """Make sure that ``url`` came out as an exception."""
    value = result[url]
    assert isinstance(value, Exception), (
        f"{site.name(url)} gave {_short(value)}, expected an exception object: {why}"
    )


def was_asked(site: Site, url: str, times: int, why: str) -> None:
    """Make sure that the server was asked for ``url`` just so often."""
    seen = site.requests(url)
    if seen != times:
        raise AssertionError(
            f"{site.name(url)} was requested {_times(seen)}, expected {_times(times)}: {why}"
        )


def _times(number: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number} times")


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:60]}... ({len(text)} characters)"


def test_text_is_decoded_by_the_charset_of_the_response(attempt: ModuleType, site: Site) -> None:
    """Each page comes back as text, decoded by the charset its response names, UTF-8 where none is."""
    pages = {
        site.page("/plain", answer("plain")): "plain",
        site.page("/empty", answer("")): "",
        site.page("/lines", answer("\n one\n\n  two \n")): "\n one\n\n  two \n",
        site.page("/unlabelled", answer("naïve Καλημέρα 日本")): "naïve Καλημέρα 日本",
        site.page("/utf-8", answer("Grüße", "UTF-8")): "Grüße",
        site.page("/latin-1", answer("Grüße", "iso-8859-1")): "Grüße",
        site.page("/cyrillic", answer("добрый день", "KOI8-R")): "добрый день",
        site.page("/japanese", answer("こんにちは", "Shift_JIS")): "こんにちは",
        site.page("/quoted", answer("Žluťoučký", '"windows-1250"')): "Žluťoučký",
        site.page("/search?q=a%20b&page=2", answer("with a query")): "with a query",
        site.page("/large", answer("long " * 200_000)): "long " * 200_000,
    }
    result = scraped(site, attempt.scrape(list(pages), timeout=PATIENT), list(pages))
    for url, text in pages.items():
        is_text(site, result, url, text)


def test_no_urls_give_an_empty_dict(attempt: ModuleType, site: Site) -> None:
    """No URLs at all give an empty dict, and a tuple of URLs is as good as a list."""
    scraped(site, attempt.scrape([]), [])
    url = site.page("/only", answer("the only one"))
    is_text(site, scraped(site, attempt.scrape((url,), 1, PATIENT, 0), [url]), url, "the only one")


def test_max_workers_requests_are_in_flight(
    attempt: ModuleType, site: Site, gate: Callable[..., Gate]
) -> None:
    """While URLs are waiting, exactly max_workers requests are in flight: one ends, the next begins."""
    urls = [site.page(f"/page-{n}", hold(f"page {n}")) for n in range(120)]
    threads = psutil.Process().num_threads()

    def watch(gate: Gate) -> None:
        inside = gate.full_house()
        gate.owners(inside)
        more = psutil.Process().num_threads() - threads - 1  # the gate is one
        if more > 64:  # one per URL would be 120; workers, timers and a resolver's pool are far fewer
            raise AssertionError(f"{len(urls)} URLs made {more} threads at once; max_workers was 5")
        # The last to come goes first, so that workers that wait for each other stay behind.
        for _ in range(3):
            gate.site.release(inside[-1])
            inside = gate.full_house()

    result = gate(5).beside(watch, lambda: attempt.scrape(urls, max_workers=5, timeout=PATIENT))
    for url in scraped(site, result, urls):
        is_text(site, result, url, site.name(url)[1:].replace("-", " "))


def test_the_limit_is_16_unless_another_is_given(
    attempt: ModuleType, site: Site, gate: Callable[..., Gate]
) -> None:
    """Where max_workers is not given, 16 requests are in flight."""
    urls = [site.page(f"/page-{n}", hold(f"page {n}")) for n in range(20)]
    result = gate(16).beside(Gate.full_house, lambda: attempt.scrape(urls, timeout=PATIENT))
    scraped(site, result, urls)


def test_many_workers_really_work(attempt: ModuleType, site: Site, gate: Callable[..., Gate]) -> None:
    """With max_workers=40, 40 requests are in flight."""
    urls = [site.page(f"/page-{n}", hold(f"page {n}")) for n in range(45)]
    result = gate(40).beside(Gate.full_house, lambda: attempt.scrape(urls, 40, PATIENT))
    scraped(site, result, urls)


def test_retries_keep_to_the_limit(attempt: ModuleType, site: Site, gate: Callable[..., Gate]) -> None:
    """Retries count as well: with them, too, no more than max_workers requests are in flight."""
    urls = [site.page(f"/page-{n}", *[status(503)] * (n % 2), hold(f"page {n}")) for n in range(14)]
    result = gate(5).beside(Gate.full_house, lambda: attempt.scrape(urls, 5, PATIENT))
    for url in scraped(site, result, urls):
        is_text(site, result, url, site.name(url)[1:].replace("-", " "))


def test_two_calls_at_once(attempt: ModuleType, site: Site, gate: Callable[..., Gate]) -> None:
    """Two calls at the same time share nothing: each has its own limit and its own result."""
    urls = [[site.page(f"/{name}-{n}", hold(f"{name} {n}")) for n in range(5)] for name in ("red", "blue")]

    def both() -> list[Any]:
        with ThreadPoolExecutor(2, thread_name_prefix="the suite") as callers:
            calls = [callers.submit(attempt.scrape, mine, 3, PATIENT) for mine in urls]
            return [call.result() for call in calls]

    results = gate(6, "two calls with max_workers=3").beside(Gate.full_house, both)
    for mine, result in zip(urls, results, strict=True):
        for url in scraped(site, result, mine):
            is_text(site, result, url, site.name(url)[1:].replace("-", " "))


def test_503_and_dropped_connections_are_retried(attempt: ModuleType, site: Site) -> None:
    """A 503 and a connection closed before the whole response came are tried again, twice by default."""
    trouble: dict[str, Act] = {
        "/busy": status(503),
        "/dropped": drop(),
        "/reset": drop(reset=True),
        "/cut-short": drop(b"the first half"),
    }
    urls = [site.page(path, act, act, answer(f"fine at last: {path}")) for path, act in trouble.items()]
    mixed = site.page("/mixed", status(503), drop(b"half"), answer("fine at last: /mixed"))
    result = scraped(site, attempt.scrape([*urls, mixed], timeout=PATIENT), [*urls, mixed])
    for url in [*urls, mixed]:
        is_text(site, result, url, f"fine at last: {site.name(url)}")
        was_asked(site, url, 3, "it failed twice and then worked")


def test_no_more_retries_than_allowed(attempt: ModuleType, site: Site) -> None:
    """What fails every time is requested 1 + retries times, and then it is a failure."""
    trouble: dict[str, Act] = {"/busy": status(503), "/dropped": drop(), "/cut-short": drop(b"half")}
    for retries in (0, 1):
        # After ten failures the pages work, so that somebody who never gives up comes to an end too.
        urls = [
            site.page(f"{path}?retries={retries}", *[act] * 10, answer("too late"))
            for path, act in trouble.items()
        ]
        result = attempt.scrape(urls, max_workers=3, timeout=PATIENT, retries=retries)
        scraped(site, result, urls)
        for url in urls:
            was_asked(site, url, 1 + retries, f"retries={retries} allows no more and asks for no less")
            is_failure(site, result, url, "it failed every time")


def test_other_statuses_are_final(attempt: ModuleType, site: Site) -> None:
    """Any status of 400 and above but 503 is final: the page is requested once."""
    numbers = (400, 403, 404, 408, 410, 429, 500, 501, 502, 504)
    urls = [site.page(f"/{number}", status(number), answer("second try")) for number in numbers]
    result = scraped(site, attempt.scrape(urls, timeout=PATIENT), urls)
    for url in urls:
        was_asked(site, url, 1, "only 503 and a lost connection are worth another try")
        is_failure(site, result, url, "that status is a failure")


def test_a_failure_is_the_value_of_its_url(attempt: ModuleType, site: Site) -> None:
    """A page that fails has its exception as value, and every other URL still has its text."""
    bad = {
        site.page("/404", status(404)): "its status is 404",
        site.page("/500", status(500)): "its status is 500",
        site.page("/not-utf-8", answer(b"caf\xe9")): "its bytes are no UTF-8",
        site.page("/klingon", answer(b"nuqneH", "x-klingon")): "nobody knows its charset",
        site.page("/garbage", raw(b"this is no HTTP\r\n\r\n")): "this is no HTTP response",
        site.refused(): "the connection is refused",
        "http://127.0.0.1:99999/no-such-port": "there is no such port",
    }
    good = [site.page(f"/good-{n}", answer(f"good {n}")) for n in range(8)]
    urls = [*bad, *good]
    result = scraped(site, attempt.scrape(urls, max_workers=2, timeout=PATIENT), urls)
    for url, why in bad.items():
        is_failure(site, result, url, why)
        if why in {"its bytes are no UTF-8", "nobody knows its charset"}:
            was_asked(site, url, 1, "a page that cannot be decoded is the same the next time")
    for n, url in enumerate(good):
        is_text(site, result, url, f"good {n}")


def test_a_url_given_twice_is_fetched_once(attempt: ModuleType, site: Site) -> None:
    """A URL that is given several times is requested once, whether it works or fails."""
    good, bad = site.page("/good", answer("good")), site.page("/bad", status(404))
    urls = [good, bad, good, good, bad, good]
    result = scraped(site, attempt.scrape(urls, max_workers=4, timeout=PATIENT), urls)
    is_text(site, result, good, "good")
    is_failure(site, result, bad, "its status is 404")
    was_asked(site, good, 1, "it was given four times in one call")
    was_asked(site, bad, 1, "it was given twice in one call")


def test_each_call_begins_anew(attempt: ModuleType, site: Site) -> None:
    """A second call fetches again, and neither call changes the process's default socket time-out."""
    url = site.page("/news", answer("old"), answer("new"))
    is_text(site, scraped(site, attempt.scrape([url], timeout=PATIENT), [url]), url, "old")
    is_text(site, scraped(site, attempt.scrape([url], timeout=PATIENT), [url]), url, "new")
    default = socket.getdefaulttimeout()
    assert default is None, (
        f"socket.getdefaulttimeout() was None before the call and is {default} after it: "
        "that changes every other socket of the process"
    )


def test_a_stalled_response_ends_by_the_timeout(attempt: ModuleType, serving: Serving) -> None:
    """A response that stalls or drips for ever ends by timeout, for good, and holds up no other URL."""
    for timeout in (0.5, 2.5):
        # Where the machine is in such trouble that good pages do not make it by the shorter time-out
        # either, the longer one decides.
        with Site(serving) as site:
            good = [site.page(f"/good-{n}", answer(f"good {n}")) for n in range(5)]
            result = _beside_stalls(attempt, site, timeout, good)
            if timeout < 1 and not all(type(result[url]) is str for url in good):
                continue
            for n, url in enumerate(good):
                is_text(site, result, url, f"good {n}")
            break


def _beside_stalls(attempt: ModuleType, site: Site, timeout: float, good: list[str]) -> dict[str, Any]:
    """Scrape ``good`` pages beside such as never end, and see to it that those ended in time."""
    patience = 8 * timeout  # of the server, which then gives up itself
    stalls = {
        "/no-answer": stall("head", patience=patience),
        "/stalled-body": stall("body", patience=patience),
        "/dripping-head": stall("head", drip=True, patience=patience),
        "/dripping-body": stall("body", drip=True, patience=patience),
    }
    stalled = [site.page(path, act, answer("a second try")) for path, act in stalls.items()]
    deaf = site.deaf(patience)
    urls = [*stalled, deaf, *good]
    result = attempt.scrape(urls, max_workers=6, timeout=timeout)
    if gave_up := site.gave_up():
        # Whether somebody still waited where nobody accepts is not known; so others are named first.
        waited = sorted(set(gave_up) - {site.name(deaf)}) or [site.name(deaf)]
        raise Finding(
            Verdict.TIMED_OUT,
            f"timeout was {timeout}, but scrape still waited for {', '.join(waited)} after {patience:g} s, "
            "when the server itself gave up: timeout bounds one attempt, from connect to the last byte",
        )
    scraped(site, result, urls)
    for url in stalled:
        was_asked(site, url, 1, "a time-out is final")
    for url in [*stalled, deaf]:
        is_failure(site, result, url, "it never ended")
    return dict(result)


def test_the_timeout_is_for_one_attempt(attempt: ModuleType, site: Site) -> None:
    """The time-out is for one attempt: retries and waiting for a worker have no part in it."""
    for pace in (0.08, 0.6):
        # Six times `pace` is more than the time-out, and one attempt takes a fifth of it. If a
        # machine in trouble makes even that too tight, the slower pace decides.
        slow = [site.page(f"/slow-{n}-{pace}", answer(f"slow {n}", after=pace)) for n in range(7)]
        busy = status(503, after=pace)
        retried = site.page(f"/busy-{pace}", *[busy] * 5, answer("fine at last", after=pace))
        urls = [retried, *slow]
        result = attempt.scrape(urls, max_workers=2, timeout=5 * pace, retries=5)
        scraped(site, result, urls)
        if all(type(value) is str for value in result.values()):
            break
    is_text(site, result, retried, "fine at last")
    for n, url in enumerate(slow):
        is_text(site, result, url, f"slow {n}")
