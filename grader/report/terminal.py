"""The learner's report: verdict, the check that failed, its cause, the evidence, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.report import words
from grader.report.charts import bars, circle, gantt
from grader.report.lanes import lanes
from grader.report.outline import decisive, following, others, tally
from grader.report.style import clean, count, paint, seconds, short
from grader.verdict import Bars, Gantt, Interleaving, Verdict, WaitFor
from grader.verdict import Text as Captured

if TYPE_CHECKING:
    from rich.console import RenderableType

    from grader.report.style import Style
    from grader.verdict import Evidence, Report, StageResult

_ALSO = 5  # other checks that failed, by their sentences
_HEAD, _TAIL = 12, 24  # lines of captured text that are shown; its end says most


def render(report: Report, style: Style) -> str:
    """The whole report."""
    parts: list[RenderableType] = [_headline(report, style)]
    deciding = report.deciding
    if deciding is not None:
        parts += ["", *_failure(deciding, style)]
    parts += ["", *_stages(report, style), ""]
    shown = paint(Group(*parts), style)
    commands = paint(_next(report, style), style, wrap=False)
    if style.height and (shown + commands).count("\n") >= style.height:
        # its beginning has left the screen, and what matters most stands there
        shown += brief(report, style) + "\n"
    return shown + commands


def brief(report: Report, style: Style) -> str:
    """The verdict, and of a failure the sentence and the cause, for a list of many reports."""
    parts: list[RenderableType] = [_verdict_line(report, style)]
    if report.deciding is not None:
        parts += _reason(report.deciding)
    return paint(Group(*parts), style)


def evidence(stage: StageResult, style: Style) -> str:
    """What the check that decided has seen, alone; nothing where it has no evidence."""
    check = decisive(stage)
    drawn = [_drawn(one, style) for one in check.evidence] if check else []
    return paint(Group(*drawn), style) if drawn else ""


def _headline(report: Report, style: Style) -> RenderableType:
    return Group(_verdict_line(report, style), _indent(Text(words.MEANING[report.verdict])))


def _verdict_line(report: Report, style: Style) -> Text:
    deciding = report.deciding
    colour = words.colour(report.verdict)
    line = Text()
    line.append(f"{words.mark(report.verdict, unicode=style.unicode)} ", f"bold {colour}")
    line.append(words.name(report.verdict).upper(), f"bold {colour}")
    line.append(f"  {report.kata}", "bold")
    facts = ([f"in {deciding.stage}"] if deciding else []) + [seconds(report.seconds)]
    line.append("  " + ", ".join(facts), "dim")
    return line


def _failure(stage: StageResult, style: Style) -> list[RenderableType]:
    """What decided: the check's sentence, the cause, the evidence."""
    parts = _reason(stage)
    check = decisive(stage)
    if check is None:
        return parts
    for evidence in check.evidence:
        if not isinstance(evidence, Interleaving) or evidence.steps:
            parts += ["", _indent(_drawn(evidence, style))]
    if check.cause and stage.reason not in {"", check.cause}:
        parts += ["", _indent(Text(clean(stage.reason), style="dim"))]
    return parts


def _reason(stage: StageResult) -> list[RenderableType]:
    """The sentence and the cause."""
    check = decisive(stage)
    if check is None:
        return [_indent(Text(clean(stage.reason or "The stage gave no result.")))]
    parts: list[RenderableType] = [_indent(Text(clean(check.sentence or check.check), style="bold"))]
    cause = check.cause or stage.reason
    if cause:
        parts.append(_indent(Text(clean(cause), style=words.colour(check.verdict))))
    return parts


def _drawn(evidence: Evidence, style: Style) -> RenderableType:
    match evidence:
        case Interleaving():
            return lanes(evidence, style)
        case WaitFor():
            return circle(evidence, style)
        case Bars():
            return bars(evidence, style)
        case Gantt():
            return gantt(evidence, style)
        case Captured():
            return _captured(evidence, style)


def _captured(evidence: Captured, style: Style) -> RenderableType:
    body = short(evidence.body, style.base)
    lines = clean(body).expandtabs().strip("\n").splitlines()
    if not style.full and len(lines) > _HEAD + _TAIL + 1:
        omitted = len(lines) - _HEAD - _TAIL
        dots = style.glyph("…", "...")
        lines[_HEAD:-_TAIL] = [f"{dots} {omitted} lines left out {dots}"]
    bar = style.glyph("│ ", "| ")
    grid = Table.grid()
    grid.add_row(Text(clean(evidence.title), style="bold"))
    rows = Table.grid()
    rows.add_column(no_wrap=True, style="dim")
    rows.add_column(overflow="fold")
    for line in lines:
        rows.add_row(bar, Text(line))
    grid.add_row(rows)
    return grid


def _stages(report: Report, style: Style) -> list[RenderableType]:
    """A line per stage; below it each check where that tells something."""
    parts: list[RenderableType] = []
    for stage in report.stages:
        mark = words.mark(stage.verdict, unicode=style.unicode)
        colour = words.colour(stage.verdict)
        line = Text(f"{stage.stage:<12} ").append(f"{mark} {words.name(stage.verdict)}", colour)
        if stage.verdict is Verdict.SKIPPED:
            line.append(f": {clean(stage.reason)}" if stage.reason else "", "dim")
        else:
            line.append(f"  {tally(stage)}, {seconds(stage.seconds)}", "dim")
        parts.append(_indent(line))
        if stage is report.deciding:
            parts.append(_also_failed(stage, style))
        elif report.deciding is None:
            parts.append(_passed(stage, style))
            measured = [evidence for check in stage.checks for evidence in check.evidence]
            for evidence in measured:  # a pass has none but what was measured, and that teaches as well
                parts += ["", _indent(_drawn(evidence, style))]
    return parts


def _also_failed(stage: StageResult, style: Style) -> RenderableType:
    """The sentences of the other checks that failed; one thing at a time is explained."""
    also, same = others(stage)
    grid = _marked()
    mark = words.mark(stage.verdict, unicode=style.unicode)
    left_out = 0 if style.full else max(0, len(also) - _ALSO)
    for check in also[: len(also) - left_out]:
        kind = "" if check.verdict is stage.verdict else f" ({words.name(check.verdict)})"
        text = Text("also: ", "dim").append(clean(check.sentence or check.check) + kind, "default")
        grid.add_row("", Text(mark, style=words.colour(check.verdict)), text)
    if left_out:
        grid.add_row("", "", Text(f"and {count(left_out, 'more check')}", "dim"))
    if same:
        text = Text(f"and {count(len(same), 'more check')} for the same reason", "dim")
        grid.add_row("", Text(mark, style=words.colour(stage.verdict)), text)
    return grid


def _passed(stage: StageResult, style: Style) -> RenderableType:
    """Every check, and what its pass rests on."""
    grid = _marked()
    for check in stage.checks:
        mark = Text(words.mark(check.verdict, unicode=style.unicode), style=words.colour(check.verdict))
        text = Text(clean(check.sentence or check.check))
        if check.rests_on:
            text.append(f"\n{clean(check.rests_on)}", "dim")
        grid.add_row("", mark, text)
    return grid


def _marked() -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(min_width=3)
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    return grid


def _next(report: Report, style: Style) -> Text:
    """The commands that lead on, each on a line of its own, to be copied."""
    text = Text()
    for label, command in following(report, style):
        text.append(f"  {label:<10}", "dim").append(f"{command}\n")
    text.rstrip()
    return text


def _indent(renderable: RenderableType) -> RenderableType:
    return Padding(renderable, (0, 0, 0, 2))
