"""A limiter on a clock that stands while anybody has something to do, and jumps when all wait.

So nothing is ever late for want of a fast machine. Two things are asked of every scenario: that no window
of time saw more callers pass than it may, and that nobody waited longer than was needed, give or take a
nap: who sleeps and looks again, now and then, is right, too.
"""

from __future__ import annotations

import time
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

MICRO = 1e-6
NAP = 0.2
# Parts of a token, several tokens, more than the bucket holds; never such that a token is just due. All are
# sixteenths of a second, so that sums are exact, in whatever way an answer calculates.
PAUSES = tuple(
    n / 16
    for n in (6, 0, 0, 0, 3, 3, 3, 3, 3, 16, 0, 0, 6, 36, 0, 0, 0, 6, 3, 3, 3, 3, 3, 100, 0, 0, 0, 2, 7)
)

pytestmark = pytest.mark.explore(clock="jumping")


def passes(limiter: Any, timeout: float | None = None) -> list[float]:
    """Ask once; give the time at which the caller passed, if he did."""
    answer = limiter.acquire() if timeout is None else limiter.acquire(timeout)
    assert answer is True or answer is False, f"`acquire` returned {answer!r}, neither True nor False"
    assert answer or timeout is not None, "`acquire()` without a time-out returned False"
    return [time.monotonic()] if answer else []


def all_at_once(limiter: Any) -> list[float]:
    """Take what there is without waiting; give the times."""
    times: list[float] = []
    while len(times) < 100 and (more := passes(limiter, timeout=0)):
        times += more
    return times


def holds(times: list[float], rate: float, burst: int) -> None:
    """Make sure that in no window of time more callers passed than may."""
    times = sorted(times)
    for first, begin in enumerate(times):
        for last in range(first, len(times)):
            count, span = last - first + 1, times[last] - begin
            most = burst + rate * (span + MICRO)
            assert count <= most, (
                f"{count} callers passed within {span:.3g} s; with rate={rate:g} and burst={burst}, "
                f"{int(most)} may"
            )


def waited(began: float, expected: float, what: str) -> None:
    """Make sure that something that began at ``began`` took no longer than it should."""
    took = time.monotonic() - began
    assert took < expected + NAP, f"{what} took {took:.3g} s; it should take {expected:.3g} s"


# One caller, and the clock.


def test_burst_then_rate(attempt: ModuleType) -> None:
    """`burst` callers pass at once, and then one with each token that flows in."""
    limiter = attempt.RateLimiter(2.5, 3)
    began = time.monotonic()
    times: list[float] = []
    for number in range(6):
        times += passes(limiter)
        waited(began, max(0, number - 2) * 0.4, f"with rate=2.5 and burst=3, passing {number + 1} times")
    holds(times, 2.5, 3)


def test_like_a_bucket(attempt: ModuleType) -> None:
    """Whoever asks without waiting passes if there is a token in the bucket, and not otherwise."""
    rate, burst = 2.0, 3
    limiter = attempt.RateLimiter(rate, burst)
    level, looked = float(burst), time.monotonic()
    times: list[float] = []
    for pause in PAUSES:
        if pause:
            time.sleep(pause)
        now = time.monotonic()
        level, looked = min(burst, level + rate * (now - looked)), now
        answer = passes(limiter, timeout=0)
        assert bool(answer) == (level >= 1), (
            f"with {level:g} tokens in the bucket, acquire(timeout=0) returned {bool(answer)}"
        )
        level -= bool(answer)
        times += answer
    holds(times, rate, burst)


def test_idle_for_hours(attempt: ModuleType) -> None:
    """However long nobody came, no more than `burst` callers pass at once; and so many do."""
    for burst in (3, 1):
        limiter = attempt.RateLimiter(0.5, burst)
        times: list[float] = []
        for _ in range(2):
            time.sleep(3600.25)
            got = all_at_once(limiter)
            assert len(got) >= burst, f"after an idle hour, {len(got)} callers passed at once, not {burst}"
            times += got
        holds(times, 0.5, burst)


def test_any_window(attempt: ModuleType) -> None:
    """A window may begin at any time: there is no border at which everything begins anew."""
    for pause in (0.95, 0.45, 0.7):
        limiter = attempt.RateLimiter(4, 4)
        times = passes(limiter)
        for _ in range(4):
            time.sleep(pause)
            times += all_at_once(limiter)
            time.sleep(0.1)
            times += all_at_once(limiter)
        holds(times, 4, 4)


# The time is up.


def test_time_is_up(attempt: ModuleType) -> None:
    """`acquire` returns False if there is no token in time, and takes none with it."""
    limiter = attempt.RateLimiter(1, 1)
    times = passes(limiter)
    began = time.monotonic()
    for timeout in (0, 0.1, 0.2):
        before = time.monotonic()
        assert not passes(limiter, timeout), f"no token was due, and acquire(timeout={timeout}) returned True"
        waited(before, timeout, f"acquire(timeout={timeout}) in vain")
    times += passes(limiter)
    waited(began, 1, "waiting for the next token, after others had given up,")
    holds(times, 1, 1)


def test_in_time(attempt: ModuleType) -> None:
    """If a token is due before the time is up, `acquire` waits for it, and not longer."""
    limiter = attempt.RateLimiter(2, 1)
    times = passes(limiter)
    for _ in range(2):
        began = time.monotonic()
        more = passes(limiter, timeout=3)
        assert more, "a token was due after 0.5 s, and acquire(timeout=3) returned False"
        waited(began, 0.5, "acquire(timeout=3), with a token due after 0.5 s,")
        times += more
    holds(times, 2, 1)


# The wall clock is not the time.


def test_wall_clock_stands_elsewhere(attempt: ModuleType, step_wall_clock: Callable[[float], None]) -> None:
    """When the wall clock is set, to and fro, no token comes of it, and none is lost."""
    limiter = attempt.RateLimiter(2, 2)
    times = all_at_once(limiter)
    for step in (3600, -3600, -7200, 86_400):
        step_wall_clock(step)
        assert not passes(limiter, timeout=0), f"the wall clock was set by {step:+} s, and that made a token"
        began = time.monotonic()
        times += passes(limiter)
        waited(began, 0.5, f"after the wall clock was set by {step:+} s, waiting for a token")
    holds(times, 2, 2)


@pytest.mark.parametrize("step", [3600, -3600])
def test_wall_clock_is_set_meanwhile(
    attempt: ModuleType,
    together: Callable[..., list[list[float]]],
    step_wall_clock: Callable[[float], None],
    step: float,
) -> None:
    """Nor when it is set while somebody waits, with a time-out or without."""
    for timeout, due in ((None, 1), (5, 1), (0.5, 0)):
        limiter = attempt.RateLimiter(1, 1)
        limiter.acquire()
        began = time.monotonic()

        def setting() -> list[float]:
            time.sleep(0.3033)
            step_wall_clock(step)
            return []

        _, got = together(setting, lambda limiter=limiter, timeout=timeout: passes(limiter, timeout))
        assert len(got) == due, f"a token was due after 1 s; acquire(timeout={timeout}) returned {bool(got)}"
        waited(began, min(timeout or 1, 1), f"acquire(timeout={timeout}), while the wall clock was set,")


# Several callers.


def test_last_token(attempt: ModuleType, together: Callable[..., list[list[float]]]) -> None:
    """Of two callers who do not wait, one gets the last token."""
    limiter = attempt.RateLimiter(0.5, 1)
    got = together(lambda: passes(limiter, timeout=0), lambda: passes(limiter, timeout=0))
    holds([*chain(*got)], 0.5, 1)
    assert sum(map(len, got)) == 1, "one token in the bucket, and neither of two callers got it"


def test_token_for_each(attempt: ModuleType, together: Callable[..., list[list[float]]]) -> None:
    """With a token for each, no caller is sent away, however many come at once."""
    limiter = attempt.RateLimiter(0.5, 2)
    got = together(lambda: passes(limiter, timeout=0), lambda: passes(limiter, timeout=0))
    assert sum(map(len, got)) == 2, "two tokens in the bucket, and one of two callers was sent away"
    holds([*chain(*got), *all_at_once(limiter)], 0.5, 2)


def test_just_come_in(attempt: ModuleType, together: Callable[..., list[list[float]]]) -> None:
    """Two who come after a pause do not both count what has flowed in."""
    limiter = attempt.RateLimiter(1, 4)
    times = all_at_once(limiter)
    time.sleep(2.5)
    got = together(lambda: passes(limiter, timeout=0), lambda: passes(limiter, timeout=0))
    assert sum(map(len, got)) == 2, "two tokens had flowed in, and one of two callers was sent away"
    holds([*times, *chain(*got), *all_at_once(limiter)], 1, 4)


@pytest.mark.explore(clock="free")
def test_late_with_its_look(attempt: ModuleType, together: Callable[..., list[list[float]]]) -> None:
    """Who is kept from going on just after he looked at the clock makes no time count twice."""
    limiter = attempt.RateLimiter(1, 2)
    began = time.monotonic()
    passed = len(all_at_once(limiter))
    got = together(lambda: passes(limiter, timeout=0), lambda: after(1.5, limiter, timeout=0))
    passed += sum(map(len, got)) + len(all_at_once(limiter))
    span = time.monotonic() - began
    assert passed <= 2 + 1 * (span + MICRO), (
        f"{passed} callers passed within {span:.3g} s; with rate=1 and burst=2, {int(2 + span + MICRO)} may"
    )


def test_due_for_two(attempt: ModuleType, together: Callable[..., list[list[float]]]) -> None:
    """Two callers who wait for the same token do not pass together when it is due."""
    limiter = attempt.RateLimiter(512, 1)
    times = passes(limiter)
    got = together(lambda: passes(limiter), lambda: passes(limiter))
    holds([*times, *chain(*got)], 512, 1)


# From here on nobody comes at the same time as another, or sleeps equally long: whose turn it is to look
# first would be one more question at every nap of those who look again and again.


def after(pause: float, limiter: Any, timeout: float | None = None) -> list[float]:
    """Ask once, a little later."""
    time.sleep(pause)
    return passes(limiter, timeout)


def test_all_get_their_turn(attempt: ModuleType, together: Callable[..., list[list[float]]]) -> None:
    """Three callers who wait all pass, one with each token, and as soon as there is one."""
    limiter = attempt.RateLimiter(2, 1)
    times = passes(limiter)
    got = together(
        lambda: passes(limiter), lambda: after(0.0133, limiter), lambda: after(0.0277, limiter, 60)
    )
    assert got[2], "a token was due for him after 1.5 s, and acquire(timeout=60) returned False"
    holds([*times, *chain(*got)], 2, 1)
    waited(times[0], 1.5, "with rate=2 and burst=1, passing three more times")


def test_timeout_is_total(attempt: ModuleType, together: Callable[..., list[list[float]]]) -> None:
    """A time-out is for the whole wait, also if another caller takes the token that was waited for."""
    limiter = attempt.RateLimiter(1, 1)
    times = passes(limiter)

    def impatient() -> list[float]:
        time.sleep(0.0133)
        began = time.monotonic()
        got = passes(limiter, timeout=1.5)
        waited(began, 1.5, "acquire(timeout=1.5), beside another caller,")
        return got

    got = together(lambda: passes(limiter), impatient)
    holds([*times, *chain(*got)], 1, 1)


def test_short_beside_long(attempt: ModuleType, together: Callable[..., list[list[float]]]) -> None:
    """A caller with little time is not kept waiting by one who has more of it."""
    limiter = attempt.RateLimiter(1, 1)
    times = passes(limiter)

    def short() -> list[float]:
        for timeout in (0, 0.2):
            time.sleep(0.0633)
            began = time.monotonic()
            assert not passes(limiter, timeout), f"no token was due; acquire(timeout={timeout}) returned True"
            waited(began, timeout, f"acquire(timeout={timeout}), while another caller waited for a token,")
        return []

    got = together(lambda: passes(limiter), short)
    waited(times[0], 1, "waiting for a token, with rate=1,")
    holds([*times, *chain(*got)], 1, 1)


def test_beside_one_who_gives_up(attempt: ModuleType, together: Callable[..., list[list[float]]]) -> None:
    """Who waits beside a caller who gives up passes when the next token is due."""
    limiter = attempt.RateLimiter(1, 1)
    times = passes(limiter)
    got = together(lambda: passes(limiter, 0.35), lambda: after(0.0133, limiter))
    holds([*times, *chain(*got)], 1, 1)
    waited(times[0], 1, "with rate=1, waiting for a token beside a caller who gave up,")


def test_who_gives_up(attempt: ModuleType, together: Callable[..., list[list[float]]]) -> None:
    """A caller who gives up leaves the others' tokens as they are: none is lost, none is given twice."""
    limiter = attempt.RateLimiter(1, 1)
    times = passes(limiter)
    got = together(
        lambda: passes(limiter, 0.35), lambda: after(0.0133, limiter), lambda: after(0.6277, limiter)
    )
    assert not got[0], "a token was due after 1 s, and acquire(timeout=0.35) returned True"
    holds([*times, *chain(*got)], 1, 1)
    waited(times[0], 2, "with rate=1, passing twice more, beside a caller who gave up,")
