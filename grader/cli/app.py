"""The commands, their arguments and their help; what they do stands in the modules beside this one.

Those are imported when their command is called: `grader --help` and `grader list` must be quick.
"""

# ruff: noqa: FBT002  typer makes an option of a bool, and nobody calls a command by position

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

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

_KATA = "The kata: kata03, 3, or any unique part of its name."
_Kata = Annotated[str, typer.Argument(metavar="KATA", help=_KATA, show_default=False)]
_KataOrLast = Annotated[
    str | None,
    typer.Argument(metavar="KATA", help=_KATA + " Without it, the one last worked on.", show_default=False),
]
_File = Annotated[
    Path | None,
    typer.Option("--file", "-f", metavar="FILE", help="Judge this file instead of the attempt."),
]


def _examples(*commands: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  grader {command}" for command in commands)


def _version(wanted: bool) -> None:  # noqa: FBT001  typer calls it so
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415  rarely needed

        typer.echo(f"grader {version('grader')}")
        raise typer.Exit


@app.callback()
def _root(
    _asked: Annotated[
        bool,
        typer.Option("--version", help="Print the version and exit.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Concurrency katas, and a judge that searches for the schedule that breaks your code."""


@app.command("list", epilog=_examples("list"))
def list_(context: typer.Context) -> None:
    """Show all katas and where you stand with each."""
    from grader.cli import overview  # noqa: PLC0415  see the module's docstring

    overview.show_list(_desk(context))


@app.command(epilog=_examples("start kata01", "start 3", "start transfer"))
def start(context: typer.Context, kata: _Kata) -> None:
    """Make your attempt from the starter; say where it is."""
    from grader.cli import learn  # noqa: PLC0415  see the module's docstring

    learn.start(_desk(context), kata)


@app.command(
    epilog=_examples(
        "check",
        "check kata01",
        "check kata03 --file solutions/kata03_bank_transfer/reference.py",
        "check kata01 --stage schedules",
        "check --all",
        "check kata01 --json",
    )
)
def check(  # noqa: PLR0913, PLR0917  the options that a person may give
    context: typer.Context,
    kata: _KataOrLast = None,
    file: _File = None,
    stage: Annotated[
        str | None,
        typer.Option(metavar="STAGE", help="Run one stage alone: correctness, schedules or benchmark."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Judge all your attempts.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")] = False,
) -> None:
    """Judge your attempt, and show why it fails.

    A pass says what it rests on. Without an attempt, one is made from the starter.

    Exit code: 0 passed, 1 not passed, 2 usage, 3 grader error, 4 inconclusive.
    """
    from grader.cli import judging  # noqa: PLC0415  see the module's docstring

    asked = judging.Asked(kata=kata, file=file, stage=stage, every=every, json=json)
    raise typer.Exit(judging.check(_desk(context), asked))


@app.command(epilog=_examples("replay kata01 test_two_threads_add:4b.9a"))
def replay(
    context: typer.Context,
    kata: _Kata,
    schedule: Annotated[str, typer.Argument(metavar="STRING", help="The schedule, as a report printed it.")],
    file: _File = None,
) -> None:
    """Play one schedule again and show all its steps."""
    from grader.cli import judging  # noqa: PLC0415  see the module's docstring

    raise typer.Exit(judging.replay(_desk(context), kata, schedule, file))


@app.command(epilog=_examples("hint", "hint kata01", "hint kata01 --again"))
def hint(
    context: typer.Context,
    kata: _KataOrLast = None,
    again: Annotated[bool, typer.Option("--again", help="Show those that you have seen already.")] = False,
) -> None:
    """Show the next hint, the gentlest first."""
    from grader.cli import learn  # noqa: PLC0415  see the module's docstring

    learn.hint(_desk(context), kata, again=again)


@app.command(epilog=_examples("reset kata01"))
def reset(context: typer.Context, kata: _Kata) -> None:
    """Back your attempt up and begin anew from the starter."""
    from grader.cli import learn  # noqa: PLC0415  see the module's docstring

    learn.reset(_desk(context), kata)


@app.command(epilog=_examples("solution kata01", "solution kata01 --give-up"))
def solution(
    context: typer.Context,
    kata: _KataOrLast = None,
    give_up: Annotated[bool, typer.Option("--give-up", help="Show it though you have not passed.")] = False,
) -> None:
    """Show the reference and debrief, once you passed."""
    from grader.cli import learn  # noqa: PLC0415  see the module's docstring

    learn.solution(_desk(context), kata, give_up=give_up)


@app.command(
    epilog=_examples("history", "history kata01", "history --show 12 > earlier.py", "history --report 12")
)
def history(
    context: typer.Context,
    kata: Annotated[
        str | None,
        typer.Argument(metavar="KATA", help="Of this kata alone.", show_default=False),
    ] = None,
    show: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="Print the source that this entry kept.")
    ] = None,
    report: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", help="Print this entry's report as JSON, with all that was measured."),
    ] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many entries.")] = 30,
) -> None:
    """Show what you did; every source is kept.

    The newest entry comes last.
    """
    from grader.cli import overview  # noqa: PLC0415  see the module's docstring

    if report is not None:
        overview.show_report(_desk(context), report)
    else:
        overview.show_history(_desk(context), kata, number=show, limit=limit)


@app.command(
    epilog=_examples(
        "verify",
        "verify kata03",
        "verify -n 2",
        "verify kata01 --repeat 20",
        "verify --mutants kata03 -n 2",
        "verify --calibrate kata15",
    )
)
def verify(  # noqa: PLR0913, PLR0917  each is an option
    context: typer.Context,
    kata: Annotated[
        str | None, typer.Argument(metavar="KATA", help="This kata alone.", show_default=False)
    ] = None,
    repeat: Annotated[
        int, typer.Option(metavar="N", min=1, help="Judge each so often; a verdict must not change.")
    ] = 1,
    workers: Annotated[
        int, typer.Option("-n", "--workers", metavar="N", min=1, help="Judge so many at once.")
    ] = 1,
    mutants: Annotated[
        bool,
        typer.Option("--mutants", help="Judge small changes of the right answers; each must be noticed."),
    ] = False,
    calibrate: Annotated[
        bool,
        typer.Option("--calibrate", help="Measure a kata's answers and propose the limits of its benchmark."),
    ] = False,
) -> None:
    """For authors: judge the katas themselves.

    Every starter must fail, every right answer pass, every wrong one get its verdict. Also finds what
    a kata lacks and what belongs to none. With --mutants, each right answer is judged with one small
    change at a time; solutions/KATA/equivalent.toml says of those that survive for good why they are as
    right. With --calibrate, one kata's answers are measured alone, and what its limits should be is shown.
    Exit code: 0 all as it should be, 1 not.
    """
    if calibrate:
        from grader.cli.calibrate import calibrate as measure  # noqa: PLC0415  see the module's docstring
        from grader.errors import UsageError  # noqa: PLC0415  see the module's docstring

        if kata is None or mutants:
            raise UsageError("--calibrate needs a kata, and no --mutants: `grader verify --calibrate kata15`")
        raise typer.Exit(measure(_desk(context), kata, repeat=repeat))
    if mutants:
        from grader.cli.mutants import verify_mutants  # noqa: PLC0415  see the module's docstring

        raise typer.Exit(verify_mutants(_desk(context), kata, workers=workers))
    from grader.cli import author  # noqa: PLC0415  see the module's docstring

    raise typer.Exit(author.verify(_desk(context), kata, repeat=repeat, workers=workers))


@app.command(epilog=_examples("new token_ring", 'new kata25_token_ring --title "Token ring" --level 3'))
def new(  # noqa: PLR0913, PLR0917  what the list shows about a kata
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Its name, like token_ring or kata25_token_ring.")
    ],
    title: Annotated[str, typer.Option(help="The line in the list.")] = "",
    level: Annotated[int, typer.Option(min=1, max=5, help="From 1, gentle, to 5.")] = 1,
    minutes: Annotated[int, typer.Option(min=1, help="What an interview allows.")] = 20,
    kind: Annotated[str, typer.Option(help="threads, I/O, CPU, IPC or both.")] = "threads",
) -> None:
    """For authors: make a small kata that works.

    Fill it with your own; `grader verify` says what is still to do.
    """
    from grader.cli import author  # noqa: PLC0415  see the module's docstring
    from grader.scaffold import Facts  # noqa: PLC0415  the same

    author.new(_desk(context), Facts(name, title, level, minutes, kind))


@app.command(epilog=_examples("doctor"))
def doctor(context: typer.Context) -> None:
    """Show what this machine offers and what it means."""
    from grader.cli import author  # noqa: PLC0415  see the module's docstring

    author.doctor(_desk(context))


def _desk(context: typer.Context) -> Desk:
    desk: Desk = context.obj
    return desk
