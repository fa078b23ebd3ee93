"""What is asked: by time, level and topics, fair, and the same for the same seed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.interview.bank import load
from grader.interview.choice import Chosen, Wishes, choose, fresh
from grader.kata import Catalogue

KATAS = Catalogue(Path(__file__).resolve().parents[3]).katas
BANK = load()


def chosen(**wishes: object) -> Chosen:
    """What the wishes get, of the repository's own katas and questions."""
    return choose(KATAS, BANK.values(), Wishes(**wishes))  # type: ignore[arg-type]  options of a test


def ids(found: Chosen, kind: str) -> list[str]:
    """The names of what was chosen."""
    return [item.id for item in found.items if item.kind == kind]


def test_same_seed_same_interview() -> None:
    """Everything is reproduced from the seed, also the order; whatever was seen before."""
    assert chosen(seed=11) == chosen(seed=11)
    assert len({chosen(seed=seed).items for seed in range(20)}) > 10


def test_order_of_the_catalogue_does_not_matter() -> None:
    """A name or a place in the list gives nobody an advantage."""
    turned = choose(KATAS[::-1], list(BANK.values())[::-1], Wishes(seed=3))
    assert turned == chosen(seed=3)


def test_fair_among_what_fits() -> None:
    """Each kata of the level that fits the time is picked about equally often over many seeds."""
    picked = Counter(ids(chosen(seed=seed), "kata")[0] for seed in range(600))
    fitting = {kata.id for kata in KATAS if kata.manifest.level == 3 and kata.manifest.minutes <= 40}
    assert set(picked) == fitting
    expected = 600 / len(fitting)
    assert all(0.6 * expected < count < 1.4 * expected for count in picked.values()), picked


@pytest.mark.parametrize("minutes", [20, 45, 60, 90, 120])
@pytest.mark.parametrize("level", [1, 3, 5])
def test_fits_the_time(minutes: int, level: int) -> None:
    """Katas and questions fill the time and go beyond it by no more than a question."""
    for seed in range(30):
        found = chosen(minutes=minutes, level=level, seed=seed)
        total = sum(item.minutes for item in found.items)
        assert total <= minutes + 6, found
        assert ids(found, "kata")
        assert len(ids(found, "question")) >= 2


def test_begins_with_a_question() -> None:
    """One question warms up; then the katas, then the others."""
    kinds = [item.kind for item in chosen(minutes=60, level=2, seed=1).items]
    assert kinds[:2] == ["question", "kata"]
    assert kinds[-1] == "question"


def test_level_is_kept_where_it_can_be() -> None:
    """The first kata is of the level asked for, questions are at most one away."""
    for seed in range(30):
        found = chosen(level=2, minutes=60, seed=seed)
        levels = {kata.id: kata.manifest.level for kata in KATAS}
        assert levels[ids(found, "kata")[0]] == 2
        assert all(abs(BANK[name].level - 2) <= 1 for name in ids(found, "question"))


def test_topics() -> None:
    """Katas are about the topic, and questions come to it first."""
    for seed in range(20):
        found = chosen(topics=("deadlock",), minutes=45, seed=seed)
        about = {kata.id: kata.manifest.topics for kata in KATAS}
        assert all("deadlock" in " ".join(about[name]) for name in ids(found, "kata"))
        assert "deadlock" in BANK[ids(found, "question")[0]].topics


def test_unknown_topic_names_those_there_are() -> None:
    """A topic that no kata has is refused, with the list."""
    with pytest.raises(UsageError, match="race condition"):
        chosen(topics=("gardening",))


def freshly(seen: dict[str, int], seeds: range, **wishes: object) -> Chosen:
    """What is chosen when ``seen`` is known and ``seeds`` are tried."""
    found = fresh(KATAS, BANK.values(), Wishes(**wishes), seen, seeds)  # type: ignore[arg-type]  the same
    return choose(KATAS, BANK.values(), found)


def test_nothing_that_was_seen() -> None:
    """What was seen in five interviews is not asked in the sixth, and its seed alone gives it again."""
    seen: dict[str, int] = {}
    for turn in range(5):
        found = freshly(seen, range(turn * 1000, turn * 1000 + 300), level=3)
        assert not {item.id for item in found.items} & {name for name in seen if not name.startswith("kata")}
        seen |= {item.id: 5 - turn for item in found.items}
    wishes = fresh(KATAS, BANK.values(), Wishes(level=2), seen, range(300))
    assert not {item.id for item in choose(KATAS, BANK.values(), wishes).items} & seen.keys()
    assert chosen(level=2, seed=wishes.seed) == choose(KATAS, BANK.values(), wishes)


def test_all_seen_takes_the_stalest() -> None:
    """When all that fits was seen, the kata seen longest ago comes."""
    level = [kata.id for kata in KATAS if kata.manifest.level == 3]
    seen = dict.fromkeys(level, 1) | {level[1]: 5}
    assert ids(freshly(seen, range(300), level=3), "kata")[0] == level[1]


def test_named_katas_come_in_order() -> None:
    """`--katas` is obeyed whatever the time, and too much is said."""
    names = ("kata05_bounded_buffer", "kata01_lost_update", "kata05_bounded_buffer")
    found = chosen(katas=names, minutes=30)
    assert ids(found, "kata") == ["kata05_bounded_buffer", "kata01_lost_update"]
    assert any("60 minutes" in remark for remark in found.remarks)


def test_fields_of_questions_are_mixed() -> None:
    """No field comes twice before another has come once."""
    for seed in range(20):
        fields = [BANK[name].topics[0] for name in ids(chosen(minutes=60, level=2, seed=seed), "question")]
        assert len(set(fields)) == len(fields)
