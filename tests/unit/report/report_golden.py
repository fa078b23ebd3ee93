"""The golden files of the reporters: what they should hold, and how to write them anew.

Run ``python tests/unit/report/report_golden.py`` and read ``git diff`` before you commit.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from report_samples import ROOT, SAMPLES

from grader.report import reporter
from grader.report.json import schema
from grader.report.style import Style

HERE = Path(__file__).parent


def drawn(width: int, *, unicode: bool = True) -> dict[str, str]:
    """Every sample as the terminal shows it."""
    style = Style(width=width, unicode=unicode, base=ROOT)
    return {name: reporter("terminal")(report, style) for name, report in SAMPLES.items()}


@cache
def wanted() -> dict[str, str]:
    """What each golden file should hold, by its name."""
    files = {f"{name}.80.txt": text for name, text in drawn(80).items()}
    files |= {f"{name}.120.txt": text for name, text in drawn(120).items() if name in {"race", "deadlock"}}
    files |= {f"{name}.60-ascii.txt": text for name, text in drawn(60, unicode=False).items()}
    style = Style(colour=True, base=ROOT)
    files["race.colour.txt"] = reporter("terminal")(SAMPLES["race"], style)
    files |= {f"{name}.plain.txt": reporter("plain")(report, style) for name, report in SAMPLES.items()}
    files |= {f"{name}.junit.xml": reporter("junit")(report, style) for name, report in SAMPLES.items()}
    files |= {f"{name}.json": reporter("json")(report, style) for name, report in SAMPLES.items()}
    files["schema.json"] = json.dumps(schema(), indent=2) + "\n"
    return files


def main() -> None:
    """Write them all."""
    directory = HERE / "golden"
    directory.mkdir(exist_ok=True)
    for path in directory.iterdir():
        path.unlink()
    for name, text in wanted().items():
        (directory / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
