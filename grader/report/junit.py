"""The report as JUnit XML, which continuous integration shows: a suite per stage, a case per check.

A verdict against the answer is a ``failure`` of that type; what was not decided, and our own fault, is an
``error``; a skipped stage is one skipped case. The text of each is the plain report's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from grader.report import words
from grader.report.plain import told
from grader.report.style import Style, clean
from grader.verdict import CheckResult, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.verdict import Report, StageResult

_OPEN = frozenset({Verdict.INCONCLUSIVE, Verdict.GRADER_ERROR})


def render(report: Report, _style: Style) -> str:
    """The document of one report."""
    return document([report])


def document(reports: Sequence[Report]) -> str:
    """The document of many reports."""
    root = ET.Element("testsuites", name="grader")
    for report in reports:
        for stage in report.stages:
            root.append(_suite(report, stage))
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    root.set("time", f"{sum(report.seconds for report in reports):.3f}")
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(report: Report, stage: StageResult) -> ET.Element:
    name = f"{report.kata}.{stage.stage}"
    suite = ET.Element("testsuite", name=name, time=f"{stage.seconds:.3f}")
    checks = stage.checks or (
        CheckResult(check=stage.stage, sentence=stage.reason, verdict=stage.verdict, cause=stage.reason),
    )
    for check in checks:
        suite.append(_case(report, name, check))
    counted = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    suite.set("tests", str(len(suite)))
    for attribute, tag in counted.items():
        suite.set(attribute, str(len(suite.findall(f"testcase/{tag}"))))
    return suite


def _case(report: Report, name: str, check: CheckResult) -> ET.Element:
    case = ET.Element("testcase", classname=name, name=check.check, time=f"{check.seconds:.3f}")
    if check.verdict is Verdict.PASSED:
        if check.rests_on:
            ET.SubElement(case, "system-out").text = legal(f"{check.sentence} Rests on {check.rests_on}.")
        return case
    if check.verdict is Verdict.SKIPPED:
        ET.SubElement(case, "skipped", message=legal(check.cause))
        return case
    tag = "error" if check.verdict in _OPEN else "failure"
    found = ET.SubElement(
        case, tag, type=check.verdict.value, message=legal(check.cause or words.MEANING[check.verdict])
    )
    lines = [check.sentence, report.path]
    for evidence in check.evidence:
        lines += ["", *told(evidence)]
    found.text = legal("\n".join(lines))
    return case


def legal(text: str) -> str:
    """``text`` with nothing in it that XML forbids."""
    return "".join(c for c in clean(text) if c in "\t\n" or "\x20" <= c <= "\ud7ff" or c >= "\ue000")
