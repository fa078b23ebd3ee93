"""Judge right answers with something wrong in their syntax: each gets a verdict, and in time.

``python tests/benchmarks/fuzz_submissions.py --count 2000 --seed 1 --workers 2 --out fuzz.jsonl``

Each submission is a right answer of a random kata, changed in one to three places: a statement as
`grader verify --mutants` changes it, or tokens taken away, said twice, exchanged, replaced by others of the
same file or by odd values. One in five need not be Python any more. It is judged to its first failed
check. Found is what must not be: a ``grader_error``, an exception, or more time than ``--limit`` seconds.
Each submission that was found is kept in ``--keep``, if that is given.

Exit code: 0 every outcome is a verdict, else 1.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import random
import sys
import tempfile
import threading
import time
import tokenize
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import BadSubmission, Stopped
from grader.judge import judge
from grader.kata import Catalogue, Kata
from grader.mutate import mutants

if TYPE_CHECKING:
    from collections.abc import Iterator

_STAGES = ("correctness", "schedules")
_ODD = (
    "None",
    "0",
    "-1",
    "10**40",
    "1e999",
    '""',
    "b''",
    "()",
    "lambda: 0",
    "...",
    "'\\udc80'",
    "self",
    "print",
)
_SWAPS = {"with": "while", "while": "if", "if": "while", "and": "or", "return": "yield", "True": "False"}
_NEW_LINES = {tokenize.INDENT, tokenize.DEDENT, tokenize.NEWLINE, tokenize.NL, tokenize.ENDMARKER}
_TRIES = 20


@dataclass(frozen=True)
class Fate:
    """What became of one submission."""

    number: int
    kata: str
    answer: str
    verdict: str
    stage: str
    seconds: float
    told: str

    @property
    def fine(self) -> bool:
        """Whether this may be."""
        return self.verdict not in {"grader_error", "exception", "hang"}


def changed(source: str, chance: random.Random) -> str:
    """``source`` with one place changed."""
    if chance.random() < 0.4:
        with contextlib.suppress(SyntaxError, ValueError, RecursionError):
            found = mutants(source)
            if found:
                return chance.choice(found).source
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return source[: chance.randrange(len(source) + 1)]
    places = [place for place, token in enumerate(tokens) if token.type not in _NEW_LINES]
    if len(places) < 2:
        return source
    one, other = chance.sample(places, 2)
    pieces = {one: tokens[one].string}
    match chance.randrange(6):
        case 0:
            pieces[one] = ""
        case 1:
            pieces[one] = f"{tokens[one].string} {tokens[one].string}"
        case 2:
            pieces = {one: tokens[other].string, other: tokens[one].string}
        case 3:
            pieces[one] = chance.choice([t.string for t in tokens if t.type == tokens[one].type])
        case 4:
            pieces[one] = chance.choice(_ODD)
        case _:
            words = [place for place in places if tokens[place].string in _SWAPS]
            pieces = {place: _SWAPS[tokens[place].string] for place in chance.sample(words, bool(words))}
    return _with(source, tokens, pieces)


def _with(source: str, tokens: list[tokenize.TokenInfo], pieces: dict[int, str]) -> str:
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    for place in sorted(pieces, reverse=True):
        (row, column), (last, end) = tokens[place].start, tokens[place].end
        source = source[: starts[row - 1] + column] + pieces[place] + source[starts[last - 1] + end :]
    return source


def submission(source: str, chance: random.Random) -> str:
    """``source`` changed in one to three places; mostly Python still."""
    broken = chance.random() < 0.2
    for _ in range(_TRIES):
        text = source
        for _ in range(chance.randint(1, 3)):
            text = changed(text, chance)
        if broken or _compiles(text):
            return text
    return text


def _compiles(text: str) -> bool:
    try:
        compile(text, "attempt.py", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


class Fuzzer:
    """Makes and judges submissions by number: the same seed and number make the same one."""

    def __init__(self, given: argparse.Namespace) -> None:
        self._given = given
        catalogue = Catalogue()
        self._katas = [catalogue.find(word) for word in given.katas] if given.katas else list(catalogue.katas)

    def make(self, number: int) -> tuple[Kata, Path, str]:
        """Submission ``number``."""
        chance = random.Random(f"{self._given.seed}:{number}")  # noqa: S311  to repeat it, and no secret
        kata = chance.choice(self._katas)
        path = chance.choice(kata.right_answers)
        return kata, path, submission(path.read_text(encoding="utf-8"), chance)

    def judge(self, number: int) -> Fate:
        """Judge submission ``number``."""
        kata, answer, text = self.make(number)
        stop = threading.Event()
        alarm = threading.Timer(self._given.limit, stop.set)
        start = time.monotonic()
        verdict, stage, told = "exception", "", ""
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            path = Path(folder) / "attempt.py"
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
            alarm.start()
            try:
                report = judge(kata, path, stages=_STAGES, exitfirst=True, stop=stop)
                verdict = report.verdict.value
                if report.deciding:
                    stage, told = report.deciding.stage, report.deciding.reason
            except Stopped:
                verdict = "hang"
            except BadSubmission as error:
                verdict, told = "refused", str(error)
            except Exception as error:  # noqa: BLE001  what this looks for
                told = repr(error)
            finally:
                alarm.cancel()
        seconds = round(time.monotonic() - start, 2)
        fate = Fate(number, kata.id, answer.name, verdict, stage, seconds, told)
        if not fate.fine and self._given.keep:
            self._given.keep.mkdir(parents=True, exist_ok=True)
            kept = self._given.keep / f"{number}_{kata.id}.py"
            kept.write_bytes(text.encode("utf-8", "surrogatepass"))
        return fate

    def fates(self) -> Iterator[Fate]:
        """All of them, as they come; none is begun after ``--until``."""
        done = {fate.number for fate in kept(self._given.out)}
        todo = iter([number for number in range(self._given.count) if number not in done])
        guard = threading.Lock()
        found: list[Fate] = []

        def work() -> None:
            while not (self._given.until and time.strftime("%H:%M") >= self._given.until):
                with guard:
                    number = next(todo, None)
                if number is None:
                    return
                fate = self.judge(number)
                with guard:
                    found.append(fate)
                    if self._given.out:
                        with self._given.out.open("a", encoding="utf-8") as file:
                            file.write(json.dumps(asdict(fate)) + "\n")

        with ThreadPoolExecutor(self._given.workers) as pool:
            workers = [pool.submit(work) for _ in range(self._given.workers)]
        for worker in workers:
            worker.result()
        yield from found


def kept(file: Path | None) -> list[Fate]:
    """What an earlier run has found."""
    if file is None or not file.is_file():
        return []
    return [Fate(**json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Judge, count, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--katas", nargs="*", default=[])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--limit", type=float, default=600.0, help="seconds after which it hangs")
    parser.add_argument("--out", type=Path, help="a file of JSON lines to go on with")
    parser.add_argument("--keep", type=Path, help="a directory for the submissions that were found")
    parser.add_argument("--until", default="", metavar="HH:MM", help="begin nothing more from then on")
    given = parser.parse_args()
    earlier = kept(given.out)
    fates = [*earlier, *Fuzzer(given).fates()]
    out = sys.stdout.write
    for verdict, count in Counter(fate.verdict for fate in fates).most_common():
        out(f"{verdict:<14}{count:>5}\n")
    longest = max(fates, key=lambda fate: fate.seconds, default=None)
    if longest is not None:
        out(f"longest: {longest.seconds} s, {longest.kata} number {longest.number}, {longest.verdict}\n")
    bad = [fate for fate in fates if not fate.fine]
    out(f"{len(fates)} submissions, {len(bad)} without a verdict\n")
    for fate in bad:
        out(f"  {fate.number} {fate.kata} {fate.answer}: {fate.verdict} {fate.told.strip()[-300:]}\n")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
