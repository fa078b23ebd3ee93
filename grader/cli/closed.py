"""What is closed while an interview is open, and what of the learner's commands goes to the interview.

Solutions, debriefs, other katas and earlier answers stay closed until it is finished; `check`, `hint`
and `replay` are those of the interview.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from grader.cli.desk import Desk
    from grader.interview.session import Session

# What tells nothing of an answer, and what the interview takes over; whatever is added later is closed.
_OPEN = {"interview", "check", "hint", "replay", "list", "doctor", "explain", "schema", "verify", "new"}
_DATABASE = "interviews.sqlite3"


def stop(desk: Desk, command: str | None) -> None:
    """Refuse ``command`` if an open interview closes it.

    Raises:
        UsageError: it does.
    """
    session = None if command is None or command in _OPEN else under_way(desk)
    if session is not None:
        raise UsageError(
            f"`grader {command}` is closed: interview {session.number} is open. `grader interview resume` "
            "goes on with it, `grader interview finish` ends it"
        )


def under_way(desk: Desk) -> Session | None:
    """The interview that is open, if one is."""
    if not (desk.catalogue.root / ".grader" / _DATABASE).exists():
        return None  # and nothing is imported, so that all other commands stay quick
    from grader.cli.interviewing import place  # noqa: PLC0415  see above

    made = place.material(desk)
    number = made.log.open_session()
    return None if number is None else place.session(desk, number)


def asked_now(desk: Desk, word: str | None, file: Path | None = None) -> Session | None:
    """The open interview, whose kata ``word`` means and whose file ``file`` is; None where none is open.

    Raises:
        UsageError: an interview is open, and something else is meant.
    """
    session = under_way(desk)
    if session is None:
        return None
    kata = session.kata()
    other = kata is None or (word is not None and desk.catalogue.find(word) != kata)
    if not other and kata is not None and file is not None:
        other = (desk.cwd / file).resolve() != session.attempt(kata).resolve()
    if other or not session.held:
        why = "asks for something else now" if other else "its clock stands"
        raise UsageError(
            f"interview {session.number} is open, and {why}; `grader interview status` says how far it is, "
            "`grader interview resume` goes on with it, `grader interview finish` ends it"
        )
    return session
