"""What can be judged is read once; what cannot is refused with the next command."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from grader.errors import BadSubmission
from grader.kata import Catalogue
from grader.submission import read

KATA = Catalogue(Path(__file__).parent / "zoo").find("kata01")


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    """Bytes, text and digest are those of the file, whatever its name."""
    path = tmp_path / "mein Versuch ü.py"
    data = "# grüße\nx = 1\n".encode()
    path.write_bytes(data)
    submission = read(KATA, path)
    assert (submission.data, submission.source) == (data, "# grüße\nx = 1\n")
    assert submission.sha256 == hashlib.sha256(data).hexdigest()


def test_python_decides_the_encoding(tmp_path: Path) -> None:
    """A coding line and a byte-order mark mean what they mean to Python."""
    path = tmp_path / "attempt.py"
    path.write_bytes("# coding: latin-1\n# grüße\n".encode("latin-1"))
    assert "grüße" in read(KATA, path).source
    path.write_bytes(b"\xef\xbb\xbfx = 1\n")
    assert read(KATA, path).source == "x = 1\n"


BAD = {
    "not UTF-8": (b"x = 1\n# gr\xfc\xdfe\ny = 2\n", ":2: byte 0xfc is not UTF-8"),
    "not UTF-8, late": (b"x = 1\n" * 5 + b"# \xfc\n", ":6: byte 0xfc is not utf-8"),
    "NUL": (b"x = 1\n\ny = '\0'\n", ":3: holds a NUL byte"),
    "too large": (b"#" * ((1 << 20) + 1), "larger than 1 MiB"),
}


@pytest.mark.parametrize(("data", "said"), BAD.values(), ids=BAD.keys())
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    """The message names the file, the line and what is wrong with it."""
    path = tmp_path / "attempt.py"
    path.write_bytes(data)
    with pytest.raises(BadSubmission) as caught:
        read(KATA, path)
    assert str(caught.value).startswith(str(path))
    assert said.lower() in str(caught.value).lower()


def test_a_missing_file_names_the_command_that_makes_it(tmp_path: Path) -> None:
    """Who has no attempt yet is told how to start."""
    with pytest.raises(BadSubmission, match="grader start kata01"):
        read(KATA, tmp_path / "attempt.py")


def test_a_directory_is_no_submission(tmp_path: Path) -> None:
    """Who names the kata's directory is told to name the file."""
    with pytest.raises(BadSubmission, match=r"a directory; name a Python file in it"):
        read(KATA, tmp_path)
