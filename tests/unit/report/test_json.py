"""The document is what its schema says, and reads back as the very reports that it was made of."""

from __future__ import annotations

import msgspec
import pytest
from report_samples import SAMPLES

from grader.report.json import VERSION, Document, document


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_reads_back(name: str) -> None:
    """Nothing is lost on the way, whatever the verdict and the evidence."""
    report = SAMPLES[name]
    text = document([report], exit_code=report.verdict.exit_code)
    read = msgspec.json.decode(text, type=Document)
    assert read == Document(version=VERSION, exit_code=report.verdict.exit_code, reports=(report,))


def test_without_a_report_the_error_says_why() -> None:
    """A call that could not be carried out has a document too."""
    read = msgspec.json.decode(document([], exit_code=2, error="no such kata"), type=Document)
    assert (read.exit_code, read.error, read.reports) == (2, "no such kata", ())
