"""The verdict on CPU-bound work, from what paired rounds used: structure first, the clock last.

Pure: figures in, judgement out. Each criterion is asked of the reference in the same round, too: where
the known-good answer does not show what is asked for, that round proves nothing against a submission.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from grader.measure.paired import side
from grader.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.measure import Usage


_MOST_OF = {2: 0.65, 3: 0.5}  # settled for all katas; beyond, 1.6 times an even share
_MIB = 2**20
GROWTH = 4.0  # times the calibrated work is the most, to see whether a cheap submission is cheap for good
_THIN = 0.02  # of all work: an answer that is just within the limit must not be condemned by a cache
_BUSY = 0.8  # of a core for one process alone: others have the rest
_ROUNDING = 0.05  # of a second's work in three processes are clock ticks rounded down, nobody's in particular


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[benchmark]`` of a ``kata.toml``; that file says how each value was derived.

    ``busiest`` is the most that one of ``workers`` may have of all CPU (0: what is settled for so many),
    ``overhead`` the most CPU in units of the serial version's, ``overlap`` the least part of the working
    time in which two worked at once, ``caller`` the most that the calling process may do itself,
    ``sent`` the most bytes that the whole tree may write and ``memory`` the most bytes of anonymous
    memory that one process may have beyond a bare one (0: as many as it likes). Work is grown until the
    serial version needs ``serial_seconds`` of CPU; a submission that stays below ``free_seconds`` at
    ``GROWTH`` times that work needs no processes. ``separation`` is what reference and baseline must
    differ by before a wall clock counts.
    ``settled`` names the limits that the kata promises, so that no measurement moves them.
    """

    seconds: float = 120.0
    skip: str = ""
    workers: int = 2
    serial_seconds: float = 1.0
    free_seconds: float = 0.5
    busiest: float = 0.0
    overhead: float = 2.0
    overlap: float = 0.3
    caller: float = 0.25
    sent: int = 0
    memory: int = 0
    separation: float = 1.4
    rounds: int = 2
    most_rounds: int = 6
    settled: tuple[str, ...] = ()

    @property
    def most(self) -> float:
        """The largest share that one worker may have."""
        return self.busiest or _MOST_OF.get(self.workers, 1.6 / self.workers)

    @property
    def free(self) -> float:
        """The part of the serial version's CPU below which no processes are needed."""
        return self.free_seconds / (GROWTH * self.serial_seconds)


def limits(table: dict[str, Any]) -> Limits:
    """Read the table of ``kata.toml``.

    Raises:
        msgspec.ValidationError: it has an unknown key or a value of the wrong type.
    """
    return msgspec.convert(table, Limits)


@dataclass(frozen=True)
class Trio:
    """One paired round: what each of the three used; ``gil`` and ``interpreters`` are the submission's.

    The reference is left out (None) of a round in which nothing could be held against the submission.
    ``peak`` and ``good_peak`` say how many calls of submission and reference were in flight at once.
    """

    baseline: Usage
    reference: Usage | None
    submission: Usage
    gil: bool = True
    interpreters: bool = False
    peak: int = 0
    good_peak: int = 0


@dataclass(frozen=True)
class Judgement:
    """``verdict`` is None while more rounds are needed, and ``control`` whether with the reference."""

    verdict: Verdict | None
    cause: str = ""
    control: bool = True


@dataclass(frozen=True)
class _Criterion:
    """``violated(usage, trio)``: yes, no, or None where what was not seen could tip it."""

    verdict: Verdict
    violated: Callable[[Usage, Trio], bool | None]
    sentence: Callable[[Trio], str]


def judge(rounds: Sequence[Trio], limit: Limits) -> Judgement:
    """Decide from ``rounds``; undecided after the last one is ``inconclusive``."""
    last = len(rounds) >= limit.most_rounds
    unclear, spotless = "", True
    for criterion in _criteria(rounds[-1], limit):
        answers: list[bool | None] = []
        for trio in rounds:
            found = criterion.violated(trio.submission, trio)
            if found and (trio.reference is None or criterion.violated(trio.reference, trio)):
                found = None
            answers.append(found)
        spotless = spotless and not any(answer is not False for answer in answers)
        decided = side(answers, most=limit.most_rounds)
        if rounds[-1].reference is None and answers[-1] is None:
            decided = None  # blame without a control is none, and no pass either: the next round has one
        sentence = criterion.sentence(rounds[-1])
        if decided is True and len(rounds) >= limit.rounds and (last or not unclear):
            return Judgement(criterion.verdict, sentence)
        if decided is None:
            unclear = unclear or sentence
    if unclear or len(rounds) < limit.rounds:
        if not last:
            return Judgement(None, control=not spotless)
        return Judgement(
            Verdict.INCONCLUSIVE,
            f"{len(rounds)} rounds do not agree, or the reference looks no better here: {unclear}; "
            "try again with less running beside it",
        )
    return Judgement(Verdict.PASSED)


def _criteria(trio: Trio, limit: Limits) -> list[_Criterion]:
    """What is asked, in the order in which it is told; of threads as of processes where threads can work."""
    noun = "thread" if parallel_threads(trio) else "process"

    def threads_count(usage: Usage, trio: Trio) -> bool:
        return noun == "thread" and usage is trio.submission  # the reference works with processes anyway

    def wrong_tool(usage: Usage, trio: Trio) -> bool | None:
        if not threaded(usage) or parallel_threads(trio):
            return False
        return _over(usage.share(usage.busiest), usage, limit.most)

    def dear(usage: Usage, trio: Trio) -> bool:
        serial = trio.baseline.total
        control = trio.reference if usage is trio.submission else None
        known_good = max(0.0, control.total - serial) if control else 0.0
        return usage.total - known_good > limit.overhead * serial

    def uneven(usage: Usage, trio: Trio) -> bool | None:
        return _over(_most(usage, of_threads=threads_count(usage, trio)), usage, limit.most)

    def alone(usage: Usage, trio: Trio) -> bool:
        return (usage.thread_overlap if threads_count(usage, trio) else usage.overlap) < limit.overlap

    def busy_caller(usage: Usage, _: Trio) -> bool:
        return noun == "process" and usage.caller > limit.caller * usage.total

    def too_many(usage: Usage, _: Trio) -> bool:
        return usage.at_once > limit.workers and len(usage.working()) > limit.workers

    return [
        _Criterion(Verdict.WRONG_TOOL, wrong_tool, _gil_sentence),
        _Criterion(
            Verdict.SLOW,
            lambda usage, _: _talkative(usage, limit),
            lambda trio: _talkative_sentence(trio, limit),
        ),
        _Criterion(Verdict.SLOW, dear, _dear_sentence),
        _Criterion(Verdict.SLOW, uneven, lambda trio: _uneven_sentence(trio, noun)),
        _Criterion(Verdict.WRONG, busy_caller, _caller_sentence),
        _Criterion(Verdict.SLOW, alone, lambda trio: _alone_sentence(trio, noun)),
        _Criterion(
            Verdict.WRONG,
            lambda usage, _: 0 < limit.memory < usage.grown,
            lambda trio: _greedy_sentence(trio, limit),
        ),
        _Criterion(
            Verdict.WRONG,
            too_many,
            lambda trio: (
                f"{trio.submission.at_once} processes worked at once; at most {limit.workers} were asked for"
            ),
        ),
    ]


def is_free(own: Usage, known: Usage, limit: Limits) -> bool:
    """Whether ``own`` is so little that no process is needed; ``known`` is of an answer that spares nothing.

    Both are asked for. Few seconds alone may be a processor that has become quicker since the work was
    sized, or work that was never grown; a small part alone may still be worth spreading.
    """
    return own.total < limit.free_seconds and own.total < limit.free * known.total


def _talkative(usage: Usage, limit: Limits) -> bool | None:
    if not limit.sent:
        return False
    return None if usage.sent is None else usage.sent > limit.sent


def measures(trio: Trio) -> dict[str, float]:
    """The figures of a round that ``Limits`` bound, by the name of the limit."""
    usage = trio.submission
    noun = parallel_threads(trio)
    return {
        "busiest": _most(usage, of_threads=noun),
        "overhead": usage.overhead(trio.baseline.total),
        "overlap": usage.thread_overlap if noun else usage.overlap,
        "caller": 0.0 if noun else usage.caller / (usage.total or 1.0),
        "memory": usage.grown,
        "sent": -1 if usage.sent is None else usage.sent,
    }


def _most(usage: Usage, *, of_threads: bool) -> float:
    """Give the part of the work that the busiest process did, or the busiest thread."""
    if of_threads:
        return max((usage.share(thread) for thread in usage.threads), default=0.0)
    return usage.share(usage.busiest)


def _over(part: float, usage: Usage, most: float) -> bool | None:
    """Whether ``part`` of the work is more than ``most``; None if what was not seen could make it so.

    Also None where it is so little more that the cost of the same work in two processes explains it.
    """
    if part > most:
        return True if part > most + _THIN else None
    unseen = usage.unseen / (usage.total or 1.0)
    return None if unseen > _ROUNDING and part + unseen > most else False


def threaded(usage: Usage) -> bool:
    """Whether the busiest process had threads of its own do a good part of its work."""
    one = usage.busiest
    if one is None or not one.cpu:
        return False
    main = sum(thread.cpu for thread in usage.threads if thread.number == one.number)
    return (one.cpu - main) / one.cpu > 0.3 and usage.peak_threads > 1  # noqa: PLR2004  a helper thread does far less


def parallel_threads(trio: Trio) -> bool:
    """Whether threads are a right answer here: no GIL, or an interpreter with its own GIL in each.

    With interpreters the threads must be seen at work together, by the CPU they got or by what was
    runnable; without a GIL the ordinary criteria ask for that.
    """
    usage = trio.submission
    if not threaded(usage):
        return False
    if not trio.gil:
        return True
    together = usage.total > 1.2 * usage.wall or usage.thread_overlap > 0.5  # noqa: PLR2004  a GIL allows 1.0; 0.3 seen
    return trio.interpreters and together


def _gil_sentence(trio: Trio) -> str:
    usage = trio.submission
    one = usage.busiest
    workers = [t for t in usage.threads if one and t.number != one.number and usage.share(t) >= 0.02]  # noqa: PLR2004  visible
    count = len(workers) or usage.peak_threads - 1
    rate, alone = usage.total / usage.wall, trio.baseline.total / trio.baseline.wall
    busy = f" (the serial version got no more than {alone:.1f} here)" if alone < _BUSY else ""
    return f"{count} threads, one process, {rate:.1f} CPU{busy}: the GIL let one run at a time"


def _dear_sentence(trio: Trio) -> str:
    usage, serial = trio.submission, trio.baseline.total
    return (
        f"{usage.total:.1f} CPU seconds in {len(usage.processes)} processes for what the serial version does "
        f"in {serial:.1f}: starting and talking cost more than the work"
    )


def _talkative_sentence(trio: Trio, limit: Limits) -> str:
    if trio.submission.sent is None:
        return "how many bytes went through pipes cannot be known on this system; Linux tells"
    sent = trio.submission.sent / _MIB
    return (
        f"{sent:.1f} MiB went through pipes and files between processes; {limit.sent / _MIB:.1f} MiB are "
        "enough where workers are told what to do and not given the data"
    )


def _greedy_sentence(trio: Trio, limit: Limits) -> str:
    return (
        f"one process took {trio.submission.grown / _MIB:.0f} MiB of memory of its own; at most "
        f"{limit.memory / _MIB:.0f} MiB were asked for"
    )


def _uneven_sentence(trio: Trio, noun: str) -> str:
    usage = trio.submission
    part = _most(usage, of_threads=noun == "thread")
    one = usage.busiest
    if one is not None and one.caller and noun == "process":
        return f"one process did {part:.0%} of the work, the one that made the call: nothing was spread"
    return f"one {noun} did {part:.0%} of the work: it is spread unevenly, and all wait for that one"


def _alone_sentence(trio: Trio, noun: str) -> str:
    usage = trio.submission
    part, one = (usage.overlap, "processes") if noun == "process" else (usage.thread_overlap, "threads")
    return f"{one} worked one after the other: two were at work together for {part:.0%} of the time"


def _caller_sentence(trio: Trio) -> str:
    usage = trio.submission
    return f"the calling process did {usage.caller / usage.total:.0%} of the work itself, beside its workers"
