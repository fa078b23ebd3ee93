"""Whatever is given as a schedule is refused with a word, or is one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader import judge
from grader.errors import UsageError
from grader.explore.schedule import Schedule
from grader.kata import Kata
from grader.verdict import SCHEDULE

if TYPE_CHECKING:
    from collections.abc import Mapping

_SMALL = st.integers(min_value=0, max_value=10**8)
_SCHEDULES = st.builds(
    Schedule,
    st.lists(st.tuples(_SMALL, _SMALL), max_size=6).map(tuple),
    st.frozensets(_SMALL, max_size=6),
    st.booleans(),
)
_NEAR = st.text(st.sampled_from("0123456789tTx./!:- \n٣"), max_size=30)


@given(schedule=_SCHEDULES)
def test_what_is_printed_is_read(schedule: Schedule) -> None:
    """Every string that a report shows is the schedule that it was made from."""
    assert SCHEDULE.fullmatch(str(schedule))
    assert Schedule.parse(str(schedule)) == schedule


@given(text=_NEAR | st.text())
def test_text_is_a_schedule_or_is_refused(text: str) -> None:
    """What can be read, prints as something that reads the same."""
    try:
        found = Schedule.parse(text)
    except ValueError:
        return
    assert Schedule.parse(str(found)) == found


@given(text=st.text() | st.builds("{}:{}".format, st.text(), _NEAR | st.text()))
@example(text="test_x:" + "9" * 5000 + "t1/")
@example(text="\udc80:1t1/")
@example(text="test\0:/")
@example(text="test_x[a:b]:/")
def test_no_text_gets_a_traceback(text: str) -> None:
    """A worker is only asked to play what has the form of a schedule, and names something."""
    asked: list[str] = []

    def note(_kata: Kata, _path: Path, options: Mapping[str, str], **_: Any) -> None:
        asked.append(options["replay"])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judge, "judge", note)
        try:
            judge.replay(Kata(Path(), "kata01_x"), Path("attempt.py"), text)
        except UsageError as error:
            if "copy the string" not in str(error):
                raise
    for string in asked:
        name, _, schedule = string.rpartition(":")
        assert name
        string.encode()
        Schedule.parse(schedule)
