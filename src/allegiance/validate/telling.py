"""From results to findings: the names of things from the data, and plain sentences where a shape brings no message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from allegiance.labels import Labels, labels_of
from allegiance.terms import SH, Literal, NamedNode, Term, Triple
from allegiance.validate.data.data_graph import DataGraph
from allegiance.validate.report import Finding, Severity
from allegiance.validate.results import ValidationResult
from allegiance.validate.shapes import paths
from allegiance.validate.shapes.shapes_graph import ShapesGraph
from allegiance.validate.shapes.words import parameter_of, sentence

# How many nodes one query asks about.
_BATCH = 500
# An IRI in a sentence; punctuation after it belongs to the sentence.
_IRI = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]")
_NAMED = (Literal, NamedNode)


def findings(
    results: Sequence[ValidationResult],
    graph: ShapesGraph,
    data: DataGraph,
    prefixes: Mapping[str, str],
    language: str = "en",
) -> tuple[Finding, ...]:
    """Return results as findings, each once, sorted."""
    parameters = [_parameter(result, graph) for result in results]
    named = {term for result in results for term in (result.focus, result.value)} | set(parameters)
    labels = Labels(
        _statements((term for term in named if isinstance(term, NamedNode)), data), language, prefixes
    )
    told = {
        _finding(result, parameter, graph, labels, language)
        for result, parameter in zip(results, parameters, strict=True)
    }
    return tuple(sorted(told, key=lambda finding: finding.key))


def _statements(nodes: Iterable[NamedNode], data: DataGraph) -> Iterator[Triple]:
    remaining = iter(nodes)
    while batch := tuple(islice(remaining, _BATCH)):
        for s, p, o in data.rows(labels_of(batch)):
            if isinstance(s, NamedNode) and isinstance(p, NamedNode) and o is not None:
                yield Triple(s, p, o)


def _parameter(result: ValidationResult, graph: ShapesGraph) -> Term | None:
    name = parameter_of(result.component)
    return next(iter(graph.objects(result.shape, SH[name])), None) if name else None


def _finding(
    result: ValidationResult, parameter: Term | None, graph: ShapesGraph, labels: Labels, language: str
) -> Finding:
    path = None if result.path is None else paths.text(result.path, labels.short)
    # pyshacl writes messages of its own where a shape has none; ours read better.
    own = graph.objects(result.shape, SH["message"]) or result.component == SH["SPARQLConstraintComponent"]
    custom = result.component not in SH
    written_by_hand = [message for message in result.messages if own or custom]
    if written_by_hand:
        first = min(written_by_hand, key=lambda m: (m.language not in {None, language}, str(m)))
        message = _with_value(first.value, result, labels)
    else:
        message = sentence(result.component, path, result.value, parameter, labels)
    return Finding(
        focus=result.focus,
        path=path,
        value=result.value,
        component=result.component,
        shape=result.shape,
        severity=Severity.of(result.severity),
        message=message,
        shape_name=_shape_name(result.shape, path, graph, labels),
        label=labels.get(result.focus),
    )


def _shape_name(shape: Term, path: str | None, graph: ShapesGraph, labels: Labels) -> str:
    """Return the name of a shape; for one without an IRI that of the shape around it, and the path where it has one."""
    around = graph.named_around(shape)
    name = labels.short(around)
    return name if around == shape or path is None else f"{name} / {path}"


def _with_value(message: str, result: ValidationResult, labels: Labels) -> str:
    """Return a shape's own message with CURIEs for IRIs, and with the value that it is about, if it does not tell it."""
    value = result.value
    told = (
        value is None
        or value == result.focus
        or (value.value if isinstance(value, _NAMED) else str(value)) in message
    )
    short = _IRI.sub(lambda match: labels.short(NamedNode(match[0])), message)
    if value is None or told:
        return short
    return f"{short} (here: {f'“{value.value}”' if isinstance(value, Literal) else labels.short(value)})"
