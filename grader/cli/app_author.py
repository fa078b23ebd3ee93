"""The commands for authors and for machines; as in ``app``, what they do stands in the modules beside."""

# ruff: noqa: FBT002  typer makes an option of a bool, and nobody calls a command by position

from __future__ import annotations

from typing import Annotated

import typer

from grader.cli.base import app, desk_of, examples


@app.command(
    epilog=examples(
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

    Every starter must fail, every right answer pass, every wrong one get its verdict, for which its first
    failed check is enough. Also finds what a kata lacks and what belongs to none. With --mutants, each
    right answer is judged with one small change at a time; solutions/KATA/equivalent.toml says of those
    that survive for good why they are as right. With --calibrate, one kata's answers are measured alone,
    and what its limits should be is shown.
    Exit code: 0 all as it should be, 1 not.
    """
    if calibrate:
        from grader.cli.calibrate import calibrate as measure  # noqa: PLC0415  see the module's docstring
        from grader.errors import UsageError  # noqa: PLC0415  see the module's docstring

        if kata is None or mutants:
            raise UsageError("--calibrate needs a kata, and no --mutants: `grader verify --calibrate kata15`")
        raise typer.Exit(measure(desk_of(context), kata, repeat=repeat))
    if mutants:
        from grader.cli.mutants import verify_mutants  # noqa: PLC0415  see the module's docstring

        raise typer.Exit(verify_mutants(desk_of(context), kata, workers=workers))
    from grader.cli import author  # noqa: PLC0415  see the module's docstring

    raise typer.Exit(author.verify(desk_of(context), kata, repeat=repeat, workers=workers))


@app.command(epilog=examples("new token_ring", 'new kata25_token_ring --title "Token ring" --level 3'))
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

    author.new(desk_of(context), Facts(name, title, level, minutes, kind))


@app.command(epilog=examples("doctor"))
def doctor(context: typer.Context) -> None:
    """Show what this machine offers and what it means."""
    from grader.cli import author  # noqa: PLC0415  see the module's docstring

    author.doctor(desk_of(context))


@app.command(epilog=examples("schema > grader.schema.json"))
def schema(context: typer.Context) -> None:
    """Print the JSON Schema of what --json prints."""
    from grader.cli import overview  # noqa: PLC0415  see the module's docstring

    overview.show_schema(desk_of(context))
