"""What the W3C suite does not reach: literals, dates, expressions, SPARQL. A case is a folder; expectations are ours."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from allegiance import turtle
from allegiance.terms import SH
from allegiance.validate import ValidationResult, validate
from allegiance.validate.shapes.paths import text

CASES = sorted((Path(__file__).parent / "shacl").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_results_are_those_expected(case: Path) -> None:
    triples = [quad.triple for quad in turtle.read(case / "given.ttl").quads]

    report = validate(triples, triples, "compiled")

    assert Counter(map(_row, report.results)) == _expected(case / "expected.tsv")


def _row(result: ValidationResult) -> tuple[str, ...]:
    component = result.component
    name = (
        component.value.removeprefix(SH.iri).removesuffix("ConstraintComponent")
        if component in SH
        else str(component)
    )
    path = "" if result.path is None else text(result.path)
    return (str(result.focus), path, "" if result.value is None else str(result.value), name)


def _expected(path: Path) -> Counter[tuple[str, ...]]:
    with path.open(encoding="utf-8") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return Counter(map(tuple, rows))
