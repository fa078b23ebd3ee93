"""What can happen in an interview. The log of these is all that a session is."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from grader.verdict import Report  # noqa: TC001  msgspec resolves the annotation at run time


class Mark(StrEnum):
    """How far a point of the rubric, or of a question's strong answer, was observed."""

    SEEN = "seen"
    PARTLY = "partly"
    MISSED = "missed"

    @property
    def worth(self) -> float:
        """Its share of a whole point."""
        return {"seen": 1.0, "partly": 0.5, "missed": 0.0}[self.value]


class Item(Struct, frozen=True):
    """One thing that is asked: ``kind`` is kata or question, ``id`` names it."""

    kind: str
    id: str
    minutes: int


class Began(Struct, frozen=True, tag="began", kw_only=True):
    """The session was planned: what was wished for, and what came of it."""

    minutes: int
    level: int
    topics: tuple[str, ...] = ()
    seed: int
    items: tuple[Item, ...]
    interviewer: bool = False
    remarks: tuple[str, ...] = ()


class Reached(Struct, frozen=True, tag="reached"):
    """Item ``index`` is shown from here on."""

    index: int


class Saved(Struct, frozen=True, tag="saved"):
    """The candidate's file changed; the event keeps its source."""

    kata: str


class Checked(Struct, frozen=True, tag="checked"):
    """A check began; the event keeps the source, and is written before anything is judged."""

    kata: str


class Judged(Struct, frozen=True, tag="judged"):
    """What the check of event ``check`` found."""

    check: int
    report: Report


class Hinted(Struct, frozen=True, tag="hinted"):
    """Hint ``number`` of a kata was shown."""

    kata: str
    number: int
    title: str = ""


class Noted(Struct, frozen=True, tag="noted"):
    """A note; a private one is the interviewer's, and the candidate does not see it."""

    text: str
    private: bool = False


class Paused(Struct, frozen=True, tag="paused"):
    """The clock stands."""


class Resumed(Struct, frozen=True, tag="resumed"):
    """The clock runs again; ``interrupted``: the session had been left or killed."""

    interrupted: bool = False
    away: float = 0.0


class Answered(Struct, frozen=True, tag="answered"):
    """What the candidate said to a question, in a few words."""

    question: str
    text: str


class Scored(Struct, frozen=True, tag="scored"):
    """A point was judged by a person: ``by`` the candidate or the interviewer."""

    point: str
    mark: Mark
    by: str


class Finished(Struct, frozen=True, tag="finished"):
    """The session is over."""


Event = (
    Began
    | Reached
    | Saved
    | Checked
    | Judged
    | Hinted
    | Noted
    | Paused
    | Resumed
    | Answered
    | Scored
    | Finished
)
