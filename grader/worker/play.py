"""The stage ``play``: one scenario, stepped by a person. No verdict rests on it.

The parent asks for the position after some choices, and gets it; each question is answered by an
execution of its own, so that a step back is a shorter question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from grader.explore import explain
from grader.explore.hand import KINDS, Hand, Place, find_shared
from grader.explore.record import Recording
from grader.explore.schedule import Schedule
from grader.protocol import Choice, Position, Standing, Turn
from grader.verdict import CheckResult, Verdict
from grader.worker.schedules import Schedules, place_of, shown

if TYPE_CHECKING:
    import pytest

    from grader.explore.parts import Outcome
    from grader.explore.scenario import Stage
    from grader.protocol import Job
    from grader.worker.channel import Channel

_PAUSED = "paused"


class Play(Schedules):
    """Answers questions until there are no more."""

    def _explore(self, stage: Stage, item: pytest.Function) -> CheckResult:
        scenario, _ = self._prepared(stage, item)
        find_shared(stage.world, scenario)
        while (line := self._channel.receive()) is not None:
            turn = msgspec.json.decode(line, type=Turn)
            self._channel.send(self._position(stage, scenario, item.name, turn))
        return CheckResult(check="", sentence="", verdict=Verdict.SKIPPED, cause="played by hand")

    def _position(self, stage: Stage, scenario: Any, check: str, turn: Turn) -> Position:
        world = stage.world
        recording = Recording(stage.programs)
        hand = Hand(turn.made, recording)
        world.recorder = recording
        try:
            outcome = world.run(scenario, hand)
        finally:
            world.recorder = None
        steps = explain.steps(
            recording.events, stage.programs, outcome, place_of(outcome, stage), world.promoted
        )
        result = None
        if outcome.kind != _PAUSED:
            schedule = Schedule(tuple(hand.departures), frozenset(world.promoted), world.release_points)
            result = _result(stage, outcome, recording, f"{check}:{schedule}")
        places = hand.places
        return Position(
            token=self._channel.token,
            made=tuple(turn.made[: hand.used]),
            steps=steps,
            threads=tuple(place.thread.name for place in places) or _names(steps),
            standing=tuple(_standing(stage, place) for place in places),
            choices=tuple(
                Choice(one.code, one.thread.number, one.thread.name, KINDS[one.kind]) for one in hand.options
            ),
            result=result,
        )


def _names(steps: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(step.thread for step in steps))


def _result(stage: Stage, outcome: Outcome, recording: Recording, replay: str) -> CheckResult:
    """How it ended."""
    if outcome.kind in {"passed", "witnessed"}:
        said = "what must be possible has happened" if outcome.kind == "witnessed" else "no check failed"
        return CheckResult(check="", sentence="", verdict=Verdict.PASSED, rests_on=said, replay=replay)
    return shown(stage, outcome, recording, replay, always=False)


def _standing(stage: Stage, place: Place) -> Standing:
    lines = {program.path: program.lines for program in stage.programs}.get(place.path, ())
    source = lines[place.line - 1].strip() if 0 < place.line <= len(lines) else ""
    blocked = place.blocked
    return Standing(
        thread=place.thread.name,
        state=place.state,
        path=place.path,
        line=place.line,
        source=source,
        resource="" if blocked is None else blocked.resource or "a lock",
        holder="" if blocked is None else blocked.holder,
    )


def plugin(job: Job, channel: Channel) -> Any:
    """Make the stage's pytest plugin."""
    return Play(job, channel)
