"""The oral questions, as data: one TOML file per field in ``questions/``.

A question has points that a strong answer makes (each is scored by itself), a sentence on what is
acceptable and what is weak, follow-ups with their answers, and for every fact the page of Python's
documentation that says it.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
from msgspec import Struct

from grader.errors import KataError

DOCS = "https://docs.python.org/3.14/"
COMPETENCIES = ("correctness", "concurrency reasoning", "choice of tool", "communication", "code")


class FollowUp(Struct, frozen=True, forbid_unknown_fields=True):
    """What to ask next, and what should come back."""

    ask: str
    answer: str


class Reference(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the documentation says it; ``since`` where it is not true of 3.12 already."""

    says: str
    page: str
    since: str = ""

    @property
    def url(self) -> str:
        """The page, in the documentation of the newest version that this was checked with."""
        return DOCS + self.page


class Question(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One oral question; ``minutes`` is what asking, answering and one follow-up take."""

    id: str
    level: int
    minutes: int
    topics: tuple[str, ...]
    competency: str
    ask: str
    strong: tuple[str, ...]
    acceptable: str
    weak: str
    follow_ups: tuple[FollowUp, ...]
    references: tuple[Reference, ...]

    def point(self, index: int) -> str:
        """The key under which strong point ``index`` is scored."""
        return f"{self.id}:{index}"


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    question: tuple[Question, ...]


def load(directory: Path = Path(__file__).parent / "questions") -> dict[str, Question]:
    """Every question, by id, in the order of the files.

    Raises:
        KataError: a file is malformed, or an id occurs twice.
    """
    found: dict[str, Question] = {}
    for path in sorted(directory.glob("*.toml")):
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            questions = msgspec.convert(table, _File).question
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
            raise KataError(f"{path}: {error}") from error
        for question in questions:
            if question.id in found:
                raise KataError(f"{path}: there are two questions called {question.id}")
            if question.competency not in COMPETENCIES:
                raise KataError(f"{path}: {question.id}: there is no competency {question.competency!r}")
            found[question.id] = question
    return found
