"""The arguments and options that several commands share, and what the shell completes for them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.cli.completion import katas

_KATA = "The kata: kata03, 3, or any unique part of its name."
SomeKatas = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="KATA", help=_KATA + " Without one, all.", show_default=False, autocompletion=katas
    ),
]
OneKata = Annotated[str, typer.Argument(metavar="KATA", help=_KATA, show_default=False, autocompletion=katas)]
KataOrLast = Annotated[
    str | None,
    typer.Argument(
        metavar="KATA",
        help=_KATA + " Without it, the one last worked on.",
        show_default=False,
        autocompletion=katas,
    ),
]
OnlyKata = Annotated[
    str | None,
    typer.Argument(metavar="KATA", help="Of this kata alone.", show_default=False, autocompletion=katas),
]
Plain = Annotated[
    bool,
    typer.Option("--plain", help="In sentences, for a screen reader: no columns, signs, colour or motion."),
]
OtherFile = Annotated[
    Path | None,
    typer.Option("--file", "-f", metavar="FILE", help="Judge this file instead of the attempt."),
]
GiveUp = Annotated[bool, typer.Option("--give-up", help="Show it though you have not passed.")]
