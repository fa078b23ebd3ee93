"""The pages in a real Chromium: stepped through, in light and dark, narrow and printed, and under attack."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from page_samples import HOSTILE, chapter, hostile_report, page
from report_samples import SAMPLES

from grader.cli import run
from grader.history import Status
from grader.kata import Catalogue
from grader.report.html import render
from grader.report.html.page import Card, Facts, Page
from grader.scaffold import Facts as Scaffold
from grader.scaffold import scaffold
from grader.verdict import Verdict

if TYPE_CHECKING:
    from conftest import Browser

LEFT, RIGHT, HOME = "\ue012", "\ue014", "\ue011"  # the keys, as WebDriver writes them
ALL = [chapter(name) for name in sorted(SAMPLES)]


def overview() -> str:
    """A page with cards, and every sample below them."""
    cards = (
        Card(Facts("kata01_lost_update", "Lost update", 1, 15), Status(2, Verdict.RACE), begun=True),
        Card(Facts("kata02_x", "Done", 2, 20), Status(passed=True, last=Verdict.PASSED, best=75.0)),
        Card(Facts("kata03_y", "Never begun", 2, 20), Status()),
    )
    return render(Page(datetime(2026, 11, 23, tzinfo=UTC), tuple(ALL), cards))


def text(chromium: Browser, selector: str) -> str:
    """What a person reads there."""
    return chromium.one(selector).text


def press(chromium: Browser, key: str, selector: str = "body") -> None:
    """Press ``key`` with the focus there."""
    chromium.one(selector).send_keys(key)


def click(chromium: Browser, selector: str) -> None:
    """Click there."""
    chromium.one(selector).click()


def threads(chromium: Browser) -> dict[str, str]:
    """How each thread stands, by the panel."""
    rows = chromium.all(".threads tr")
    return {row.find_element("tag name", "th").text: row.find_element("tag name", "td").text for row in rows}


def test_steps_through_a_race(chromium: Browser) -> None:
    """Keys and buttons go forward and back; each step says who did what, and shows values and threads."""
    chromium.show(page(chapter("race")))
    assert text(chromium, "output") == "step 6 of 6"
    assert text(chromium, ".say") == "main raises 1 and 10 make 11, not 1"
    press(chromium, LEFT)
    assert text(chromium, ".say") == "main reads self._value = 1"
    click(chromium, "[data-go=first]")
    assert text(chromium, ".say") == "T1 reads self._value = 0"
    assert threads(chromium) == {
        "main": "is yet to begin",
        "T1": "has just moved · line 14 has read self._value = 0",
        "T2": "is yet to begin",
    }
    click(chromium, "[data-go=on]")
    press(chromium, RIGHT, ".transport [data-go=on]")
    assert text(chromium, "output") == "step 3 of 6"
    assert text(chromium, ".values tbody").split("\n")[0] == "self._value 1 written by T2"
    assert text(chromium, ".excerpt .at-now .marks") == "T1\nT2"
    assert chromium.run("return document.querySelectorAll('.move.later').length") == 3
    press(chromium, RIGHT, ".transport input")
    assert text(chromium, "output") == "step 4 of 6"
    spoken = chromium.run("return document.querySelector('.transport input').ariaValueText")
    assert spoken == "4 of 6: T1 writes self._value = 1"
    press(chromium, HOME, ".transport input")
    assert text(chromium, "output") == "step 1 of 6"
    click(chromium, "[data-step='5']")
    assert text(chromium, ".say") == "main reads self._value = 1"
    assert chromium.said() == []


def test_plays_by_itself_and_stops(chromium: Browser) -> None:
    """Play begins anew at the first step and goes on at each tick of the clock; a key stops it."""
    clock = (
        "window.setInterval = (tick) => { window.tick = tick; return 1; }; window.clearInterval = () => {};"
    )
    ours = chromium.command("Page.addScriptToEvaluateOnNewDocument", source=clock)
    try:
        chromium.show(page(chapter("race")))
    finally:
        chromium.command("Page.removeScriptToEvaluateOnNewDocument", **ours)
    label = "return document.querySelector('.play').ariaLabel"
    click(chromium, "[data-go=play]")
    assert (text(chromium, "output"), chromium.run(label)) == ("step 1 of 6", "Stop")
    chromium.run("tick(); tick()")
    assert text(chromium, "output") == "step 3 of 6"
    press(chromium, LEFT, "[data-go=play]")
    assert (text(chromium, "output"), chromium.run(label)) == ("step 2 of 6", "Play from the first step")
    click(chromium, "[data-go=play]")
    chromium.run("for (let n = 0; n < 9; n++) tick()")
    assert (text(chromium, "output"), chromium.run(label)) == ("step 6 of 6", "Play from the first step")


def test_copies_a_command(chromium: Browser) -> None:
    """What the button copies is the command as it stands there."""
    chromium.show(page(chapter("race")))
    chromium.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    click(chromium, ".command button")
    assert chromium.run("return window.copied") == text(chromium, ".command code")


def test_a_deadlock_says_who_waits_for_whom(chromium: Browser) -> None:
    """At the end every thread waits; the circle stands there as a picture and as sentences."""
    chromium.show(page(chapter("deadlock")))
    assert threads(chromium)["T1"].startswith("waits for lock of account B, which T2 holds")
    drawn = chromium.one(".circle svg")
    assert "T1 waits for lock of account B, which T2 holds" in (drawn.get_attribute("aria-label") or "")
    assert drawn.size["width"] > 200
    assert "nobody will wake it" in text(chromium, ".circle .sentences")


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_the_console_stays_empty(name: str, chromium: Browser) -> None:
    """No error, no warning, nothing refused by the page's policy, nothing fetched."""
    chromium.show(page(chapter(name)))
    assert chromium.run("return performance.getEntriesByType('resource').length") == 0
    assert chromium.said() == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_anybody_can_use_it(chromium: Browser, *, dark: bool) -> None:
    """axe-core finds nothing wrong with any verdict or chart, all unfolded, at the first or last step."""
    chromium.show(overview(), dark=dark)
    assert chromium.run("return getComputedStyle(document.body).backgroundColor") == (
        "rgb(13, 16, 22)" if dark else "rgb(244, 245, 248)"
    )
    chromium.run("for (const part of document.querySelectorAll('details')) part.open = true")
    chromium.run("document.querySelectorAll('[data-go=first]').forEach((b, n) => n % 2 || b.click())")
    assert chromium.faults() == []
    chromium.show(page(chapter("race")), dark=dark, width=400)
    assert chromium.faults() == []


def test_the_switch_turns_the_colours(chromium: Browser) -> None:
    """One press makes light dark, the next makes it light again."""
    chromium.show(page(chapter("passed")))
    colours = []
    for _ in range(2):
        click(chromium, "[data-theme-switch]")
        colours.append(chromium.run("return getComputedStyle(document.body).backgroundColor"))
    assert colours == ["rgb(13, 16, 22)", "rgb(244, 245, 248)"]


@pytest.mark.parametrize("width", [360, 800, 1280])
def test_nothing_is_wider_than_the_screen(width: int, chromium: Browser) -> None:
    """What is wide scrolls in its own box."""
    chromium.show(overview(), width=width)
    chromium.run("for (const part of document.querySelectorAll('details')) part.open = true")
    assert chromium.run("return document.documentElement.scrollWidth") <= width
    chromium.show(
        page(*(chapter(name, report=hostile_report(name)) for name in sorted(SAMPLES))), width=width
    )
    chromium.run("for (const part of document.querySelectorAll('details')) part.open = true")
    assert chromium.run("return document.documentElement.scrollWidth") <= width


def test_prints(chromium: Browser) -> None:
    """On paper every stage is unfolded, every step stands there, and there is no button."""
    chromium.show(page(chapter("race")))
    chromium.command("Emulation.setEmulatedMedia", media="print")
    assert not chromium.one(".transport").is_displayed()
    moves = chromium.all(".turns .move")
    assert [move.is_displayed() for move in moves] == [True] * 6
    sheet = base64.b64decode(chromium.command("Page.printToPDF")["data"])
    assert sheet.startswith(b"%PDF")
    assert chromium.run("return document.querySelectorAll('.stage:not([open])').length") == 0


def test_without_script_all_is_there(chromium: Browser) -> None:
    """The steps, the excerpt and the source are in the page itself; what needs the script is not shown."""
    chromium.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        chromium.show(page(chapter("race")))
        source = chromium.driver.page_source
        shown = chromium.one("main").text
    finally:
        chromium.command("Emulation.setScriptExecutionDisabled", value=False)
    assert "writes self._value = 1" in shown
    assert "After this step" not in shown
    assert 'class="transport" role="group" aria-label="Step through the interleaving" hidden' in source


def test_hostile_text_does_nothing(chromium: Browser) -> None:
    """Markup in every text of every report is read, never run."""
    hostile = HOSTILE.replace("alert(1)", "window.hacked=1") + "<script>window.hacked=1</script>"
    made = [chapter(name, report=hostile_report(name), source=hostile, base="") for name in sorted(SAMPLES)]
    chromium.show(page(*made))
    chromium.run("for (const b of document.querySelectorAll('[data-go=first]')) b.click()")
    assert chromium.run("return [window.hacked, document.images.length]") == [None, 0]
    assert "<img src=x onerror=" in text(chromium, ".sentence")
    assert chromium.said() == []


def test_the_policy_lets_no_other_script_run(chromium: Browser) -> None:
    """Even what got into the page would not run."""
    chromium.show(page(chapter("race")))
    chromium.run(
        "const s = document.createElement('script'); s.textContent = 'window.hacked = 1';"
        "document.body.append(s);"
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked = 1\">')"
    )
    assert chromium.run("return window.hacked") is None
    assert any("Content Security Policy" in line for line in chromium.said())


def test_other_scripts_are_read_as_written(chromium: Browser) -> None:
    """Chinese, Arabic and signs that turn the direction are what they are."""
    chromium.show(page(chapter("race", source="名前 = 'مرحبا'  # \u202e done\n")))
    assert "名前 = 'مرحبا'  # ⟨U+202E⟩ done" in text(chromium, ".listing")


def test_of_a_real_check(chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From `grader check` over the history to the page: the race that was found is the one that is shown."""
    for tree in ("katas", "solutions", "tests/katas"):
        (tmp_path / tree).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    kata, _ = scaffold(Catalogue(tmp_path), Scaffold("tickets", title="Billets «1»"))
    wrong = kata.solutions / "wrong" / "no_lock.py"
    assert run(["check", "kata01", "--file", str(wrong)]) == 1
    assert run(["report", "kata01"]) == 0
    chromium.show(Path(".grader/kata01.html").read_text(encoding="utf-8"))
    assert text(chromium, "h1").lower() == "race"
    click(chromium, "[data-go=first]")
    assert "reads self._last" in text(chromium, ".say")
    assert chromium.said() == []
