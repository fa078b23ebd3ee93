"""Every sample report, drawn by every reporter, is what its golden file holds.

After a deliberate change run ``python tests/unit/report/report_golden.py`` and read the difference.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from report_golden import drawn, wanted
from report_samples import ROOT, SAMPLES

from grader.report import REPORTERS, reporter
from grader.report.style import Style
from grader.verdict import Verdict

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", sorted(wanted()))
def test_is_what_the_golden_file_holds(name: str) -> None:
    """A renderer's output changes on purpose or not at all."""
    path = HERE / "golden" / name
    assert path.is_file(), f"{path} is missing: run {HERE / 'report_golden.py'}"
    assert wanted()[name] == path.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    """A golden file whose report went away goes away too."""
    assert {path.name for path in (HERE / "golden").iterdir()} == set(wanted())


@pytest.mark.parametrize("width", [20, 40, 79, 80, 120])
def test_fits_the_terminal(width: int) -> None:
    """No line is longer than the terminal is wide, save the commands, which are there to be copied."""
    for name, text in drawn(width).items():
        *body, _commands = text.split("\n\n")
        longest = max(len(line) for part in body for line in part.splitlines())
        assert longest <= width, name


def test_plain_alphabet_is_ascii() -> None:
    """Where the terminal has no more than ASCII, nothing of the report's own goes beyond it."""
    text = drawn(80, unicode=False)["deadlock"]
    assert text.isascii()


def test_a_submission_cannot_steer_the_terminal() -> None:
    """Escape sequences that a submission printed are shown as signs, not obeyed."""
    assert "\x1b" not in drawn(80)["timed_out"]


def test_plain_text_is_sentences() -> None:
    """What is read aloud has no columns and no signs in place of words, and says what the table says."""
    style = Style(width=80, base=ROOT)
    for name, report in SAMPLES.items():
        said = reporter("plain")(report, style)
        assert not set(said) & set("✓✗│─╭╰▶█·▏"), name
    race = reporter("plain")(SAMPLES["race"], style)
    assert "2. T2, line 14, self._value += amount: reads self._value = 0; writes self._value = 1." in race
    circle = reporter("plain")(SAMPLES["deadlock"], style)
    assert "T1 waits for lock of account B since attempt.py:22, which T2 holds." in circle


def test_long_report_ends_with_its_verdict() -> None:
    """Where the beginning has left the screen, the verdict and the cause stand at the end once more."""
    whole = reporter("terminal")(SAMPLES["race"], Style(width=80, base=ROOT))
    short = reporter("terminal")(SAMPLES["race"], Style(width=80, base=ROOT, height=12))
    assert whole.count("RACE") == 1
    assert short.count("RACE") == 2
    *_, last, _commands = short.split("\n\n")
    assert "one update is lost" in " ".join(last.split())


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_junit_counts_what_it_holds(name: str) -> None:
    """The XML is well-formed, and every check that did not pass is a failure, an error or skipped."""
    report = SAMPLES[name]
    root = ET.fromstring(reporter("junit")(report, Style()))  # noqa: S314  our own
    for suite in root:
        for tag, attribute in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert len(suite.findall(f"testcase/{tag}")) == int(suite.get(attribute, "-1"))
    assert int(root.get("failures", "-1")) + int(root.get("errors", "-1")) == sum(
        max(1, sum(check.verdict not in {Verdict.PASSED, Verdict.SKIPPED} for check in stage.checks))
        for stage in report.stages
        if stage.verdict not in {Verdict.PASSED, Verdict.SKIPPED}
    )


def test_every_reporter_is_there() -> None:
    """Each name is a module that renders."""
    for name in REPORTERS:
        assert reporter(name)(SAMPLES["race"], Style())
