"""Our engine: shapes compiled into SPARQL SELECTs over the embedded store (docs/validation.md)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from allegiance.terms import SH, Subject, Term
from allegiance.validate.change import Change
from allegiance.validate.compiled.evaluation import Evaluation
from allegiance.validate.compiled.focus import of_targets
from allegiance.validate.data.data_graph import DataGraph
from allegiance.validate.data.value_graph import ValueGraph
from allegiance.validate.errors import NotCompilable
from allegiance.validate.results import ValidationResult
from allegiance.validate.shapes.reading import ShapeReader, read_targets
from allegiance.validate.shapes.shapes_graph import ShapesGraph

# Terms of SHACL Advanced Features that ask for another engine, wherever they stand in a shape.
_ADVANCED = (SH["target"], SH["expression"], SH["js"])

# Called with the number of shapes that are done, and of all.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What compiled queries found, which shapes they could not carry, with the reason of each, and where they were interrupted."""

    results: tuple[ValidationResult, ...]
    refused: tuple[tuple[Subject, str], ...]
    unfinished: tuple[Subject, ...] = ()


def run(
    exact: DataGraph,
    graph: ShapesGraph,
    targeted: Sequence[Subject],
    change: Change | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Return what targeted shapes find; a shape is either carried whole or refused whole.

    Given a change, they look only at the nodes that it can have affected. An interruption by the keyboard ends the run, not
    what it has found.

    Raises `RequestError`: `ill-formed-shapes`, `recursive-shapes`, `unsupported-sparql`.
    """
    reader = ShapeReader(graph)
    evaluation = Evaluation(exact, ValueGraph(exact, graph))
    results: list[ValidationResult] = []
    refused: list[tuple[Subject, str]] = []
    # Rules change the data that every shape sees.
    if any(graph.objects(node, SH["rule"]) for node in graph.nodes):
        return Outcome((), tuple((node, "the shapes have rules (SHACL-AF)") for node in targeted))
    for number, node in enumerate(targeted):
        try:
            if progress is not None:
                progress(number, len(targeted))
            results += _results(node, graph, reader, exact, evaluation, change)
        except NotCompilable as verdict:
            refused.append((node, str(verdict)))
        except KeyboardInterrupt:
            return Outcome(tuple(results), tuple(refused), tuple(targeted[number:]))
    return Outcome(tuple(results), tuple(refused))


def _results(
    node: Subject,
    graph: ShapesGraph,
    reader: ShapeReader,
    exact: DataGraph,
    evaluation: Evaluation,
    change: Change | None,
) -> list[ValidationResult]:
    for term in _reachable(node, graph):
        if any(graph.objects(term, predicate) for predicate in _ADVANCED):
            raise NotCompilable("the shape uses SHACL Advanced Features")
    shape = reader.shape(node)
    targets = read_targets(graph, node)
    focus = of_targets(targets, exact)
    affected = None if change is None or focus is None else change.affected(shape, targets)
    if focus is not None and affected is not None:
        focus = focus.among(affected) if affected else None
    return [] if focus is None else list(evaluation.results(shape, focus))


def _reachable(node: Term, graph: ShapesGraph) -> set[Term]:
    """Return a shape and the shapes that it refers to, directly or through lists."""
    found: set[Term] = set()
    waiting = [node]
    while waiting:
        term = waiting.pop()
        if term in found:
            continue
        found.add(term)
        for name in ("property", "node", "not", "qualifiedValueShape"):
            waiting += graph.objects(term, SH[name])
        for name in ("and", "or", "xone"):
            for head in graph.objects(term, SH[name]):
                waiting += graph.members(head)
    return found
