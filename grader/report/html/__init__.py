"""The page to look at: one HTML file that needs nothing but itself.

``render(page)`` makes a learner's page of what `grader.report.html.page` describes. ``draw(template,
**values)`` fills any template that stands in ``templates/``; one that begins with ``{% extends
"base.html.j2" %}`` has the style, the script, the theme and the printing, and ``{% import
"parts.html.j2" as parts %}`` gives it the verdicts, time-lines and charts.

Whatever a submission wrote is hostile until shown otherwise: jinja2 escapes all of it, signs that would
steer the reader's eye are spelt out (`grader.report.html.text`), and the page's own policy lets no
script run but ours, which is named by its hash, and nothing be fetched at all.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from grader.report import words
from grader.report.html import text, view
from grader.report.outline import tally
from grader.report.style import count, seconds
from grader.verdict import Verdict

if TYPE_CHECKING:
    from grader.report.html.page import Page


def render(page: Page) -> str:
    """The page, whole."""
    return draw("report.html.j2", view=view.of(page))


def draw(template: str, **values: Any) -> str:
    """The template of that name, filled with ``values``."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("grader.report.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=text.finalize,
    )
    environment.filters["seconds"] = seconds
    environment.filters["count"] = count
    environment.filters["tally"] = tally
    environment.filters["prose"] = text.prose
    environment.filters["moment"] = text.moment
    environment.filters["verdict"] = words.name
    environment.filters["meaning"] = words.MEANING.__getitem__
    environment.filters["tone"] = words.colour
    environment.globals["PASSED"] = Verdict.PASSED
    style, script = _asset("style.css"), _asset("page.js")
    environment.globals["style"] = style
    environment.globals["script"] = script
    environment.globals["policy"] = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return environment


def _asset(name: str) -> Markup:
    """A file of ours that stands in the page as it is."""
    return Markup(files(__name__).joinpath("templates", name).read_text(encoding="utf-8"))  # noqa: S704  ours


def _hash(content: str) -> str:
    """How a page's policy names what may run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
