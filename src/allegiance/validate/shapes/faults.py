"""What is doubtful about shapes themselves: terms that SHACL does not have, and constraints that do nothing.

Engines pass over a misspelt `sh:minCout` in silence, and everything conforms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final
from typing import Literal as OneOf

from allegiance.terms import RDF, SH, NamedNode, Subject, Term
from allegiance.validate.shapes.reading import read_targets
from allegiance.validate.shapes.shapes_graph import ShapesGraph

_PROPERTIES: Final = frozenset(
    [
        "alternativePath",
        "and",
        "annotationProperty",
        "annotationValue",
        "annotationVarName",
        "ask",
        "class",
        "closed",
        "condition",
        "conforms",
        "construct",
        "datatype",
        "deactivated",
        "declare",
        "defaultValue",
        "description",
        "detail",
        "disjoint",
        "entailment",
        "equals",
        "expression",
        "filterShape",
        "flags",
        "focusNode",
        "group",
        "hasValue",
        "ignoredProperties",
        "in",
        "intersection",
        "inversePath",
        "js",
        "jsFunctionName",
        "jsLibrary",
        "jsLibraryURL",
        "labelTemplate",
        "languageIn",
        "lessThan",
        "lessThanOrEquals",
        "maxCount",
        "maxExclusive",
        "maxInclusive",
        "maxLength",
        "message",
        "minCount",
        "minExclusive",
        "minInclusive",
        "minLength",
        "name",
        "namespace",
        "node",
        "nodeKind",
        "nodeValidator",
        "nodes",
        "not",
        "object",
        "oneOrMorePath",
        "optional",
        "or",
        "order",
        "parameter",
        "path",
        "pattern",
        "predicate",
        "prefix",
        "prefixes",
        "property",
        "propertyValidator",
        "qualifiedMaxCount",
        "qualifiedMinCount",
        "qualifiedValueShape",
        "qualifiedValueShapesDisjoint",
        "result",
        "resultAnnotation",
        "resultMessage",
        "resultPath",
        "resultSeverity",
        "returnType",
        "rule",
        "select",
        "severity",
        "shapesGraph",
        "shapesGraphWellFormed",
        "sourceConstraint",
        "sourceConstraintComponent",
        "sourceShape",
        "sparql",
        "subject",
        "suggestedShapesGraph",
        "target",
        "targetClass",
        "targetNode",
        "targetObjectsOf",
        "targetSubjectsOf",
        "this",
        "union",
        "uniqueLang",
        "update",
        "validator",
        "value",
        "xone",
        "zeroOrMorePath",
        "zeroOrOnePath",
    ]
)
_VALUES: Final = frozenset(
    [
        "AbstractResult",
        "BlankNode",
        "BlankNodeOrIRI",
        "BlankNodeOrLiteral",
        "ConstraintComponent",
        "Function",
        "IRI",
        "IRIOrLiteral",
        "Info",
        "JSConstraint",
        "JSExecutable",
        "JSFunction",
        "JSLibrary",
        "JSRule",
        "JSTarget",
        "JSTargetType",
        "JSValidator",
        "Literal",
        "NodeKind",
        "NodeShape",
        "Parameter",
        "Parameterizable",
        "PrefixDeclaration",
        "PropertyGroup",
        "PropertyShape",
        "ResultAnnotation",
        "Rule",
        "SPARQLAskExecutable",
        "SPARQLAskValidator",
        "SPARQLConstraint",
        "SPARQLConstructExecutable",
        "SPARQLExecutable",
        "SPARQLFunction",
        "SPARQLRule",
        "SPARQLSelectExecutable",
        "SPARQLSelectValidator",
        "SPARQLTarget",
        "SPARQLTargetType",
        "SPARQLUpdateExecutable",
        "Severity",
        "Shape",
        "Target",
        "TargetType",
        "TripleRule",
        "ValidationReport",
        "ValidationResult",
        "Validator",
        "Violation",
        "Warning",
        "this",
    ]
)
# What may lead from one shape to another; lists are those of sh:and, sh:or and sh:xone.
_REFERENCES: Final = (
    *(SH[name] for name in ("property", "node", "not", "qualifiedValueShape")),
    RDF["first"],
)

Kind = OneOf["unknown-term", "without-effect"]


@dataclass(frozen=True, slots=True)
class ShapeFault:
    """Something doubtful about a node of the shapes graph: what, where, and how to mend it.

    `around` is the node itself, or the nearest with an IRI that leads to it.
    """

    node: Term
    kind: Kind
    term: NamedNode
    message: str
    hint: str | None = None
    around: Term | None = None


def find_faults(graph: ShapesGraph) -> tuple[ShapeFault, ...]:
    """Return what is doubtful about shapes, in the order of their nodes."""
    found = (replace(fault, around=graph.named_around(fault.node)) for fault in _faults(graph))
    return tuple(sorted(found, key=lambda fault: (str(fault.around), fault.term.value, fault.message)))


def _faults(graph: ShapesGraph) -> Iterator[ShapeFault]:
    for triple in graph:
        if triple.predicate in SH:
            yield from _unknown(triple.subject, triple.predicate, _PROPERTIES)
        if isinstance(triple.object, NamedNode) and triple.object in SH and triple.subject not in SH:
            yield from _unknown(triple.subject, triple.object, _VALUES | _PROPERTIES)
    for node in graph.nodes:
        yield from _without_effect(graph, node)
        yield from _unused(graph, node)


def _unknown(node: Term, term: NamedNode, known: frozenset[str]) -> Iterator[ShapeFault]:
    name = term.value.removeprefix(SH.iri)
    if name in known or name.endswith("ConstraintComponent") or name.startswith("ConstraintComponent-"):
        return
    near = get_close_matches(name, sorted(known), n=1)
    yield ShapeFault(
        node,
        "unknown-term",
        term,
        f"SHACL has no term sh:{name}, so it does nothing",
        f"did you mean sh:{near[0]}?" if near else "see the vocabulary of SHACL",
    )


def _without_effect(graph: ShapesGraph, node: Term) -> Iterator[ShapeFault]:
    said = set(graph.predicates(node))
    if SH["flags"] in said and SH["pattern"] not in said:
        yield _idle(node, "flags", "sh:flags stands without sh:pattern")
    for name in ("qualifiedMinCount", "qualifiedMaxCount"):
        if SH[name] in said and SH["qualifiedValueShape"] not in said:
            yield _idle(node, name, f"sh:{name} stands without sh:qualifiedValueShape")
    counts = {SH["qualifiedMinCount"], SH["qualifiedMaxCount"]}
    if SH["qualifiedValueShape"] in said and not said & counts:
        yield _idle(node, "qualifiedValueShape", "sh:qualifiedValueShape stands without a count")
    if SH["ignoredProperties"] in said and SH["closed"] not in said:
        yield _idle(node, "ignoredProperties", "sh:ignoredProperties stands without sh:closed")


def _unused(graph: ShapesGraph, node: Subject) -> Iterator[ShapeFault]:
    """Yield a fault where a node is said to be a shape, but nothing leads to it."""
    for kind in (SH["NodeShape"], SH["PropertyShape"]):
        if kind not in graph.objects(node, RDF["type"]):
            continue
        referred = any(graph.subjects(predicate, node) for predicate in _REFERENCES)
        if not referred and not read_targets(graph, node) and not graph.objects(node, SH["target"]):
            yield ShapeFault(
                node,
                "without-effect",
                kind,
                "the shape has no target and no other shape refers to it, so it does nothing",
                "give it a target, or refer to it",
            )


def _idle(node: Term, name: str, message: str) -> ShapeFault:
    return ShapeFault(node, "without-effect", SH[name], f"{message}, so it does nothing")
