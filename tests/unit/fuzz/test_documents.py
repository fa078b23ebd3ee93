"""Every report is a document of the printed form, and nothing that a worker may say surprises the parent."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema
import msgspec
from hypothesis import example, given
from hypothesis import strategies as st

from grader.protocol import Done, Finished, Message, Started
from grader.report.json import document, schema
from grader.sandbox.hearing import Forged, Hearing
from grader.verdict import CheckResult, Interleaving, Report, StageResult, Step, Text, Verdict, Wait, WaitFor

_TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
_VERDICTS = st.sampled_from(list(Verdict))
_SECONDS = st.floats(min_value=0, max_value=1e6)
_STEPS = st.builds(Step, _TEXT, _TEXT, st.integers(0, 10**6), _TEXT, _TEXT, _TEXT)
_EVIDENCE = (
    st.builds(Text, _TEXT, _TEXT)
    | st.builds(Interleaving, st.lists(_TEXT).map(tuple), st.lists(_STEPS, max_size=4).map(tuple), _TEXT)
    | st.builds(WaitFor, st.lists(st.builds(Wait), max_size=0).map(tuple))
)
_FIGURES = st.dictionaries(_TEXT, st.none() | st.booleans() | _SECONDS | _TEXT, max_size=3)
_CHECKS = st.builds(
    CheckResult,
    check=_TEXT,
    sentence=_TEXT,
    verdict=_VERDICTS,
    cause=_TEXT,
    evidence=st.lists(_EVIDENCE, max_size=3).map(tuple),
    seconds=_SECONDS,
    figures=_FIGURES,
)
_STAGES = st.builds(
    StageResult, stage=_TEXT, verdict=_VERDICTS, checks=st.lists(_CHECKS, max_size=3).map(tuple), reason=_TEXT
)
_REPORTS = st.builds(
    Report,
    kata=_TEXT,
    path=_TEXT,
    verdict=_VERDICTS,
    stages=st.lists(_STAGES, max_size=3).map(tuple),
    seconds=_SECONDS,
)


@cache
def _validator() -> Any:
    return jsonschema.Draft202012Validator(schema())


@given(reports=st.lists(_REPORTS, max_size=2), error=_TEXT, code=st.integers(0, 4))
def test_any_report_is_a_document(reports: list[Report], error: str, code: int) -> None:
    """It has the printed form, and comes back as it went."""
    made = json.loads(document(reports, exit_code=code, error=error))
    _validator().validate(made)
    assert (made["exit_code"], made["error"]) == (code, error)
    assert [msgspec.convert(one, Report) for one in made["reports"]] == reports


_MESSAGES = (
    st.builds(Started, st.just("token") | _TEXT, st.just("test_a") | _TEXT)
    | st.builds(Finished, st.just("token") | _TEXT, _CHECKS)
    | st.builds(Done, st.just("token") | _TEXT, st.integers())
)
_DEEP = b'{"type":"finished","token":"token","result":{"check":"","sentence":"","verdict":"passed","figures":'


def _cut(lines: list[bytes], at: float) -> list[bytes]:
    return [line[: int(len(line) * at)] for line in lines]


@given(
    lines=st.lists(_MESSAGES.map(msgspec.json.encode) | st.binary(), max_size=8)
    | st.builds(_cut, st.lists(_MESSAGES.map(msgspec.json.encode), max_size=8), st.floats(0, 1))
)
@example(lines=[_DEEP + b'{"a":' * 100_000])
@example(lines=[b"\xff"])
@example(lines=[b'{"type":"done","token":"\\udc80","checks":0}'])
def test_any_line_is_a_message_or_forged(lines: list[bytes]) -> None:
    """No line makes the parent stumble, and without the collection nothing is ever done."""
    hearing = Hearing((), lambda _: None, token="token")  # noqa: S106  the run's, and no secret
    for line in lines:
        try:
            hearing.take(line)
        except Forged:
            break
    assert not hearing.done
    assert hearing.results == {}


@given(message=_MESSAGES)
def test_messages_come_back(message: Message) -> None:
    """What a worker sends is what the parent reads."""
    assert msgspec.json.decode(msgspec.json.encode(message), type=Message) == message
