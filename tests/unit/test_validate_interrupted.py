"""An interruption keeps what was found, and nothing takes the partial report for a whole one."""

from __future__ import annotations

import json

import pytest

from allegiance.publish import REPORT_FORMATS, report_text
from allegiance.terms import SH
from allegiance.validate import Engine, Interrupted, Report, validate
from unit.validating import EX, read

DATA = read(":a a :Thing . :b a :Other .")
SHAPES = read(
    ":First sh:targetClass :Thing ; sh:nodeKind sh:Literal . :Second sh:targetClass :Other ; sh:nodeKind sh:IRI ."
)


def interrupted(before: int, engine: Engine = "compiled") -> Report:
    def press(done: int, of: int) -> None:
        assert of == 2
        if done == before:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as stopped:
        validate(DATA, SHAPES, engine, None, press)
    return stopped.value.report


def test_what_was_found_before_is_kept() -> None:
    report = interrupted(1)
    assert [finding.shape for finding in report.findings] == [EX["First"]]
    assert report.unfinished == (EX["Second"],)


def test_a_partial_report_never_says_that_the_data_conform() -> None:
    report = interrupted(0)
    assert not report.conforms
    assert not [triple for triple in report.graph if triple.predicate == SH["conforms"]]
    assert json.loads(report_text(report, "json"))["partial"]


@pytest.mark.parametrize("form", REPORT_FORMATS)
def test_every_format_marks_a_partial_report(form: str) -> None:
    text = report_text(interrupted(0), form).lower()
    assert any(word in text for word in ("partial", "interrupted", '"executionsuccessful": false'))
