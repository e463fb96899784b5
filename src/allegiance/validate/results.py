"""Validation results (SHACL §3.6) as frozen values, and the report graph that is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from allegiance.terms import RDF, SH, XSD, BlankNode, Literal, NamedNode, Term, Triple
from allegiance.validate.shapes import paths
from allegiance.validate.shapes.paths import Path


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """One result with every property that SHACL §3.6.2 gives it; `messages` are the shape's own, one for each language."""

    focus: Term
    path: Path | None
    value: Term | None
    component: NamedNode
    shape: Term
    severity: NamedNode
    messages: tuple[Literal, ...] = ()
    constraint: Term | None = None
    details: tuple[ValidationResult, ...] = ()


def report_graph(results: Iterable[ValidationResult]) -> frozenset[Triple]:
    """Return the validation report as RDF (SHACL §3.6.1); a result that occurs twice is there twice."""
    report, triples = BlankNode(), []
    for result in results:
        node = BlankNode()
        triples.append(Triple(report, SH["result"], node))
        triples += _describe(node, result)
    conforms = Literal("false" if triples else "true", datatype=XSD["boolean"])
    head = (Triple(report, RDF["type"], SH["ValidationReport"]), Triple(report, SH["conforms"], conforms))
    return frozenset((*head, *triples))


def _describe(node: BlankNode, result: ValidationResult) -> Iterator[Triple]:
    yield Triple(node, RDF["type"], SH["ValidationResult"])
    yield Triple(node, SH["focusNode"], result.focus)
    if result.path is not None:
        start, steps = paths.describe(result.path)
        yield Triple(node, SH["resultPath"], start)
        yield from steps
    if result.value is not None:
        yield Triple(node, SH["value"], result.value)
    yield Triple(node, SH["sourceConstraintComponent"], result.component)
    yield Triple(node, SH["sourceShape"], result.shape)
    yield Triple(node, SH["resultSeverity"], result.severity)
    if result.constraint is not None:
        yield Triple(node, SH["sourceConstraint"], result.constraint)
    for message in result.messages:
        yield Triple(node, SH["resultMessage"], message)
    for detail in result.details:
        inner = BlankNode()
        yield Triple(node, SH["detail"], inner)
        yield from _describe(inner, detail)
