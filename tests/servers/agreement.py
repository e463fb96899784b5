"""What must be the same wherever the graph is: stored queries, derivation rules, entailment, and what the shapes find."""

from __future__ import annotations

from collections.abc import Callable

from allegiance import KnowledgeGraph, project, query, reason, turtle, validate
from allegiance.reason import Layers
from allegiance.store import OxigraphStore, Store, fingerprint
from allegiance.terms import GRAPH, NamedNode, Triple
from allegiance.validate import Report
from conftest import ROOT

CASES = ROOT / "tests" / "queries"
NAMES = sorted({path.parent.relative_to(CASES).as_posix() for path in CASES.rglob("*.t[st][vl]")})

Put = Callable[[NamedNode, tuple[Triple, ...]], object]


def agrees_on_query(name: str, there: Store, kg: KnowledgeGraph) -> None:
    cases = [case for case in query.cases(CASES, kg.catalogue) if case.query.name == name]
    assert cases
    for case in cases:
        answer = query.ask(there, case.query, case.parameters, kg.prefixes)
        assert query.difference(case, answer) is None, case.path.name


def agrees_on_rules(there: Store, kg: KnowledgeGraph) -> None:
    layers = Layers(GRAPH["asserted"], NamedNode("urn:test:derived"), NamedNode("urn:test:entailed"))
    program = reason.compile_program(project.triples(kg.project.ontology), layers)

    reason.derive_inside(there, kg.project.rules, layers)
    clashes = reason.entail_inside(there, program, layers)

    assert fingerprint(there.triples(layers.derived)) == fingerprint(kg.derivation.triples)
    assert fingerprint(there.triples(layers.entailed)) == fingerprint(kg.entailment.triples)
    assert clashes == ()


def agrees_on_shapes(there: Store, kg: KnowledgeGraph) -> None:
    report = validate.validate_inside(
        there.over([GRAPH["asserted"], GRAPH["derived"]]), project.triples(kg.project.shapes)
    )

    assert told(report) == told(kg.validate())
    assert report.idle_shapes == kg.validate().idle_shapes


def agrees_on_twins(there: Store, kg: KnowledgeGraph, put: Put) -> None:
    """One graph of everything that is wrong in the twins; what is found there is what is found here."""
    wrong = [
        quad.triple
        for path in sorted((ROOT / "tests" / "shapes").glob("*/fail-*.ttl"))
        if path.stem != "fail-plain-integers"  # tests/shapes/inside-known.tsv says which stores cannot see it
        for quad in turtle.read(path).quads
    ]
    # As written: a store would hand back other literals than it was given.
    everything = dict.fromkeys([*project.triples(kg.project.ontology), *wrong])
    graph = NamedNode("urn:test:wrong")
    ground = tuple(t for t in everything if "_:" not in f"{t.subject} {t.object}")
    put(graph, ground)
    shapes = tuple(project.triples(kg.project.shapes))

    found = validate.validate_inside(there.over([graph]), shapes)

    expected = validate.validate_inside(OxigraphStore({graph: ground}), shapes)
    assert told(found) == told(expected)
    assert expected.findings


def told(report: Report) -> set[tuple[object, ...]]:
    return {(finding.focus, finding.path, finding.shape) for finding in report.findings}
