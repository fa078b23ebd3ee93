"""The page: well-formed, of one piece, and safe whatever a submission wrote into it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import msgspec
import pytest
from page_samples import FACTS, HOSTILE, NOW, SOURCE, chapter, hostile_report, page
from report_samples import CIRCLE, RACE, ROOT, SAMPLES

from grader.history import Entry, Kind, Status
from grader.report.html import render, source, timeline
from grader.report.html.page import Card, Chapter, Facts, Page
from grader.report.html.text import shown
from grader.verdict import Interleaving, Step, Text, Verdict

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Tree(HTMLParser):
    """Every element of a page in order, and what is wrong with how they nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []
        self.feed(text)
        self.close()
        self.faults += [f"{tag} is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element of SVG that ends itself."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Match an end with what is open."""
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"{tag} ends in line {self.getpos()[0]}, and something else is open")


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_every_verdict_has_a_page(name: str) -> None:
    """Elements nest, ids are unique, and nothing comes from elsewhere."""
    text = page(chapter(name))
    tree = Tree(text)
    assert tree.faults == []
    ids = [attributes["id"] for _, attributes in tree.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in tree.elements:
        for reference in ("src", "href", "xlink:href", "action", "srcset", "poster", "data"):
            value = attributes.get(reference)
            assert value is None or value.startswith("#") or value == "data:,", (tag, reference)
        assert not any(attribute.startswith("on") for attribute in attributes), (tag, attributes)
        assert "style" not in attributes, tag
    assert re.search(r"url\((?!#)|@import", text) is None
    assert SAMPLES[name].verdict.value.replace("_", " ") in text


def test_of_the_same_attempt_comes_the_same_page() -> None:
    """Nothing in it is drawn by lot or looked up."""
    assert page(chapter("deadlock")) == page(chapter("deadlock"))


def test_policy_names_what_may_run() -> None:
    """Our script and our style by their hashes, and nothing else."""
    text = page(chapter("race"))
    (policy,) = [a["content"] for tag, a in Tree(text).elements if a.get("http-equiv")]
    assert policy is not None
    for tag in ("script", "style"):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, flags=re.DOTALL)
        named = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{named}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_hostile_text_stays_text(name: str) -> None:
    """Whatever a submission is called, holds, prints or raises: no element and no attribute comes of it."""
    plain = Tree(page(chapter(name)))
    report = hostile_report(name)
    facts = Facts(HOSTILE, HOSTILE, 1, 15, (HOSTILE,))
    made = chapter(name, report=report, facts=facts, source=HOSTILE + "\n" * 30, base="")
    text = page(made)
    hostile = Tree(text)
    assert hostile.faults == []
    assert {tag for tag, _ in hostile.elements} <= {tag for tag, _ in plain.elements} | {"code", "span"}
    scripts = [attributes for tag, attributes in hostile.elements if tag == "script"]
    assert [a.get("type") for a in scripts if a.get("type") != "application/json"] == [None]
    assert not any("onerror" in attributes for _, attributes in hostile.elements)
    assert "<img" not in text
    assert "{{ 7 * 7 }}" in text
    assert "49" not in re.sub(
        r"[^<>]*-src[^<>]*|\d\.\d+|[\d-]+:\d+", "", text.partition("</style>")[2][:3000]
    )


def test_what_cannot_be_seen_is_spelt_out() -> None:
    """A sign that turns the direction of writing, an escape and a bell are shown; other scripts stay."""
    assert shown("if admin\u202e: \x1b[31m\x07") == "if admin⟨U+202E⟩: ␛[31m␇"
    assert shown("Grüße, 世界, עולם, 👩\u200d🔬, a\u00a0b") == "Grüße, 世界, עולם, 👩\u200d🔬, a\u00a0b"
    text = page(chapter("race", source="x = 1  # \u2066evil\u2069 世界\n"))
    assert "\u2066" not in text
    assert "⟨U+2066⟩evil⟨U+2069⟩ 世界" in text


def test_no_python_is_shown_all_the_same() -> None:
    """A source that does not parse has its lines, numbered as Python numbers them."""
    lines = source.whole("def (:\n\tx = '''\x0c\n\u2028y\n", {})
    assert [line.number for line in lines] == [1, 2, 3]


def test_states_of_a_race() -> None:
    """After each step the page knows what was read and written, by whom, and who is still to move."""
    made = timeline.of("t", RACE, (), Verdict.RACE, source.whole(SOURCE, {}))
    steps = made.payload["steps"]
    assert [step["say"] for step in steps][:3] == [
        "reads self._value = 0",
        "reads self._value = 0",
        "writes self._value = 1",
    ]
    assert steps[2]["values"] == [{"name": "self._value", "value": "1", "by": "written by T2"}]
    assert steps[2]["changed"] == "self._value"
    states: list[dict[str, str]] = []
    for step in steps:  # each says what has changed
        fresh = {thread["name"]: thread["state"] for thread in step["threads"]}
        states.append({**(states[-1] if states else {}), **fresh})
    assert states[0] == {"main": "idle", "T1": "now", "T2": "idle"}
    assert states[2] == {"main": "idle", "T1": "ready", "T2": "now"}
    assert [thread["knows"] for thread in steps[1]["threads"]] == ["self._value = 0"] * 2
    assert steps[0]["threads"][1]["knows"] == "self._value = 0"
    assert steps[3]["threads"][0]["knows"] == ""
    assert states[5] == {"main": "fail", "T1": "over", "T2": "over"}
    assert made.end is None
    assert json.dumps(made.payload)


def test_states_of_a_deadlock() -> None:
    """Who waits for whom is claimed only once neither moves again; at the end all of it is said."""
    step = Step("T1", "attempt.py", 21, "with a:", "acquire", "a")
    evidence = Interleaving(("T1", "T2"), (step, msgspec.structs.replace(step, thread="T2", target="b")), "r")
    made = timeline.of("t", evidence, CIRCLE.waits, Verdict.DEADLOCK, ())
    first, second, last = made.payload["steps"]
    assert [thread["state"] for thread in first["threads"]] == ["now", "idle"]
    assert [thread["state"] for thread in second["threads"]] == ["wait", "now"]
    assert second["threads"][0]["detail"] == "waits for lock of account B, which T2 holds"
    assert second["threads"][0]["holds"] == ["a"]
    assert [(thread["name"], thread["detail"], thread["holds"]) for thread in last["threads"]] == [
        ("T2", "waits for lock of account A, which T1 holds", ["b"])
    ]
    assert made.end is not None
    assert "nobody will wake it" in page(chapter("deadlock"))


def test_an_interleaving_without_steps() -> None:
    """A thread that locks itself out at once makes no step to show; the circle says it all."""
    report = SAMPLES["deadlock"]
    stage = report.stages[-1]
    check = msgspec.structs.replace(stage.checks[1], evidence=(CIRCLE, Interleaving(("T1",), (), "r")))
    stage = msgspec.structs.replace(stage, checks=(check,))
    text = page(chapter("deadlock", report=msgspec.structs.replace(report, stages=(stage,))))
    assert 'class="timeline"' not in text
    assert "nobody will wake it" in text


def test_the_source_of_a_check_is_never_shown() -> None:
    """A step inside of the hidden suite is named as such, without its line."""
    text = page(chapter("race"))
    assert "assert total == 11" not in text
    assert "in the check" in text


def test_a_judgement_that_was_interrupted() -> None:
    """It has a page too, with its source."""
    entry = Entry(3, NOW, FACTS.id, Kind.CHECK, "attempt.py", "ab", None, "", 0.0)
    text = page(Chapter(FACTS, None, SOURCE, entry, (entry,)))
    assert "not finished" in text
    assert "self" in text
    assert Tree(text).faults == []


def test_a_report_of_another_form() -> None:
    """Where an earlier grader's report cannot be read, its verdict and its source still stand there."""
    text = page(chapter("race", report=None))
    assert "An earlier grader wrote its report" in text
    assert "<h1" in text
    assert Tree(text).faults == []


def test_several_and_all() -> None:
    """Each judgement is a part to unfold; the overview has a card for every kata, with a link to its part."""
    both = page(chapter("race"), chapter("deadlock"))
    assert both.count('class="folded"') == 2
    cards = (
        Card(FACTS, Status(tries=2, last=Verdict.RACE), begun=True, attempts=chapter("race").attempts),
        Card(Facts("kata02_x", "X <2>", 2, 20), Status(passed=True, last=Verdict.PASSED, best=75.0)),
        Card(Facts("kata03_y", "Y", 2, 20), Status()),
    )
    stage = SAMPLES["race"].stages[-1]
    checks = (*stage.checks[:2], msgspec.structs.replace(stage.checks[2], evidence=(RACE,)))
    stages = (*SAMPLES["race"].stages[:-1], msgspec.structs.replace(stage, checks=checks))
    more = chapter("race", report=msgspec.structs.replace(SAMPLES["race"], stages=stages))
    assert page(more).count('class="timeline"') == 2
    text = render(Page(NOW, (more,), cards))
    tree = Tree(text)
    assert tree.faults == []
    assert "1 of 3 passed" in text
    assert text.count('class="timeline"') == 1
    ids = {attributes.get("id") for _, attributes in tree.elements}
    links = [a["href"] for tag, a in tree.elements if tag == "a" and a["href"] != "#main"]
    assert links == ["#r1"]
    assert all(str(link)[1:] in ids for link in links)


def test_paths_are_those_of_the_checkout() -> None:
    """Where the checkout lies is nobody's business to whom the page is sent."""
    report = SAMPLES["timed_out"]
    stage = report.stages[0]
    check = msgspec.structs.replace(
        stage.checks[1],
        evidence=(Text("where", f'File "{ROOT}/katas/x.py", line 3'),),
        cause=f"{ROOT}/a.py:3",
    )
    stage = msgspec.structs.replace(stage, checks=(check,))
    text = page(chapter("timed_out", report=msgspec.structs.replace(report, stages=(stage,))))
    assert ROOT not in text
    assert "katas/x.py" in text
