"""`grader interview` and its commands, their arguments and their help."""

# ruff: noqa: FBT002  typer makes an option of a bool, and nobody calls a command by position

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from grader.cli.desk import Desk

app = typer.Typer(
    help="Mock interviews: alone, or two people at one laptop.",
    epilog="\b\nBegin with:\n  grader interview start --minutes 45 --level 3\n"
    "With an interviewer, in a second terminal:\n  grader interview observe",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_Number = Annotated[
    int | None,
    typer.Argument(metavar="NUMBER", help="The interview. Without it, the last one.", show_default=False),
]


def _examples(*commands: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  grader interview {command}" for command in commands)


@app.command(
    epilog=_examples(
        "start", "start --minutes 60 --level 4", "start --topics deadlock,queue --seed 7", "start --katas 1,5"
    )
)
def start(  # noqa: PLR0913, PLR0917  the options that a person may give
    context: typer.Context,
    minutes: Annotated[int, typer.Option(metavar="N", min=10, max=240, help="How long it takes.")] = 45,
    level: Annotated[int, typer.Option(metavar="N", min=1, max=5, help="From 1, gentle, to 5.")] = 3,
    topics: Annotated[
        list[str] | None, typer.Option(metavar="TOPIC,...", help="About these alone.", show_default=False)
    ] = None,
    katas: Annotated[
        list[str] | None,
        typer.Option(metavar="KATA,...", help="These katas, in this order.", show_default=False),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(metavar="N", help="The interview that this seed chose before.", show_default=False),
    ] = None,
    with_interviewer: Annotated[
        bool, typer.Option("--with-interviewer", help="Somebody scores in a second terminal.")
    ] = False,
) -> None:
    """Begin an interview: katas and questions for the time.

    What was seen lately is not asked again, unless --seed asks for that very interview. Ctrl-D or a crash
    only interrupts: `grader interview resume` goes on.
    """
    from grader.cli.interviewing import conduct  # noqa: PLC0415  `grader --help` must be quick

    wishes = conduct.Asked(minutes, level, _words(topics), _words(katas), seed, with_interviewer)
    raise typer.Exit(conduct.start(_desk(context), wishes))


@app.command(epilog=_examples("resume"))
def resume(context: typer.Context) -> None:
    """Go on with the interview that was left or killed.

    The time in between does not count.
    """
    from grader.cli.interviewing import conduct  # noqa: PLC0415  `grader --help` must be quick

    raise typer.Exit(conduct.resume(_desk(context)))


@app.command(epilog=_examples("finish", "finish 3"))
def finish(context: typer.Context, number: _Number = None) -> None:
    """End an interview, score yourself, write its reports.

    Of an interview that has ended: goes on with the scoring, and writes the reports anew.
    """
    from grader.cli.interviewing import conduct  # noqa: PLC0415  `grader --help` must be quick

    raise typer.Exit(conduct.finish(_desk(context), number))


@app.command(epilog=_examples("status"))
def status(context: typer.Context) -> None:
    """Show how far the open interview is, and the time left."""
    from grader.cli.interviewing import conduct  # noqa: PLC0415  `grader --help` must be quick

    raise typer.Exit(conduct.status(_desk(context)))


@app.command(epilog=_examples("observe", "observe 3"))
def observe(context: typer.Context, number: _Number = None) -> None:
    """For the interviewer: private notes and scoring.

    In a second terminal, of an interview begun with --with-interviewer; also after its end.
    """
    from grader.cli.interviewing import conduct  # noqa: PLC0415  `grader --help` must be quick

    raise typer.Exit(conduct.observe(_desk(context), number))


@app.command("list", epilog=_examples("list"))
def list_(context: typer.Context) -> None:
    """Show all interviews."""
    from grader.cli.interviewing import overview  # noqa: PLC0415  `grader --help` must be quick

    overview.show_list(_desk(context))


@app.command(
    epilog=_examples("show", "show 3 --open", "show 3 --format json > interview.json", "show --schema")
)
def show(  # noqa: PLR0913, PLR0917  each is an option
    context: typer.Context,
    number: _Number = None,
    form: Annotated[
        str, typer.Option("--format", metavar="FORM", help="terminal, markdown, html or json.")
    ] = "terminal",
    open_: Annotated[bool, typer.Option("--open", help="Open the HTML report in the browser.")] = False,
    private: Annotated[bool, typer.Option("--private", help="With the interviewer's private notes.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of the report.")] = False,
) -> None:
    """Show the report of an interview that has ended."""
    from grader.cli.interviewing import overview  # noqa: PLC0415  `grader --help` must be quick

    if schema:
        overview.show_schema(_desk(context))
    else:
        overview.show(_desk(context), number, form="open" if open_ else form, private=private)


@app.command(epilog=_examples("compare", "compare 1 4 7"))
def compare(
    context: typer.Context,
    numbers: Annotated[
        list[int] | None,
        typer.Argument(metavar="[NUMBER]...", help="These; without, the last five.", show_default=False),
    ] = None,
) -> None:
    """Show several interviews side by side: progress by topic."""
    from grader.cli.interviewing import overview  # noqa: PLC0415  `grader --help` must be quick

    overview.compare(_desk(context), tuple(numbers or ()))


def _words(given: list[str] | None) -> tuple[str, ...]:
    return tuple(word.strip() for part in given or () for word in part.split(",") if word.strip())


def _desk(context: typer.Context) -> Desk:
    desk: Desk = context.obj
    return desk
