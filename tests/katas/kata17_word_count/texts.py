"""Texts to count: made from a seed, the same everywhere, the large ones once for all runs.

Large files stand in the repository's ``.grader`` folder, which git ignores and which may be deleted at any
time, or where that cannot be written to in the run's own temporary one. A file appears under its name only
when it is whole. Light at its head, as runners and spawned children import it.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MIB = 2**20
PAGE = 4096
_HOME = Path(__file__).resolve().parents[3] / ".grader" / "texts"
_RECIPE = blake2b(
    Path(__file__).read_bytes(), digest_size=4
).hexdigest()  # what others made is not taken for these

_VOWELS = "aeiouäöüéèåø"
_OTHERS = "bcdfghjklmnprstvwzçñßšžłжшпβδλ"

# What stands at a page's edge: the end of one page (after letters), the beginning of the next.
EDGES = (
    (b" ", b"start "),  # a word begins just there, after a blank
    (b"\n", b"line "),  # or after a newline
    (b"", b" blank "),  # a word ends just there
    (b"mid", b"dle "),  # in the middle of a word
    ("Grü".encode()[:-1], "ün".encode()[1:] + b"e "),  # inside a letter of two bytes
    (b"\r", b"\nnext "),  # between the two halves of a line's end
    ("日".encode()[:1], "日本".encode()[1:] + b" "),  # after the first byte of three
    ("語".encode()[:2], "語".encode()[2:] + b"\n"),  # before the last of three
    ("𝄞".encode()[:2], "𝄞".encode()[2:] + b" "),  # in the middle of four
    (b" \n ", b"  \n gap "),  # in a run of them
    ("\u3000".encode()[:1], "\u3000".encode()[1:] + b"wide "),  # inside an ideographic space
    ("\xa0".encode()[:1], "\xa0".encode()[1:] + b"hard "),  # inside a no-break space
    ("\u2003".encode(), b"em "),  # after a space of three bytes
    (b" x", b" y "),  # words of one letter on both sides
)


def words(many: int, seed: int = 17) -> list[str]:
    """Make so many different words of three to fourteen letters, a fifth of them with capitals."""
    chance = random.Random(seed)  # noqa: S311  a text, no secret
    found: dict[str, None] = {}
    while len(found) < many:
        syllables = chance.randint(1, 5)
        word = "".join(chance.choice(_OTHERS) + chance.choice(_VOWELS) for _ in range(syllables))
        word += chance.choice(("", "n", "t", "ß", "s"))
        case = chance.random()
        found[word.title() if case < 0.15 else word.upper() if case < 0.2 else word] = None
    return list(found)


def prose(size: int, seed: int = 17, vocabulary: int = 3_000) -> bytes:
    """Write some ``size`` bytes of lines; common words are common, as in any language."""
    chance = random.Random(seed)  # noqa: S311  the same
    known = [word.encode() for word in words(vocabulary, seed)]
    ranks = list(accumulate(1 / (rank + 3) for rank in range(vocabulary)))
    lines, written = [], 0
    while written < size:
        chosen = chance.choices(known, cum_weights=ranks, k=2_000)
        while chosen:
            lines.append(b" ".join(chosen[: 3 + len(lines) % 16]) + b"\n")
            del chosen[: 3 + (len(lines) - 1) % 16]
            written += len(lines[-1])
    return b"".join(lines)


def aligned(pages: int, shift: int = 0) -> bytes:
    """Write ``pages`` of 4 KiB, something awkward at every edge of each: a cut at any of them hits one.

    Edges that are multiples of large powers of two are where cuts are likely: these take turns by rank.
    With ``shift`` every edge has another of the ``EDGES``.
    """
    chance = random.Random(5)  # noqa: S311  the same
    known = [word.encode() for word in words(400)]
    parts: list[bytes] = []
    head = b""
    for page in range(1, pages + 1):
        tail, following = EDGES[(_kind(page) + shift) % len(EDGES)] if page < pages else (b"\n", b"")
        body = [head, b"p%d " % page]
        left = PAGE - len(head) - len(body[1]) - len(tail)
        while left > 60:
            word = chance.choice(known) + (b"\n" if chance.random() < 0.1 else b" ")
            body.append(word)
            left -= len(word)
        parts += [*body, b"e" * left, tail]
        head = following
    return b"".join(parts)


def _kind(page: int) -> int:
    """Choose the edge after ``page``: by how many times it was halved, and which of those it is."""
    halvings = (page & -page).bit_length() - 1
    return (5 * halvings + (page >> halvings) // 2) % len(EDGES)


def large(size: int) -> Path:
    """Give a file of ``size`` bytes or a little more: few words, long ones, so that it is soon counted."""
    return _made(f"large-{size}", lambda: _large(size))


def large_counts(size: int) -> Counter[str]:
    """Give what is in it, from how it was made."""
    return _counts(_large(size))


def _large(size: int) -> list[tuple[bytes, int]]:
    """A page with letters of all kinds, then 80 words of 80 to 160 plain ones again and again, in lines."""
    chance = random.Random(64)  # noqa: S311  the same
    head = "Ünïcöde straße\xa0No-Break ΟΔΟΣ\u3000日本 ".encode() + prose(PAGE)
    known = [
        "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(80, 160))) for _ in range(64)
    ]
    known += [word.title() for word in known[:16]]
    block = "".join(" ".join(chance.choices(known, k=540)) + "\n" for _ in range(64)).encode()
    return [(head, 1), (block, -(-size // len(block)))]


def family(size: int) -> Path:
    """Give a file of prose of ``size`` KiB at least; sizes come in steps of a fifth, so that few are made."""
    step = _step(size)
    return _made(f"prose-{step}", lambda: _repeated(step))


def family_counts(size: int) -> Counter[str]:
    """Give what is in it, from how it was made."""
    return _counts(_repeated(_step(size)))


def _step(size: int) -> int:
    step = 64
    while step < size:
        step = -(-step * 6 // 5)
    return step


def _repeated(size: int) -> list[tuple[bytes, int]]:
    part = prose(256 * 1024)
    return [(part, -(-size * 1024 // len(part)))]


def _counts(parts: list[tuple[bytes, int]]) -> Counter[str]:
    """Count ``parts``, each so many times; each ends with a newline."""
    found: Counter[str] = Counter()
    for part, times in parts:
        for word, count in Counter(part.decode().lower().split()).items():
            found[word] += count * times
    return found


def _made(name: str, recipe: Callable[[], list[tuple[bytes, int]]]) -> Path:
    """Give the file of this name, made by ``recipe`` if it is not there."""
    for folder in (_HOME, Path(tempfile.gettempdir())):
        path = folder / f"{name}-{_RECIPE}.txt"
        if path.exists():
            return path
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _write(path, recipe())
            for old in set(folder.glob(f"{name}-*.txt")) - {path}:
                old.unlink(missing_ok=True)
        except OSError:  # read-only, or full
            continue
        return path
    raise OSError(f"no room for {name} in {_HOME}")


def _write(path: Path, parts: list[tuple[bytes, int]]) -> None:
    """Write ``parts``, each so many times, and only then give the file its name."""
    handle, name = tempfile.mkstemp(prefix=".making-", dir=path.parent)
    try:
        with open(handle, "wb", buffering=0) as file:  # noqa: PTH123  a descriptor
            for part, times in parts:
                together = max(1, min(times, 4 * MIB // len(part)))
                whole, rest = divmod(times, together)
                file.writelines([part * together] * whole)
                file.write(part * rest)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
