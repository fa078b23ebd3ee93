"""What an interview asks: katas and questions by time, level and topics, in an order the seed decides.

Among what fits, each has the same chance, whatever its name and its place in the list: candidates are
ordered by a digest of seed and id. The same seed gives the same interview, on every version of Python and
whatever was seen before; a new kata changes nothing but where it is picked itself. What was seen lately
is kept out by the choice of the seed (`fresh`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from grader.errors import UsageError
from grader.interview.events import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from grader.interview.bank import Question
    from grader.kata import Kata

_TALK = 2  # minutes for the rules at the beginning and the summing-up at the end
_LEAST_TALK = 5  # minutes that katas leave to all that is spoken
_LEAST_QUESTIONS = 2
_MOST_QUESTIONS = 8


@dataclass(frozen=True)
class Wishes:
    """What was asked for."""

    minutes: int = 45
    level: int = 3
    topics: tuple[str, ...] = ()
    katas: tuple[str, ...] = ()
    seed: int = 0


@dataclass(frozen=True)
class Chosen:
    """What will be asked, in order, and what is to be said about the choice."""

    items: tuple[Item, ...]
    remarks: tuple[str, ...]


def choose(katas: Sequence[Kata], questions: Iterable[Question], wishes: Wishes) -> Chosen:
    """Pick for the time: a question to warm up, the katas, then questions for the time that is left.

    Raises:
        UsageError: nothing fits the wishes.
    """
    remarks: list[str] = []
    bank = sorted(questions, key=lambda q: draw(wishes.seed, q.id))
    asked = _questions_about(bank, wishes)
    room = wishes.minutes - max(_LEAST_TALK, wishes.minutes // 10)
    picked = _named(katas, wishes) or _katas(katas, wishes, room, remarks)
    items = [Item("kata", kata.id, kata.manifest.minutes) for kata in picked]
    needed = sum(item.minutes for item in items)
    left = wishes.minutes - _TALK - needed
    oral = [Item("question", q.id, q.minutes) for q in _fill(asked, left)]
    if needed > wishes.minutes:
        remarks.append(f"what is to be coded is meant to take {needed} minutes")
    return Chosen((*oral[:1], *items, *oral[1:]), tuple(remarks))


def fresh(
    katas: Sequence[Kata],
    questions: Iterable[Question],
    wishes: Wishes,
    seen: Mapping[str, int],
    seeds: Iterable[int],
) -> Wishes:
    """``wishes`` with the first of ``seeds`` that asks nothing ``seen``, or that asks the least of it.

    ``seen`` says how long ago something was seen, 1 for the last time.
    """
    questions = tuple(questions)
    best, least = wishes, float("inf")
    for seed in seeds:
        tried = replace(wishes, seed=seed)
        items = choose(katas, questions, tried).items
        known = sum(_weight(item) / seen[item.id] for item in items if item.id in seen)
        if known < least:
            best, least = tried, known
        if not known:
            break
    return best


def _weight(item: Item) -> float:
    """How much worse it is to meet it again: a known kata costs the whole interview."""
    return 100.0 if item.kind == "kata" else 1.0


def draw(seed: int, name: str) -> str:
    """The lot of ``name``: who has the smallest is picked first."""
    return hashlib.sha256(f"{seed}:{name}".encode()).hexdigest()


def _named(katas: Sequence[Kata], wishes: Wishes) -> list[Kata]:
    return [next(kata for kata in katas if kata.id == name) for name in dict.fromkeys(wishes.katas)]


def _katas(katas: Sequence[Kata], wishes: Wishes, room: int, remarks: list[str]) -> list[Kata]:
    """As many as the room takes, the first of the level asked for, or as near to it as there is one."""
    about = [
        kata for kata in katas if _is_about(wishes, (*kata.manifest.topics, kata.manifest.kind, kata.id))
    ]
    if not about:
        known = sorted({topic for kata in katas for topic in kata.manifest.topics})
        raise UsageError(f"no kata is about {', '.join(wishes.topics)}; there are {', '.join(known)}")
    short = min(kata.manifest.minutes for kata in about)
    room = max(room, short)
    picked: list[Kata] = []
    while fitting := [k for k in about if k not in picked and k.manifest.minutes <= room]:
        best = min(fitting, key=lambda kata: _rank(kata, wishes))
        if picked and _far(best, wishes):
            break  # rather more questions than a kata far from the level
        picked.append(best)
        room -= best.manifest.minutes
    if _distance(picked[0], wishes):
        remarks.append(f"no kata of level {wishes.level} fits the time and the topics")
    return picked


def _rank(kata: Kata, wishes: Wishes) -> tuple[int, str]:
    """The level asked for before others, and then the lot."""
    return _distance(kata, wishes), draw(wishes.seed, kata.id)


def _far(kata: Kata, wishes: Wishes) -> bool:
    return _distance(kata, wishes) > 1


def _distance(kata: Kata, wishes: Wishes) -> int:
    return abs(kata.manifest.level - wishes.level)


def _questions_about(bank: list[Question], wishes: Wishes) -> list[Question]:
    """In the order of asking: on the topics, near the level; each field once before any twice."""
    near = [q for q in bank if abs(q.level - wishes.level) <= 1] or bank
    about = [q for q in near if _is_about(wishes, (*q.topics, q.id))]
    others = [q for q in near if q not in about]
    return [q for group in (about, others) for q in _mixed(group)]


def _mixed(group: list[Question]) -> list[Question]:
    times: dict[str, int] = {}
    ordered = []
    for question in group:
        field = question.topics[0]
        times[field] = times.get(field, 0) + 1
        ordered.append((times[field], question))
    return [question for _, question in sorted(ordered, key=lambda entry: entry[0])]


def _fill(asked: list[Question], room: int) -> list[Question]:
    """Those that the room takes; two in any case, then the shortest."""
    taken: list[Question] = []
    for question in asked:
        if len(taken) < _MOST_QUESTIONS and question.minutes <= room:
            taken.append(question)
            room -= question.minutes
    rest = sorted((q for q in asked if q not in taken), key=lambda q: q.minutes)
    return taken + rest[: max(0, _LEAST_QUESTIONS - len(taken))]


def _is_about(wishes: Wishes, words: Iterable[str]) -> bool:
    lowered = [word.lower().replace("_", " ") for word in words]
    return not wishes.topics or any(topic.lower() in word for topic in wishes.topics for word in lowered)
