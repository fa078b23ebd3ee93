"""Whatever a worker cannot have said is taken for a forgery."""

from __future__ import annotations

import msgspec
import pytest

from grader.protocol import IMPORTED, IMPORTING, Collected, Done, Finished, Message, Progress, Started
from grader.sandbox.hearing import Forged, Hearing
from grader.verdict import CheckResult, Verdict

TOKEN = "the token"  # noqa: S105  of a test


def _heard(*messages: Message | bytes, wanted: tuple[str, ...] = ()) -> Hearing:
    hearing = Hearing(wanted, lambda _: None, token=TOKEN)
    for message in messages:
        hearing.take(message if isinstance(message, bytes) else msgspec.json.encode(message))
    return hearing


def _result(check: str, sentence: str = "") -> CheckResult:
    return CheckResult(check=check, sentence=sentence, verdict=Verdict.PASSED)


COLLECTED = Collected(TOKEN, (("a", "A holds."), ("b", "B holds.")))
A = (Started(TOKEN, "a"), Finished(TOKEN, _result("a")))
B = (Started(TOKEN, "b"), Finished(TOKEN, _result("b")))

FORGERIES = {
    "no JSON": (b"passed!",),
    "no UTF-8": (b"\xff\xfe",),
    "another schema": (b'{"type":"verdict","token":"the token","verdict":"passed"}',),
    "another token": (Collected("guessed", ()),),
    "no token": (b'{"type":"done","checks":0}',),
    "done before anything": (Done(TOKEN, 0),),
    "a result before the collection": A,
    "collected twice": (COLLECTED, COLLECTED),
    "a check of its own": (COLLECTED, Started(TOKEN, "mine")),
    "a result without a start": (COLLECTED, A[1]),
    "a result of another check": (COLLECTED, A[0], B[1]),
    "a result of no check": (COLLECTED, Finished(TOKEN, _result(""))),
    "two at once": (COLLECTED, A[0], B[0]),
    "a result twice": (COLLECTED, *A, A[1]),
    "a check twice": (COLLECTED, *A, A[0]),
    "progress of what does not run": (COLLECTED, Progress(TOKEN, "a", "half")),
    "done too early": (COLLECTED, *A, Done(TOKEN, 1)),
    "done with the wrong count": (COLLECTED, *A, *B, Done(TOKEN, 3)),
    "more after the end": (COLLECTED, *A, *B, Done(TOKEN, 2), Done(TOKEN, 2)),
}


@pytest.mark.parametrize("messages", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forgery_is_refused(messages: tuple[Message | bytes, ...]) -> None:
    """A message out of turn, without the token or of no known form raises."""
    with pytest.raises(Forged):
        _heard(*messages)


def test_a_whole_run_is_heard() -> None:
    """Results are kept in order, with the sentence that was collected and our own clock's time."""
    forged = Finished(TOKEN, CheckResult(check="b", sentence="mine", verdict=Verdict.PASSED, seconds=-1.0))
    heard = _heard(COLLECTED, *A, B[0], forged, Done(TOKEN, 2))
    assert heard.done
    assert [result.sentence for result in heard.results.values()] == ["A holds.", "B holds."]
    assert all(result.seconds >= 0 for result in heard.results.values())


def test_where_a_check_wrote_is_known() -> None:
    """To stdout until the next check began, to stderr from its own beginning on; of none, everything."""
    heard = _heard(
        COLLECTED, Started(TOKEN, "a", (1, 2)), A[1], Started(TOKEN, "b", (30, 40)), B[1], Done(TOKEN, 2)
    )
    assert heard.during("a") == (slice(1, 30), slice(2, None))
    assert heard.during("b") == (slice(30, None), slice(40, None))
    assert heard.during("") == (slice(None), slice(None))
    assert not heard.blamed()


def test_a_verdict_that_is_none_is_refused() -> None:
    """A result must be of the form that both sides share."""
    line = msgspec.json.encode(A[1]).replace(b'"passed"', b'"perfect"')
    with pytest.raises(Forged):
        _heard(COLLECTED, A[0], line)


def test_checks_that_nobody_asked_for_are_refused() -> None:
    """A worker that was asked for one check does not collect another."""
    with pytest.raises(Forged):
        _heard(COLLECTED, wanted=("a",))


def test_it_knows_who_dies_at_import() -> None:
    """The submission is being imported from the one word to the other."""
    assert _heard(COLLECTED, A[0], Progress(TOKEN, "a", IMPORTING)).importing
    assert not _heard(
        COLLECTED, A[0], Progress(TOKEN, "a", IMPORTING), Progress(TOKEN, "a", IMPORTED)
    ).importing


def test_progress_says_where_it_is() -> None:
    """Who listens learns the stage, the check's sentence and its place, counting those judged before."""
    told: list[Progress] = []
    hearing = Hearing((), told.append, stage="schedules", before=3, token=TOKEN)
    more = Progress(TOKEN, "b", "1,204 schedules", schedules=1204, bound=1, left=3.5, number=99)
    for message in (COLLECTED, *A, B[0], more):
        hearing.take(msgspec.json.encode(message))
    last = told[-1]
    assert (last.stage, last.sentence, last.number, last.of) == ("schedules", "B holds.", 5, 5)
    assert (last.schedules, last.bound, last.left, last.token) == (1204, 1, 3.5, "")
