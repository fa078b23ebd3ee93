"""The learner's commands, their arguments and their help; what they do stands in the modules beside this one.

Those are imported when their command is called: `grader --help` and `grader list` must be quick.
"""

# ruff: noqa: FBT002  typer makes an option of a bool, and nobody calls a command by position

from __future__ import annotations

from pathlib import Path  # noqa: TC003  typer resolves annotations at run time
from typing import Annotated

import typer

from grader.cli.arguments import (  # noqa: TC001  typer resolves annotations at run time
    GiveUp,
    KataOrLast,
    OneKata,
    OnlyKata,
    OtherFile,
    Plain,
    SomeKatas,
)
from grader.cli.base import app, desk_of, examples
from grader.cli.completion import checks, stages, verdicts


@app.command("list", epilog=examples("list", "list deadlock", "list --level 2", "list --open"))
def list_(
    context: typer.Context,
    topic: Annotated[
        str,
        typer.Argument(metavar="TOPIC", help="Only those about this: lock, queue, CPU.", show_default=False),
    ] = "",
    level: Annotated[int | None, typer.Option(metavar="N", help="Only those of this level, 1 to 5.")] = None,
    open_: Annotated[bool, typer.Option("--open", help="Only those that you have not passed.")] = False,
    plain: Plain = False,
) -> None:
    """Show all katas and where you stand with each."""
    from grader.cli import overview  # noqa: PLC0415  see the module's docstring

    asked = overview.Asked(topic, level, only_open=open_)
    overview.show_list(desk_of(context, plain=plain), asked)


@app.command(epilog=examples("start kata01", "start 3", "start transfer"))
def start(context: typer.Context, kata: OneKata) -> None:
    """Make your attempt from the starter; say where it is."""
    from grader.cli import learn  # noqa: PLC0415  see the module's docstring

    learn.start(desk_of(context), kata)


@app.command(
    epilog=examples(
        "check",
        "check kata01",
        "check kata03 --file solutions/kata03_bank_transfer/reference.py",
        "check kata01 --stage schedules",
        "check kata01 --exitfirst",
        "check kata15 --seed 123",
        "check --all",
        "check kata01 --json",
    )
)
def check(  # noqa: PLR0913, PLR0917  the options that a person may give
    context: typer.Context,
    kata: KataOrLast = None,
    file: OtherFile = None,
    stage: Annotated[
        str | None,
        typer.Option(
            metavar="STAGE",
            help="Run one stage alone: correctness, schedules or benchmark.",
            autocompletion=stages,
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Judge all your attempts.")] = False,
    exitfirst: Annotated[
        bool, typer.Option("--exitfirst", "-x", help="Run no check after the first that fails.")
    ] = False,
    seed: Annotated[
        int | None,
        typer.Option(metavar="N", min=0, help="Draw the random inputs that this seed drew before."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")] = False,
    junit: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write JUnit XML to this file as well.")
    ] = None,
    plain: Plain = False,
) -> None:
    """Judge your attempt, and show why it fails.

    A pass says what it rests on. Without an attempt, one is made from the starter. The path of a file in
    a kata's directory does in place of the kata.

    Exit code: 0 passed, 1 not passed, 2 usage, 3 grader error, 4 inconclusive.
    """
    from grader.cli import judging  # noqa: PLC0415  see the module's docstring

    asked = judging.Asked(
        kata=kata,
        file=file,
        stage=stage,
        every=every,
        exitfirst=exitfirst,
        seed=seed,
        json=json,
        junit=junit,
    )
    raise typer.Exit(judging.check(desk_of(context, plain=plain), asked))


@app.command(epilog=examples("watch", "watch kata01", "watch kata01 --plain"))
def watch(context: typer.Context, kata: KataOrLast = None, plain: Plain = False) -> None:
    """Judge at each save, until you press q.

    A save while a check runs calls it off. Other keys show the hint, the replay, what the verdict means,
    the next kata; it never goes on by itself.
    """
    from grader.cli import watching  # noqa: PLC0415  see the module's docstring

    raise typer.Exit(watching.watch(desk_of(context, plain=plain), kata))


@app.command(epilog=examples("replay kata01 test_two_threads_add:4t2.9t1/12.13"))
def replay(
    context: typer.Context,
    kata: OneKata,
    schedule: Annotated[str, typer.Argument(metavar="STRING", help="The schedule, as a report printed it.")],
    file: OtherFile = None,
    plain: Plain = False,
) -> None:
    """Play one schedule again and show all its steps."""
    from grader.cli import judging  # noqa: PLC0415  see the module's docstring

    raise typer.Exit(judging.replay(desk_of(context, plain=plain), kata, schedule, file))


@app.command(epilog=examples("play kata01", "play kata01 --list", "play kata03 test_opposite_transfers"))
def play(  # noqa: PLR0913, PLR0917  each is an option
    context: typer.Context,
    kata: KataOrLast = None,
    check: Annotated[
        str | None,
        typer.Argument(
            metavar="SCENARIO",
            help="Which scenario; without it, the one that broke last.",
            show_default=False,
            autocompletion=checks,
        ),
    ] = None,
    file: OtherFile = None,
    only_list: Annotated[bool, typer.Option("--list", help="Only show which scenarios there are.")] = False,
    plain: Plain = False,
) -> None:
    """Be the scheduler: step the threads by hand.

    Try to break your code, or somebody else's. What breaks it can be replayed and shown in a report.
    """
    from grader.cli import playing  # noqa: PLC0415  see the module's docstring

    desk = desk_of(context, plain=plain)
    raise typer.Exit(playing.play(desk, kata, check, file, only_list=only_list))


@app.command(epilog=examples("hint", "hint kata01", "hint kata01 3", "hint kata01 --again"))
def hint(
    context: typer.Context,
    kata: KataOrLast = None,
    number: Annotated[
        int | None,
        typer.Argument(metavar="NUMBER", help="This one, as a report names it.", show_default=False),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Show those that you have seen already.")] = False,
    plain: Plain = False,
) -> None:
    """Show the next hint, the gentlest first."""
    from grader.cli import learn  # noqa: PLC0415  see the module's docstring

    learn.hint(desk_of(context, plain=plain), kata, number, again=again)


@app.command(epilog=examples("explain", "explain race", "explain deadlock"))
def explain(
    context: typer.Context,
    verdict: Annotated[
        str | None,
        typer.Argument(
            metavar="VERDICT",
            help="As a report names it. Without it, all of them, a line each.",
            show_default=False,
            autocompletion=verdicts,
        ),
    ] = None,
    plain: Plain = False,
) -> None:
    """Say what a verdict means and what to do."""
    from grader.cli import learn  # noqa: PLC0415  see the module's docstring

    learn.explain(desk_of(context, plain=plain), verdict)


@app.command(epilog=examples("reset kata01"))
def reset(context: typer.Context, kata: OneKata) -> None:
    """Back your attempt up and begin anew from the starter."""
    from grader.cli import learn  # noqa: PLC0415  see the module's docstring

    learn.reset(desk_of(context), kata)


@app.command(epilog=examples("debrief", "debrief kata01"))
def debrief(
    context: typer.Context, kata: KataOrLast = None, give_up: GiveUp = False, plain: Plain = False
) -> None:
    """Show why it works, once you passed.

    With the traps, and the answers to what an interviewer asks next.
    """
    from grader.cli import learn  # noqa: PLC0415  see the module's docstring

    learn.debrief(desk_of(context, plain=plain), kata, give_up=give_up)


@app.command(epilog=examples("solution kata01", "solution kata01 --give-up"))
def solution(
    context: typer.Context, kata: KataOrLast = None, give_up: GiveUp = False, plain: Plain = False
) -> None:
    """Show the reference and debrief, once you passed."""
    from grader.cli import learn  # noqa: PLC0415  see the module's docstring

    learn.solution(desk_of(context, plain=plain), kata, give_up=give_up)


@app.command(
    epilog=examples(
        "history",
        "history kata01",
        "history --show 12 > earlier.py",
        "history --diff 12",
        "history --diff 12 --with 15",
        "history --restore 12",
        "history --report 12",
    )
)
def history(  # noqa: PLR0913, PLR0917  each is an option
    context: typer.Context,
    kata: OnlyKata = None,
    show: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="Print the source that this entry kept.")
    ] = None,
    report: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", help="Print this entry's report as JSON, with all that was measured."),
    ] = None,
    diff: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="Compare this entry's source with the attempt now.")
    ] = None,
    with_: Annotated[
        int | None, typer.Option("--with", metavar="NUMBER", help="Compare --diff with this entry instead.")
    ] = None,
    restore: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", help="Make this entry's source the attempt; back up the one now."),
    ] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many entries.")] = 30,
    plain: Plain = False,
) -> None:
    """Show what you did; every source is kept.

    The newest entry comes last.
    """
    from grader.cli import overview, past  # noqa: PLC0415  see the module's docstring

    desk = desk_of(context, plain=plain)
    if report is not None:
        past.show_report(desk, report)
    elif show is not None:
        past.show_source(desk, show)
    elif diff is not None or with_ is not None:
        past.show_difference(desk, diff, with_)
    elif restore is not None:
        past.restore(desk, restore)
    else:
        overview.show_history(desk, kata, limit=limit)


@app.command(
    epilog=examples(
        "report", "report kata01 --open", "report kata01 kata03", "report --entry 12 --output race.html"
    )
)
def report(
    context: typer.Context,
    katas: SomeKatas = None,
    entry: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="The attempt that the history has by this number.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it there.")
    ] = None,
    show: Annotated[bool, typer.Option("--open", help="Show it in a browser.")] = False,
) -> None:
    """Make a page of your attempts to look at.

    One HTML file: the verdict, the interleaving to step through, who waits for whom, what was measured,
    the source, your attempts. It needs no network, and can be sent to anybody.
    """
    from grader.cli import pages  # noqa: PLC0415  see the module's docstring

    asked = pages.Asked(katas=katas or (), entry=entry, output=output, show=show)
    pages.report(desk_of(context), asked)
