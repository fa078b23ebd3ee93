"""The command line: the one place that reads the environment and the arguments.

Exit codes: 0 passed, 1 not passed, 2 usage, 3 grader error, 4 inconclusive, 130 interrupted.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import GraderError

if TYPE_CHECKING:
    from grader.cli.screen import Screen

_USAGE, _OURS, _INTERRUPTED = 2, 3, 130


def main() -> None:
    """The console script ``grader``."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Carry out ``arguments`` and return the exit code."""
    from grader.cli.commands import app  # noqa: PLC0415  typer is loaded here: a Ctrl-C meanwhile is caught
    from grader.cli.desk import Desk  # noqa: PLC0415  the same
    from grader.cli.screen import Screen  # noqa: PLC0415  the same

    screen = Screen.of(os.environ, sys.stdout, sys.stderr, sys.stdin)
    message = ""
    try:
        app(arguments, prog_name="grader", obj=Desk.at(Path.cwd(), screen))
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        message = "the call is malformed; standard error says how" if code == _USAGE else ""
        return _ended(screen, arguments, code, message)
    except KeyboardInterrupt:
        return _ended(screen, arguments, _INTERRUPTED, "")
    except BrokenPipeError:  # the reader of a pipe, say `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except GraderError as error:
        code, message = error.exit_code, str(error)
    except OSError as error:
        code, message = _OURS, _told(error)
    except Exception as error:  # noqa: BLE001  the last line of defence: our fault, said as such
        import traceback  # noqa: PLC0415  only needed when all else failed

        screen.say(traceback.format_exc())
        code, message = _OURS, f"the grader itself failed ({type(error).__name__}: {error})"
    if message:
        screen.say(f"grader: {message}")
    return _ended(screen, arguments, code, message)


def _told(error: OSError) -> str:
    """What the system refused, and what to do about it."""
    said = f"{error.filename or 'the system'}: {error.strerror or error}"
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"{said}; free some space, then call this again"
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return f"{said}; make it writable, or work in a copy of the checkout"
    return said


def _ended(screen: Screen, arguments: list[str], code: int, message: str) -> int:
    """The exit code, after what is always said about it."""
    if code == _INTERRUPTED:
        screen.say("Interrupted; nothing is left running.")
    if message and "--json" in arguments:
        screen.document(exit_code=code, error=message)
    return code
