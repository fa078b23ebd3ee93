"""The sample reports as chapters of a page, and the worst that a submission could write into one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import msgspec
from report_samples import ROOT, SAMPLES

from grader.history import Entry, Kind
from grader.report.html import render
from grader.report.html.page import Chapter, Facts, Page
from grader.verdict import Report

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
FACTS = Facts("kata01_lost_update", "Lost update", 1, 15, ("lock",))
SOURCE = 'class Counter:\n    """Counts."""\n\n' + "\n" * 10 + "        self._value += amount\n" * 9
HOSTILE = "</script></style><img src=x onerror=alert(1)><b>\"'`{{ 7 * 7 }}]]>--><!--"


def chapter(name: str, **changes: object) -> Chapter:
    """A sample as a chapter, with a source and a history."""
    report = SAMPLES[name]
    entry = Entry(7, NOW, FACTS.id, Kind.CHECK, report.path, "ab", report.verdict, "schedules", 1.2)
    first = replace(entry, number=3, verdict=None, stage="", seconds=0.0)
    made = Chapter(FACTS, report, SOURCE, entry, (first, entry), (3, SOURCE.replace("Counts", "Sums")), ROOT)
    return replace(made, **changes)  # type: ignore[arg-type]


def page(*chapters: Chapter) -> str:
    """The page of ``chapters``."""
    return render(Page(NOW, chapters))


def everywhere(value: object) -> object:
    """``value`` with hostile text for every text in it that is free."""
    if isinstance(value, (list, tuple)):
        return [everywhere(item) for item in value]
    if isinstance(value, dict):
        kept = {"verdict", "stage", "type"}
        return {
            k: v if k in kept else HOSTILE if isinstance(v, str) else everywhere(v) for k, v in value.items()
        }
    return HOSTILE if isinstance(value, str) else value


def hostile_report(name: str) -> Report:
    """A sample whose every text is hostile."""
    return msgspec.convert(everywhere(msgspec.to_builtins(SAMPLES[name])), Report)
