"""The command line's root: the app that all commands belong to, and what they share."""

# ruff: noqa: FBT002  typer makes an option of a bool, and nobody calls a command by position

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.interviewing.commands import app as interview

if TYPE_CHECKING:
    from grader.cli.desk import Desk

app = typer.Typer(
    help="Concurrency katas, and a judge that searches for the schedule that breaks your code.",
    epilog="\b\nBegin with:\n  grader list\n  grader start kata01\n  grader check kata01",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,  # plain help comes up in half the time, and reads well in every terminal
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(interview, name="interview")


def examples(*commands: str) -> str:
    """The end of a command's help."""
    return "\b\nExamples:\n" + "\n".join(f"  grader {command}" for command in commands)


def _version(wanted: bool) -> None:  # noqa: FBT001  typer calls it so
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415  rarely needed

        typer.echo(f"grader {version('grader')}")
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    _asked: Annotated[
        bool,
        typer.Option("--version", help="Print the version and exit.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Concurrency katas, and a judge that searches for the schedule that breaks your code."""
    from grader.cli import closed  # noqa: PLC0415  loaded when a command is called

    closed.stop(desk_of(context), context.invoked_subcommand)


def desk_of(context: typer.Context, *, plain: bool = False) -> Desk:
    """The desk that the call works at; ``plain`` where text is to be read aloud."""
    desk: Desk = context.obj
    return desk.in_plain_text() if plain else desk
