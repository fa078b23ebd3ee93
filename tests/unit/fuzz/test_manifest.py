"""Whatever a kata.toml holds, it is a kata or a `KataError` that names the file."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.errors import KataError
from grader.kata import STAGES, Kata

if TYPE_CHECKING:
    from pathlib import Path

_KEYS = st.sampled_from(["seconds", "bound", "skip", "memory_mib", "processes", "outside", "workers", "x"])
_LEAVES = (
    st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)
    | st.dates(min_value=dt.date(1000, 1, 1))
)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=6,
)
_FIELDS = {
    "title": st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=20) | _VALUES,
    "level": st.integers() | _VALUES,
    "minutes": st.integers() | _VALUES,
    "topics": st.lists(st.just("locks"), max_size=3) | _VALUES,
    "kind": st.just("threads") | _VALUES,
}
_TABLES = dict.fromkeys(STAGES, st.dictionaries(_KEYS, _VALUES, max_size=4) | _VALUES)
_TOML = st.fixed_dictionaries(_FIELDS, optional=_TABLES | {"more": _VALUES})


def _toml(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "{" + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case _:
            return str(value)


def read(tmp_path: Path, data: bytes) -> bool:
    """Whether ``data`` is a kata's; any other exception than `KataError` leaves."""
    kata = Kata(tmp_path, "kata01_x")
    kata.directory.mkdir(parents=True, exist_ok=True)
    (kata.directory / "kata.toml").write_bytes(data)
    try:
        tables = [kata.limits(stage) for stage in STAGES]
    except KataError as error:
        if not str(error).startswith(str(kata.directory / "kata.toml")):
            raise
        return False
    for table in tables:
        assert float(table.get("seconds", 1.0)) >= 0
        assert int(table.get("memory_mib", 1)) >= 0
        assert isinstance(table.get("skip", ""), str)
    return True


@given(fields=_TOML)
def test_tables_of_any_shape(tmp_path: Path, fields: dict[str, Any]) -> None:
    """TOML with the right keys and any values."""
    read(tmp_path, "\n".join(f"{key} = {_toml(value)}" for key, value in fields.items()).encode())


@given(data=st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(data=b"a = " + b"[" * 5000)
@example(data=b"a = " + b"1" * 5000)
@example(data=b"a = " + b"{a=" * 5000)
def test_bytes_of_any_kind(tmp_path: Path, data: bytes) -> None:
    """What is no TOML, no text, or without end."""
    assert not read(tmp_path, data)


def test_right_values_are_a_kata(tmp_path: Path) -> None:
    """The strategy's keys are those that a kata has."""
    text = 'title = "T"\nlevel = 1\nminutes = 5\ntopics = ["a"]\nkind = "threads"\n[schedules]\nbound = 2\n'
    assert read(tmp_path, text.encode())


def test_something_else_in_its_place(tmp_path: Path) -> None:
    """A directory is no kata.toml."""
    kata = Kata(tmp_path, "kata01_x")
    (kata.directory / "kata.toml").mkdir(parents=True)
    with pytest.raises(KataError, match=r"kata\.toml: Is a directory"):
        kata.limits("correctness")
