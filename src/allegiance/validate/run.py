"""The one interface to SHACL engines: which shapes go to which, and one report of what they found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal as OneOf

from allegiance import store
from allegiance.errors import AllegianceError, EngineError, RequestError
from allegiance.terms import RDF, SH, Subject, Triple
from allegiance.validate import compiled_engine, pyshacl_engine
from allegiance.validate.change import Change
from allegiance.validate.compiled_engine import Outcome, Progress
from allegiance.validate.data_graph import Data, DataGraph
from allegiance.validate.errors import NotCompilable
from allegiance.validate.focus import of_targets
from allegiance.validate.inside import DataElsewhere
from allegiance.validate.reading import read_targets
from allegiance.validate.report import Assignment, Interrupted, Report
from allegiance.validate.shape_faults import find_faults
from allegiance.validate.shapes_graph import ShapesGraph
from allegiance.validate.telling import findings

Engine = OneOf["auto", "compiled", "pyshacl"]


def validate(
    data: Data,
    shapes: Iterable[Triple],
    engine: Engine = "auto",
    change: Change | None = None,
    progress: Progress | None = None,
) -> Report:
    """Return what the shapes find in the data (SHACL §3).

    Given a change, of which the data are the second state, the compiled engine looks only at the nodes that it can have affected.
    `progress` is told before each shape. Where the keyboard interrupts the shapes, `Interrupted` has the partial report.
    Graph names are left out. N-Triples as they stand are loaded fastest, their blank nodes under new names. "compiled" is our engine; "auto" gives pyshacl the shapes that it cannot carry, and the report says which and why.

    Raises `RequestError`: `nothing-to-check` when there is no data or no shape with a target, since silence would look like
    success; `ill-formed-shapes`, `recursive-shapes`, `unsupported-sparql`; and, where only "compiled" was allowed,
    `not-compilable`. Raises `EngineError` `validator-failed`.
    """
    graph = ShapesGraph(shapes)
    return _report(engine, DataGraph(data, graph), graph, change, progress)


def validate_inside(
    holding: store.Engine, shapes: Iterable[Triple], progress: Progress | None = None
) -> Report:
    """Return what the shapes find in the data that an engine holds, without fetching it; otherwise as `validate` with "compiled".

    A shape that would need the data here is refused with `not-compilable` and the number of triples.
    """
    return _report("compiled", DataElsewhere(holding), ShapesGraph(shapes), progress=progress)


def _report(
    engine: Engine,
    exact: DataGraph,
    graph: ShapesGraph,
    change: Change | None = None,
    progress: Progress | None = None,
) -> Report:
    targeted = _targeted(graph)
    if not targeted or not exact.holds("?s ?p ?o"):
        missing = "data" if targeted else "shape with a target"
        raise RequestError("nothing-to-check", f"there is no {missing}", hint="name files that hold some")
    try:
        outcome, assignments = _assign(engine, exact, graph, targeted, change, progress)
        done = [node for node in targeted if node not in outcome.unfinished]
        report = Report(
            findings=findings(outcome.results, graph, exact),
            idle_shapes=tuple(sorted((n for n in done if _is_idle(n, graph, exact)), key=str)),
            shapes_run=len(targeted),
            engine=" and ".join(sorted({assignment.engine for assignment in assignments})),
            results=outcome.results,
            assignments=assignments,
            shape_faults=find_faults(graph),
            unfinished=outcome.unfinished,
        )
    except AllegianceError:
        raise
    except Exception as error:
        raise EngineError(
            "validator-failed",
            f"the validation could not finish: {error}",
            hint="check the shapes; run again with --debug",
        ) from error
    if report.unfinished:
        raise Interrupted(report)
    return report


def _targeted(graph: ShapesGraph) -> list[Subject]:
    aimed = {SH["targetClass"], SH["targetNode"], SH["targetSubjectsOf"], SH["targetObjectsOf"], SH["target"]}
    return [
        node
        for node in graph.nodes
        if not aimed.isdisjoint(predicates := graph.predicates(node))
        or (RDF["type"] in predicates and read_targets(graph, node))
    ]


def _assign(
    engine: Engine,
    exact: DataGraph,
    graph: ShapesGraph,
    targeted: list[Subject],
    change: Change | None,
    progress: Progress | None,
) -> tuple[Outcome, tuple[Assignment, ...]]:
    if engine == "pyshacl":
        outcome = _by_reference(exact, graph, targeted, ())
        return outcome, tuple(Assignment(node, "pyshacl") for node in targeted)
    outcome = compiled_engine.run(exact, graph, targeted, change, progress)
    reasons = dict(outcome.refused)
    if reasons and engine == "compiled":
        node, reason = outcome.refused[0]
        raise RequestError(
            "not-compilable", f"the shape {node} cannot be compiled: {reason}", hint='use the engine "auto"'
        )
    carried = [node for node in targeted if node not in reasons]
    if outcome.unfinished:
        outcome = replace(outcome, unfinished=(*reasons, *outcome.unfinished))
    elif reasons:
        more = _by_reference(exact, graph, list(reasons), carried)
        outcome = replace(outcome, results=outcome.results + more.results, unfinished=more.unfinished)
    return outcome, tuple(
        Assignment(node, "pyshacl" if node in reasons else "compiled", reasons.get(node)) for node in targeted
    )


def _by_reference(
    exact: DataGraph, graph: ShapesGraph, targeted: Sequence[Subject], aside: Sequence[Subject]
) -> Outcome:
    """Return what pyshacl finds, which is all or nothing where it is interrupted by the keyboard."""
    try:
        return Outcome(pyshacl_engine.run(exact.statements(), graph, targeted, aside), ())
    except KeyboardInterrupt:
        return Outcome((), (), tuple(targeted))


def _is_idle(node: Subject, graph: ShapesGraph, exact: DataGraph) -> bool:
    """Say whether no target of a shape selects a focus node; where that cannot be asked, the shape is not blamed."""
    if graph.objects(node, SH["target"]):
        return False
    try:
        return of_targets(read_targets(graph, node), exact) is None
    except NotCompilable:
        return False
