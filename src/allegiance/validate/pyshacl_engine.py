"""The reference engine: pyshacl, the only room that knows it.

pyshacl takes any misspelt option without a word (docs/deviations.md, D4), so its options are written out here, once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

import pyshacl

from allegiance import bridge
from allegiance.errors import EngineError
from allegiance.terms import RDF, SH, Literal, NamedNode, Quad, Subject, Term, Triple
from allegiance.validate.results import ValidationResult
from allegiance.validate.shapes import paths
from allegiance.validate.shapes.shapes_graph import ShapesGraph

_TARGETS = frozenset(
    SH[name] for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "target")
)


def run(
    data: Iterable[Quad], graph: ShapesGraph, targeted: Collection[Subject], aside: Collection[Subject]
) -> tuple[ValidationResult, ...]:
    """Return what pyshacl finds by some targeted shapes, those set aside being there only for others to refer to.

    No inference is made beyond `rdfs:subClassOf`. Advanced features are on, since nobody else here carries them.
    """
    if not targeted:
        return ()
    report = _report((quad.triple for quad in data), _without_targets(graph, aside))
    details = {detail for node in report.nodes for detail in report.objects(node, SH["detail"])}
    return tuple(
        _result(report, node)
        for node in report.nodes
        if node not in details and SH["ValidationResult"] in report.objects(node, RDF["type"])
    )


def _report(data: Iterable[Triple], shapes: Iterable[Triple]) -> ShapesGraph:
    _, graph, text = pyshacl.validate(
        bridge.to_rdflib(data),
        shacl_graph=bridge.to_rdflib(shapes),
        inference="none",
        abort_on_first=False,
        advanced=True,
        js=False,
        meta_shacl=False,
        inplace=True,  # the graph is our own copy
    )
    if not isinstance(graph, bridge.RdflibGraph):
        raise EngineError("validator-failed", f"pyshacl could not finish: {text}")
    return ShapesGraph(bridge.from_rdflib(graph))


def _without_targets(graph: ShapesGraph, aside: Collection[Subject]) -> Iterator[Triple]:
    for triple in graph:
        implicit = triple.predicate == RDF["type"] and triple.object not in SH
        if triple.subject not in aside or not (triple.predicate in _TARGETS or implicit):
            yield triple


def _result(report: ShapesGraph, node: Term) -> ValidationResult:
    def one(name: str) -> Term | None:
        return next(iter(report.objects(node, SH[name])), None)

    focus, component, shape, severity = (
        one(name) for name in ("focusNode", "sourceConstraintComponent", "sourceShape", "resultSeverity")
    )
    if focus is None or shape is None or not isinstance(component, NamedNode):
        raise EngineError(
            "validator-failed", "the engine reported a result without focus node, component or shape"
        )
    path = one("resultPath")
    messages: Sequence[Term] = report.objects(node, SH["resultMessage"])
    return ValidationResult(
        focus=focus,
        path=None if path is None else paths.read_path(report, path),
        value=one("value"),
        component=component,
        shape=shape,
        severity=severity if isinstance(severity, NamedNode) else SH["Violation"],
        messages=tuple(message for message in messages if isinstance(message, Literal)),
        constraint=one("sourceConstraint"),
        details=tuple(_result(report, detail) for detail in report.objects(node, SH["detail"])),
    )
