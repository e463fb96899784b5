"""Every node shape has twins, data that pass and data that fail: is exactly what each fail file expects found in it?

A folder is a node shape, `fail-x.expected.tsv` lists the findings of `fail-x.ttl`. Adding a shape means adding a folder; there is
no list to edit.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest

from allegiance import project, reason
from allegiance.terms import RDF, SH, BlankNode, Literal, Subject, Term, Triple
from allegiance.validate import Report, validate
from shapes.twins import FAILING, HERE, PASSING, TARGETS, Row, World, rows, twin_id

HEADER = "focus\tpath\tcomponent\tseverity"


def expected(twin: Path) -> set[Row]:
    header, *lines = twin.with_suffix(".expected.tsv").read_text(encoding="utf-8").splitlines()
    assert header == HEADER
    found: set[Row] = set()
    for line in lines:
        focus, path, component, severity = line.split("\t")
        found.add((focus, path, component, severity))
    return found


@pytest.mark.parametrize("twin", PASSING, ids=twin_id)
def test_the_passing_twin_passes(world: World, twin: Path) -> None:
    assert rows(world.findings(twin), twin) == set()


@pytest.mark.parametrize("twin", FAILING, ids=twin_id)
def test_the_failing_twin_fails_as_expected_and_not_otherwise(world: World, twin: Path) -> None:
    wanted = expected(twin)
    assert wanted
    assert rows(world.findings(twin), twin) == wanted


def test_every_folder_is_a_shape_and_every_shape_has_both_twins(world: World) -> None:
    assert {path.parent.name for path in PASSING} == set(world.shapes.targeted)
    assert {path.parent.name for path in FAILING} == set(world.shapes.targeted)


def test_every_expectation_has_its_data() -> None:
    assert {path.with_suffix(".expected.tsv") for path in FAILING} == set(HERE.glob("*/*.tsv"))


def test_every_property_shape_fires_in_some_failing_twin(world: World) -> None:
    fired = {finding.shape for twin in FAILING for finding in world.findings(twin)}
    assert sorted(map(str, world.shapes.properties - fired)) == []


def test_every_shape_is_named_and_every_property_shape_speaks(world: World) -> None:
    kinds = {SH["NodeShape"], SH["PropertyShape"]}
    facts = world.shapes.facts
    unnamed = [n for n, ts in facts.items() if isinstance(n, BlankNode) and kinds & {t.object for t in ts}]
    untyped = [shape for shape in world.shapes.properties if _type_of(facts, shape) != SH["PropertyShape"]]
    silent = [
        shape
        for shape in world.shapes.properties
        if not any(triple.predicate == SH["message"] for triple in _about(facts, shape))
    ]
    assert (unnamed, untyped, silent) == ([], [], [])


def test_no_shape_is_idle_over_the_project(world: World) -> None:
    assert [str(shape) for shape in _report_on_project(world).idle_shapes] == []


def _report_on_project(world: World) -> Report:
    asserted = project.triples([*world.project.ontology, *world.project.data])
    derived = reason.derive(asserted, world.project.rules).triples
    targets = [t for ts in world.shapes.facts.values() for t in ts if t.predicate in TARGETS]
    return validate([*asserted, *derived], targets)  # targets alone: who is met, not what is found


def _about(facts: Mapping[Subject, tuple[Triple, ...]], node: Term) -> tuple[Triple, ...]:
    return () if isinstance(node, Literal) else facts.get(node, ())


def _type_of(facts: Mapping[Subject, tuple[Triple, ...]], node: Term) -> Term | None:
    return next((t.object for t in _about(facts, node) if t.predicate == RDF["type"]), None)
