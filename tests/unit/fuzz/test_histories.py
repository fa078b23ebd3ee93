"""Whatever is saved, checked, restored, reset and compared, in whichever order: no source is lost."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from grader.cli import learn, past
from grader.cli.desk import Desk
from grader.cli.screen import Screen
from grader.errors import UsageError
from grader.history import Kind, statuses
from grader.kata import Catalogue
from grader.scaffold import Facts, scaffold
from grader.submission import read
from grader.verdict import Report, Verdict

_KINDS = st.sampled_from([Kind.CHECK, Kind.BATCH, Kind.PART, Kind.FILE, Kind.PLAY])
_SOURCES = st.binary(max_size=40) | st.text(max_size=20).map(lambda text: text.encode("utf-8", "replace"))
_NUMBERS = st.integers(min_value=-1, max_value=30)


class Learner(RuleBasedStateMachine):
    """Does what a learner may do, and remembers what was kept under which number."""

    @initialize()
    def begin(self) -> None:
        """An empty checkout."""
        self.room = tempfile.TemporaryDirectory()
        root = Path(self.room.name)
        for tree in ("katas", "solutions", "tests/katas"):
            (root / tree).mkdir(parents=True)
        self.kata, _ = scaffold(Catalogue(root), Facts("tickets"))
        self.out = io.StringIO()
        screen = Screen.of({}, self.out, io.StringIO())
        self.desk = Desk(screen, Catalogue(root), root)
        self.kept: dict[int, bytes] = {}
        self.moved: set[bytes] = set()
        self.desk.begin(self.kata)

    @rule(source=_SOURCES)
    def save(self, source: bytes) -> None:
        """An editor writes the file."""
        self.kata.attempt.write_bytes(source)

    @rule(kind=_KINDS, verdict=st.none() | st.sampled_from(list(Verdict)))
    def check(self, kind: Kind, verdict: Verdict | None) -> None:
        """A check, to its end or interrupted."""
        try:
            source = read(self.kata, self.kata.attempt).data
        except UsageError:
            return
        number = self.desk.history.record(self.kata.id, kind, path=self.kata.attempt, source=source)
        assert number is not None
        self.kept[number] = source
        if verdict is not None:
            report = Report(kata=self.kata.id, path="attempt.py", verdict=verdict, stages=(), seconds=1.0)
            self.desk.history.judged(number, report)
            assert self.desk.history.judgement(number) == report

    @rule(number=_NUMBERS)
    def restore(self, number: int) -> None:
        """An entry's source comes back, and what stood there is kept."""
        before = self.kata.attempt.read_bytes()
        try:
            past.restore(self.desk, number)
        except UsageError:
            assert self.kata.attempt.read_bytes() == before
            return
        self.moved.add(before)
        assert self.kata.attempt.read_bytes() == self.desk.history.source(number)

    @rule()
    def reset(self) -> None:
        """The starter again."""
        self.moved.add(self.kata.attempt.read_bytes())
        learn.reset(self.desk, self.kata.id)
        assert self.kata.attempt.read_bytes() == self.kata.starter.read_bytes()

    @rule(one=_NUMBERS, other=st.none() | _NUMBERS)
    def compare(self, one: int, other: int | None) -> None:
        """What differs is shown, and what is the same is said to be."""
        self.out.seek(0)
        self.out.truncate()
        history = self.desk.history
        try:
            past.show_difference(self.desk, one, other)
        except UsageError:
            assert history.source(one) is None or (other is not None and history.source(other) is None)
            return
        after = self.kata.attempt.read_bytes() if other is None else history.source(other)
        if history.source(one) == after:
            assert "are the same" in self.out.getvalue()

    @invariant()
    def nothing_is_lost(self) -> None:
        """Every number still has its source, and every file that was moved away is there."""
        if not hasattr(self, "kept"):
            return
        history = self.desk.history
        for number, source in self.kept.items():
            assert history.source(number) == source
        backups = self.desk.catalogue.root / ".grader" / "backups"
        assert self.moved <= {path.read_bytes() for path in backups.iterdir()} if self.moved else True
        statuses(history.entries())

    def teardown(self) -> None:
        """Remove the checkout."""
        if hasattr(self, "room"):
            self.room.cleanup()


TestLearner = Learner.TestCase
TestLearner.settings = settings(max_examples=15, stateful_step_count=20)
