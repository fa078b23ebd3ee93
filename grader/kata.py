"""The catalogue of katas: where each one's files are, and what its ``kata.toml`` says."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from grader.errors import KataError, NoCheckout, UnknownKata

STAGES = ("correctness", "schedules", "benchmark")
_ID = re.compile(r"kata(\d\d)_[a-z0-9_]+")
_EXPECT = re.compile(r"^# expect: ([a-z_]+(?: \| [a-z_]+)*) in ([a-z]+)$", re.MULTILINE)


type Limit = float | int | str | bool | list[str]  # what a worker can be told

# Of the limits, those that the judge itself reads: all are numbers.
_NUMBERS = frozenset(
    {"seconds", "memory_mib", "processes", "disk_mib", "bound", "least", "schedules", "deaths"}
)
_MOST = 1e6


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A ``kata.toml``: what the list shows, and one table of limits per stage.

    A stage that a kata does not have says why: ``[benchmark]`` / ``skip = "the reason"``.
    """

    title: str
    level: int
    minutes: int
    topics: tuple[str, ...]
    kind: str
    correctness: dict[str, Limit] = msgspec.field(default_factory=dict)
    schedules: dict[str, Limit] = msgspec.field(default_factory=dict)
    benchmark: dict[str, Limit] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        for stage in STAGES:
            table: dict[str, Limit] = getattr(self, stage)
            for name, value in table.items():
                if name in _NUMBERS and not _is_amount(value):
                    raise ValueError(f"[{stage}] {name} is {value!r}: it is a number from 0 to {_MOST:,.0f}")
                if name == "skip" and not isinstance(value, str):
                    raise ValueError(f'[{stage}] skip is {value!r}: it says why, as in skip = "the reason"')


def _is_amount(value: Limit) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= _MOST


@dataclass(frozen=True)
class Expectation:
    """What a wrong answer must get: one of ``verdicts``, named by ``stage``."""

    verdicts: tuple[str, ...]
    stage: str


@dataclass(frozen=True)
class Kata:
    """One kata; every path derives from ``root`` and ``id``, none is stored."""

    root: Path
    id: str

    @property
    def number(self) -> int:
        """The two digits of the id."""
        return int(self.id[4:6])

    @property
    def directory(self) -> Path:
        """What the learner sees."""
        return self.root / "katas" / self.id

    @property
    def readme(self) -> Path:
        """The task."""
        return self.directory / "README.md"

    @property
    def starter(self) -> Path:
        """The pristine stub."""
        return self.directory / "starter.py"

    @property
    def hints(self) -> Path:
        """One section per hint, gentlest first."""
        return self.directory / "hints.md"

    @property
    def attempt(self) -> Path:
        """The learner's own file."""
        return self.directory / "attempt.py"

    @property
    def solutions(self) -> Path:
        """Right answers, wrong answers and the debrief."""
        return self.root / "solutions" / self.id

    @property
    def debrief(self) -> Path:
        """Why it works, the traps, the answers to the follow-up questions."""
        return self.solutions / "debrief.md"

    @property
    def reference(self) -> Path:
        """The model answer."""
        return self.solutions / "reference.py"

    @property
    def right_answers(self) -> tuple[Path, ...]:
        """Every right answer, by name."""
        return tuple(sorted(self.solutions.glob("*.py")))

    @property
    def wrong_answers(self) -> tuple[Path, ...]:
        """Every wrong answer, by name."""
        return tuple(sorted(self.solutions.glob("wrong/*.py")))

    @property
    def suites(self) -> Path:
        """The hidden suites."""
        return self.root / "tests" / "katas" / self.id

    def suite(self, stage: str) -> Path:
        """The hidden suite of ``stage``; a stage's name is its suite's file name."""
        return self.suites / f"{stage}.py"

    @cached_property
    def manifest(self) -> Manifest:
        """What ``kata.toml`` says.

        Raises:
            KataError: it is missing or malformed.
        """
        path = self.directory / "kata.toml"
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            return msgspec.convert(table, Manifest)
        except FileNotFoundError:
            raise KataError(f"{path}: missing; `grader new` shows what a kata needs") from None
        except OSError as error:
            raise KataError(f"{path}: {error.strerror}") from error
        except RecursionError:
            raise KataError(f"{path}: nested too deep to be read") from None
        except (ValueError, msgspec.ValidationError) as error:  # no TOML, no UTF-8, a number without end
            raise KataError(f"{path}: {error}") from error

    def limits(self, stage: str) -> dict[str, Any]:
        """The table of ``stage`` in ``kata.toml``."""
        table: dict[str, Any] = getattr(self.manifest, stage)
        return table


def expectation(path: Path) -> Expectation:
    """What the ``# expect:`` line of the wrong answer at ``path`` demands.

    Raises:
        KataError: there is no such line, or more than one.
    """
    try:
        found = _EXPECT.findall(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise KataError(f"{path}: {error}") from error
    if len(found) != 1:
        raise KataError(f"{path}: needs one line like `# expect: race in schedules`, has {len(found)}")
    verdicts, stage = found[0]
    return Expectation(tuple(verdicts.split(" | ")), stage)


@dataclass(frozen=True)
class Catalogue:
    """All katas of the checkout at ``root``."""

    root: Path = field(default=Path(__file__).resolve().parent.parent)

    @cached_property
    def katas(self) -> tuple[Kata, ...]:
        """Every kata, in order.

        Raises:
            NoCheckout: ``root`` holds no ``katas/``.
        """
        directory = self.root / "katas"
        if not directory.is_dir():
            raise NoCheckout(
                f"{directory}: no katas here; clone the repository and run `pip install -e .` inside it"
            )
        found = (Kata(self.root, path.name) for path in directory.iterdir() if _ID.fullmatch(path.name))
        return tuple(sorted(found, key=lambda kata: kata.id))

    def find(self, word: str) -> Kata:
        """The one kata that ``word`` means: ``kata03``, ``3`` or any unique part of its id.

        Raises:
            UnknownKata: none does, or several do.
        """
        if word.isdecimal():
            matches = [kata for kata in self.katas if kata.number == int(word)]
        else:
            exact = [kata for kata in self.katas if word in (kata.id, kata.id[:6])]
            matches = exact or [kata for kata in self.katas if word.lower() in kata.id]
        if len(matches) == 1:
            return matches[0]
        if matches:
            names = ", ".join(kata.id for kata in matches)
            raise UnknownKata(f"{word!r} means several katas: {names}; name one of them")
        raise UnknownKata(f"no kata is called {word!r}; `grader list` shows all {len(self.katas)}")
