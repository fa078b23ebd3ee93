"""The playback of a kata: its source at every save and check, what changed, and what the judge found."""

from __future__ import annotations

import difflib
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from msgspec import Struct

from grader.interview.events import Checked, Saved
from grader.interview.rubric import in_time
from grader.verdict import Report  # noqa: TC001  msgspec resolves the annotation at run time

if TYPE_CHECKING:
    from grader.interview.log import Moment
    from grader.interview.session import Material
    from grader.interview.state import Check, Standing
    from grader.kata import Kata


class Frame(Struct, frozen=True, kw_only=True):
    """One picture of the playback: the source at a save or a check, and what changed since the last."""

    used: float
    kind: str
    source: str
    diff: str
    verdict: str = ""
    stage: str = ""
    sentence: str = ""
    cause: str = ""
    late: bool = False
    report: Report | None = None


def frames(material: Material, standing: Standing, kata: Kata) -> tuple[Frame, ...]:
    """Every save and check of a kata, in order."""
    checks = {check.moment.number: check for check in standing.checks_of(kata.id)}
    before = kata.starter.read_text(encoding="utf-8")
    kept = [m for m in standing.moments if isinstance(m.event, Saved | Checked) and m.event.kata == kata.id]
    found = []
    for moment, after in zip_longest(kept, kept[1:]):
        source = material.log.source(moment.sha).decode(errors="replace")
        check = checks.get(moment.number)
        checked_next = after is not None and after.number in checks and after.sha == moment.sha
        if check is None and (source == before or checked_next):
            continue  # laid out and not touched yet; or the check shows it
        found.append(_frame(standing, moment, check, (before, source)))
        before = source
    return tuple(found)


def _frame(standing: Standing, moment: Moment, check: Check | None, texts: tuple[str, str]) -> Frame:
    before, source = texts
    diff = "".join(
        line if line.endswith("\n") else line + "\n"
        for line in islice(difflib.unified_diff(_lines(before), _lines(source)), 2, None)
    )
    if check is None:
        return Frame(used=moment.used, kind="saved", source=source, diff=diff)
    report = check.report
    if report is None:
        return Frame(used=moment.used, kind="checked", source=source, diff=diff, verdict="interrupted")
    stage = report.deciding
    decisive = next((c for c in stage.checks if c.verdict is stage.verdict), None) if stage else None
    return Frame(
        used=moment.used,
        kind="checked",
        source=source,
        diff=diff,
        verdict=report.verdict.value,
        stage=stage.stage if stage else "",
        sentence=decisive.sentence if decisive else "",
        cause=(decisive.cause if decisive else "") or (stage.reason if stage else ""),
        late=not in_time(standing, check),
        report=report,
    )


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
