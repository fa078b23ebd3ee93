"""What is counted, wherever the file is cut, and what counting a large file takes of memory and pipes."""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from texts import EDGES, MIB, PAGE, aligned, family, family_counts, large, large_counts, prose
from where import Where

from grader.verdict import Verdict
from grader.worker.contender import Contender
from grader.worker.findings import Finding, exactly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from grader.measure import Usage
    from grader.worker.contender import Round

LARGE = 256 * MIB
MEMORY = 64 * MIB
TRAVELS = 0.05
MANY_KIB = 16 * 1024

large(LARGE)  # they are kept in the repository, where no check may write
family(MANY_KIB)

INVALID = {
    "a byte that begins no letter": b"one two \xff three",
    "the rest of a letter without its beginning": b"one \xa9t\xa9 two three four",
    "a letter that is cut off at the end": b"one two three na\xc3",
    "a letter that is cut off before a blank": b"one \xe6\x97 two three four five six",
    "a surrogate": b"one two three \xed\xa0\x80",
    "a slash in two bytes": b"one \xc0\xaf two",
}


@pytest.fixture
def write() -> Iterator[Callable[[bytes | str], Path]]:
    """Give the maker of files for one check; every text has a name of its own."""
    with tempfile.TemporaryDirectory(prefix="texts-") as folder:
        numbers = count()

        def make(text: bytes | str) -> Path:
            path = Path(folder) / f"text {next(numbers)}.txt"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            return path

        yield make


def must_count(attempt: Any, path: Path, workers: int, what: str = "") -> None:
    """Compare one call with counting serially."""
    seen = attempt.word_count(path, workers)
    expected = Counter(path.read_bytes().decode().lower().split())
    must_equal(seen, expected, what or repr(path.read_bytes().decode()[:60]), f" by {workers} workers")


def must_equal(seen: Any, expected: Counter[str], what: str, by: str = "") -> None:
    """Compare, and name the words that differ."""
    assert type(seen) is Counter, f"returned {_short(seen)}, which is no Counter"
    if exactly(seen, expected):
        return
    words = sorted({*seen, *expected}, key=str)
    differing = [word for word in words if not exactly(seen.get(word, 0), expected.get(word, 0))]
    said = ", ".join(f"{_short(w)}: {seen.get(w, 0)!r} for {expected.get(w, 0)}" for w in differing[:3])
    more = f" and {len(differing) - 3} more" if len(differing) > 3 else ""
    zeros = "" if said else f"{len(seen)} entries for {len(expected)} words"
    raise AssertionError(f"{what}, counted{by}: {said or zeros}{more}")


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 50 else f"{text[:30]}... ({len(text)} characters)"


def must_work(attempt: Any, method: str, path: Path) -> None:
    """Count a little under ``method``; what it cannot pickle or find there makes it crash."""
    try:
        must_count(attempt, path, 2, "some prose")
        must_count(attempt, path, 3, "some prose")
    except (AssertionError, NotImplementedError):
        raise
    except Exception as error:
        raise Finding(Verdict.CRASHED, f"under {method}: {type(error).__name__}: {error}") from error


type Write = Callable[[bytes | str], Path]


def test_small_texts(attempt: Any, write: Write) -> None:
    """The words of small texts are counted right, an empty one and one without a final newline among them."""
    texts = [
        "",
        "a",
        " ",
        "\n\n\n",
        "a b",
        "one two\ntwo\n",
        "no final newline",
        "é",
        "日本 日本\n",
        " in between ",
    ]
    for text in texts:
        must_count(attempt, write(text), 2)
    must_count(attempt, write("to be or not to be"), 1)
    must_count(attempt, write("more workers"), 5)
    must_count(attempt, write("ab"), 4)


def test_every_kind_of_blank(attempt: Any, write: Write) -> None:
    """Words are parted by whatever `str.split()` takes for a blank: tabs, no-break and ideographic spaces."""
    blanks = [chr(n) for n in range(sys.maxunicode + 1) if chr(n).isspace()]
    text = "".join(f"word{n} again{blank}" for n, blank in enumerate(blanks * 20))
    must_count(attempt, write(text), 2, "words between all kinds of blanks")
    must_count(attempt, write("so\r\nmany\rlines\x0b\x0c\x1c\x85of\u2028text\n" * 50), 3)
    must_count(attempt, write("日本\u3000語\u3000" * 2_000), 2, "words between ideographic spaces alone")


def test_lower_case(attempt: Any, write: Write) -> None:
    """Words are lower-cased as `str.lower()` does it, beyond ASCII, too, and not changed otherwise."""
    words = (
        "Straße STRASSE straẞe Éa éA ÉA İstanbul ΟΔΟΣ ΣΑΣ Ωmega ǅ ﬁ don't Don't, (end) x-y X-Y 3.5 _a _A\n"
    )
    must_count(attempt, write(words * 40), 2, "words with capitals")


def test_whatever_edge_a_cut_hits(attempt: Any, write: Write) -> None:
    """Words stay whole wherever a cut falls: in a word or letter, between CR and LF, just before a word."""
    for shift in range(len(EDGES)):
        path = write(aligned(12, shift))
        must_count(attempt, path, 3, f"a text of {12 * PAGE:,} bytes with an awkward spot every {PAGE}")


def test_larger_text(attempt: Any, write: Write) -> None:
    """A text of 3 MiB is counted right for 2 and 4 workers, multi-byte letters and odd places included."""
    path = write(aligned(768))
    must_count(attempt, path, 2, "a text of 3 MiB")
    must_count(attempt, path, 4, "a text of 3 MiB")


def test_text_drawn_anew(attempt: Any, write: Write, rng: Random) -> None:
    """A text that nobody has seen before is counted right."""
    path = write(prose(40_000, seed=rng.randrange(10**9)))
    must_count(attempt, path, 3, "a text of 40 kB")


def test_words_of_one_letter(attempt: Any, write: Write) -> None:
    """Where every other byte is a blank, a cut is next to a word whatever it does."""
    for text in ("a b " * 9_000, " a b" * 9_000 + "c", "a\nb c\n" * 7_001, "é\n" * 9_001):
        must_count(attempt, write(text), 2, f"{text[:6]!r} again and again")
        must_count(attempt, write(text), 3, f"{text[:6]!r} again and again")


def test_long_words(attempt: Any, write: Write) -> None:
    """A word may be as long as the file, or longer than what a worker has to read."""
    must_count(attempt, write("x" * 3 * MIB), 2, "a single word of 3 MiB")
    must_count(attempt, write("é" * MIB), 3, "a single word of a million letters of two bytes")
    must_count(attempt, write("a " + "日" * MIB + " b"), 3, "a word of 3 MiB between two short ones")
    must_count(attempt, write("y" * MIB + "\n" + "z" * 5 + "\n"), 2, "a long word and a short one")


def test_long_lines_and_many_blanks(attempt: Any, write: Write) -> None:
    """Lines may be as long as 1 MiB, and there may be more blanks than words."""
    must_count(attempt, write("line with words " * 65_000 + "\n" + "end " * 9), 2, "a line of 1 MiB")
    must_count(attempt, write(" " * MIB + "word" + "\n" * MIB), 3, "one word among 2 MiB of blanks")


def test_many_different_words(attempt: Any, write: Write) -> None:
    """A text with 150,000 different words is counted right: the counts are more than a pipe holds."""
    path = write(" ".join(f"Word{n} ÄHNLICH{n % 50_000}" for n in range(100_000)))
    must_count(attempt, path, 2, "100,000 words, and 50,000 twice")


def test_invalid_utf_8(attempt: Any, write: Write) -> None:
    """What is no UTF-8 is a UnicodeDecodeError, wherever it stands."""
    found = [(what, write(text)) for what, text in INVALID.items()]
    found.append(
        ("a broken letter in the middle of much text", write(prose(40_000) + b"\xe2\x82 " + prose(40_000)))
    )
    for what, path in found:
        try:
            seen = attempt.word_count(path, 2)
        except UnicodeDecodeError:
            continue
        except NotImplementedError:
            raise
        except Exception as error:
            raise AssertionError(f"{what} raised {_short(error)}, expected UnicodeDecodeError") from error
        raise AssertionError(f"{what} gave {_short(seen)}, expected UnicodeDecodeError")


def test_paths(attempt: Any, write: Write) -> None:
    """The path is a string or anything like one; where there is no file, FileNotFoundError is raised."""
    path = write("here and there and here")
    for given in (str(path), path, Where(path)):
        must_equal(attempt.word_count(given, 2), Counter(here=2, there=1) + Counter({"and": 2}), repr(given))
    with pytest.raises(FileNotFoundError):
        attempt.word_count(path.with_name("nowhere.txt"), 2)


def test_called_again(attempt: Any, write: Write) -> None:
    """A file that has changed is counted anew, also after a call that failed."""
    path = write("old words here")
    must_count(attempt, path, 2)
    path.write_bytes(b"broken \xff\xfe bytes")
    with pytest.raises(UnicodeDecodeError):
        attempt.word_count(path, 2)
    path.write_bytes(b"new words are here")
    must_count(attempt, path, 2)
    must_count(attempt, path, 3)


def test_under_fork(attempt: Any, write: Write, start_method: Callable[[str], bool]) -> None:
    """It works where children are forked."""
    if start_method("fork"):
        must_work(attempt, "fork", write(prose(30_000)))


def test_under_spawn(attempt: Any, write: Write, start_method: Callable[[str], bool]) -> None:
    """It works where children are spawned: they import the module and inherit nothing else."""
    if start_method("spawn"):
        must_work(attempt, "spawn", write(prose(30_000)))


def test_under_forkserver(attempt: Any, write: Write, start_method: Callable[[str], bool]) -> None:
    """It works where children come from a fork server, Python 3.14's default on Linux."""
    if start_method("forkserver"):
        must_work(attempt, "forkserver", write(prose(30_000)))


class Run:
    """One count of a large file by a process of its own, which several checks look at."""

    def __init__(self, path: Path, workers: int, expected: Counter[str]) -> None:
        self._path = path
        self._expected = expected
        self._round: Round | None = None
        self.workers = workers

    def usage(self, attempt: Any) -> Usage:
        """Count if that has not been done, make sure that it came out right, and give what it took."""
        if self._round is None:
            folders = [str(Path(attempt.__file__).parent), str(Path(__file__).parent)]
            with Contender(folders, "attempt", "calls") as runner:
                runner.load()
                self._round = runner.run("count", (str(self._path), self.workers), lambda _: False)
        answer, what = self._round.answer, f"a file of {self._path.stat().st_size / MIB:.0f} MiB"
        if answer is None:
            raise Finding(Verdict.CRASHED, f"the process that counted {what} ended before it was done")
        if answer.error == "NotImplementedError":
            raise NotImplementedError
        if answer.error:
            raise Finding(Verdict.CRASHED, f"{what}: {answer.text.strip().splitlines()[-1]}")
        if answer.odd:
            raise AssertionError(f"{what}: returned what it should not: {answer.odd}")
        must_equal(Counter(answer.value), self._expected, what, f" by {self.workers} workers")
        return self._round.usage


@pytest.fixture(scope="session")
def counted() -> Run:
    """Give the count of a large file, which several checks share."""
    return Run(large(LARGE), 2, large_counts(LARGE))


def test_text_does_not_travel(attempt: Any, counted: Run) -> None:
    """Workers read the file themselves: what goes through pipes and queues is at most 5 % of it."""
    sent = counted.usage(attempt).sent
    if sent is None:
        cause = "how many bytes went through pipes cannot be known on this system; Linux tells"
        raise Finding(Verdict.INCONCLUSIVE, cause)
    if sent > TRAVELS * LARGE:
        raise Finding(
            Verdict.SLOW,
            f"{sent / MIB:.0f} MiB went through pipes or files for a text of {LARGE / MIB:.0f} MiB; at most "
            f"{TRAVELS:.0%} of it may: workers that know where to read need not be sent the text, and have "
            "only counts to send back",
        )


def test_memory_does_not_grow_with_the_file(attempt: Any, counted: Run) -> None:
    """No process takes more than 64 MiB of memory for a file of 256 MiB; mapped pages of it are free."""
    grown = counted.usage(attempt).grown
    if grown > MEMORY:
        raise Finding(
            Verdict.WRONG,
            f"one process took {grown / MIB:.0f} MiB of memory beyond a bare one to count a file of "
            f"{LARGE / MIB:.0f} MiB; at most {MEMORY / MIB:.0f} are allowed, so it is to be read in pieces",
        )


def test_workers_are_as_many_as_asked_for(attempt: Any) -> None:
    """A text is counted by as many processes as were asked for, also on a machine with fewer cores."""
    path = family(MANY_KIB)
    run = Run(path, min((os.cpu_count() or 1) + 1, 6), family_counts(MANY_KIB))
    usage = run.usage(attempt)
    children = [process for process in usage.processes if not process.caller]
    if children and len(children) < run.workers:  # that there are none at all is for the benchmark to say
        raise Finding(
            Verdict.SLOW,
            f"{len(children)} processes counted, and {run.workers} workers were asked for",
            (usage.bars("who did the work"),),
        )
