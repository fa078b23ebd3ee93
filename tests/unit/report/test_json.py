"""The document is what its schema says, and reads back as the very reports that it was made of."""

from __future__ import annotations

import copy
import json

import msgspec
import pytest
from jsonschema import Draft202012Validator, ValidationError
from report_samples import SAMPLES

from grader.report.json import VERSION, Document, document, schema


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


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_is_what_the_schema_says(name: str) -> None:
    """Every document, whatever the verdict and the evidence, is valid by the schema that is documented."""
    report = SAMPLES[name]
    made = json.loads(document([report], exit_code=report.verdict.exit_code))
    Draft202012Validator.check_schema(schema())
    Draft202012Validator(schema()).validate(made)


def test_schema_refuses_what_it_should() -> None:
    """A verdict that there is not, or a report without one, is not valid."""
    made = json.loads(document([SAMPLES["race"]], exit_code=1))
    validator = Draft202012Validator(schema())
    for spoil in (lambda report: report.pop("verdict"), lambda report: report.update(verdict="fine")):
        spoilt = copy.deepcopy(made)
        spoil(spoilt["reports"][0])
        with pytest.raises(ValidationError):
            validator.validate(spoilt)
