"""All commands in one: the learner's first, since the help lists them in the order in which they came."""

from grader.cli import app as learners
from grader.cli import app_author as authors
from grader.cli.base import app

__all__ = ["app", "authors", "learners"]
