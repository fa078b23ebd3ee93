"""The exceptions of the grader, all of them; each message says what, where and the next command.

GraderError
├── UsageError          exit 2: the person can mend the call
│   ├── UnknownKata     no kata of that name, or several
│   ├── NoCheckout      not inside a checkout of the katas
│   └── BadSubmission   the file is missing, unreadable, too large
├── Stopped             whoever asked for a judgement called it off; nothing is left running
├── KataError           exit 3: a kata is malformed; its author can mend it
└── InternalError       exit 3: our own fault, never blamed on the learner
"""


class GraderError(Exception):
    """Root of all; ``exit_code`` is what the command line returns."""

    exit_code = 3


class UsageError(GraderError):
    """The call cannot be carried out as it stands."""

    exit_code = 2


class UnknownKata(UsageError):
    """No kata, or more than one, answers to that name."""


class NoCheckout(UsageError):
    """There is no ``katas/`` directory to work on."""


class BadSubmission(UsageError):
    """The submission cannot be read at all."""


class Stopped(GraderError):
    """A judgement was called off."""


class KataError(GraderError):
    """A kata's own files are malformed or incomplete."""


class InternalError(GraderError):
    """The grader itself failed."""
