"""The one interface to SHACL engines: which shapes go to which, and one report of what they found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal as OneOf

from allegiance import store
from allegiance.errors import AllegianceError, EngineError, RequestError
from allegiance.terms import PREFIXES, RDF, SH, Subject, Triple
from allegiance.validate.change import Change
from allegiance.validate.compiled import engine as compiled_engine
from allegiance.validate.compiled.engine import Outcome, Progress
from allegiance.validate.compiled.focus import of_targets
from allegiance.validate.data.data_graph import Data, DataGraph
from allegiance.validate.data.elsewhere import DataElsewhere, Rehearsal
from allegiance.validate.errors import NotCompilable
from allegiance.validate.report import Assignment, Interrupted, Report
from allegiance.validate.shapes.faults import find_faults
from allegiance.validate.shapes.reading import read_targets
from allegiance.validate.shapes.shapes_graph import ShapesGraph
from allegiance.validate.telling import findings

Engine = OneOf["auto", "compiled", "pyshacl"]


def validate(
    data: Data,
    shapes: Iterable[Triple],
    engine: Engine = "auto",
    change: Change | None = None,
    progress: Progress | None = None,
    prefixes: Mapping[str, str] = PREFIXES,
) -> Report:
    """Return what the shapes find in the data (SHACL §3).

    Given a change, of which the data are the second state, the compiled engine looks only at the nodes that it can have affected.
    `progress` is told before each shape. Where the keyboard interrupts the run, `Interrupted` has the partial report; data are read as
    the run begins, and where that is interrupted, no shape is done.
    Graph names are left out; `prefixes` shorten the IRIs in what people read. N-Triples as they stand are loaded fastest, their blank nodes under new names. "compiled" is our engine; "auto" gives pyshacl the shapes that it cannot carry, and the report says which and why.

    Raises `RequestError`: `nothing-to-check` when there is no data or no shape with a target, since silence would look like
    success; `ill-formed-shapes`, `recursive-shapes`, `unsupported-sparql`; and, where only "compiled" was allowed,
    `not-compilable`. Raises `EngineError` `validator-failed`.
    """
    graph = ShapesGraph(shapes)
    try:
        exact = DataGraph(data, graph)
    except KeyboardInterrupt:
        raise Interrupted(_nothing_done(_targeted(graph))) from None
    return _report(engine, exact, graph, change, progress, prefixes)


def validate_inside(
    holding: store.Store, shapes: Iterable[Triple], progress: Progress | None = None
) -> Report:
    """Return what the shapes find in the data that a store holds, on disk or in a server, without fetching it.

    The queries are those of `validate` with "compiled". Where the store has rewritten literals, what it can tell no more is left
    open in favour of the data, and `Report.notes` says so.

    Before it starts, shapes that cannot be carried there are refused: `RequestError` `not-compilable`, with each of them and the
    number of triples that would have to be fetched to validate here instead. So are those that would have to find a blank node again
    in a server that names them anew in each answer, where there is one. Other errors as for `validate` and for `Engine.query`.
    """
    graph, there = ShapesGraph(shapes), DataElsewhere(holding)
    targeted = _targeted(graph)
    refused = compiled_engine.run(Rehearsal(holding), graph, targeted).refused
    if refused:
        raise RequestError(
            "not-compilable",
            f"{len(refused)} of {len(targeted)} shapes cannot be carried inside {holding.name}: "
            + "; ".join(f"{node}, since {reason}" for node, reason in refused)
            + f". To validate them here, {there.count('?s ?p ?o'):,} triples have to be fetched",
            hint="leave these shapes out, or fetch the data (allegiance pull) and validate the file",
        )
    return _report("compiled", there, graph, None, progress)


def _report(
    engine: Engine,
    exact: DataGraph,
    graph: ShapesGraph,
    change: Change | None = None,
    progress: Progress | None = None,
    prefixes: Mapping[str, str] = PREFIXES,
) -> Report:
    targeted = _targeted(graph)
    _refuse_nothing(exact, targeted)
    try:
        outcome, assignments = _assign(engine, exact, graph, targeted, change, progress)
        done = [node for node in targeted if node not in outcome.unfinished]
        report = Report(
            findings=findings(outcome.results, graph, exact, prefixes),
            idle_shapes=tuple(sorted((n for n in done if _is_idle(n, graph, exact)), key=str)),
            shapes_run=len(targeted),
            engine=" and ".join(sorted({assignment.engine for assignment in assignments})),
            results=outcome.results,
            assignments=assignments,
            shape_faults=find_faults(graph),
            unfinished=outcome.unfinished,
            notes=exact.notes,
            prefixes=prefixes,
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


def _refuse_nothing(exact: DataGraph, targeted: Sequence[Subject]) -> None:
    if not targeted:
        hint = "name files with shapes, and say what each looks at: sh:targetClass, for example"
        raise RequestError("nothing-to-check", "there is no shape with a target", hint=hint)
    if not exact.holds("?s ?p ?o"):
        raise RequestError("nothing-to-check", "there is no data", hint="name files that hold some")


def _nothing_done(targeted: Sequence[Subject]) -> Report:
    reading = "interrupted while the data were read: nothing was validated"
    return Report((), (), len(targeted), "", unfinished=tuple(targeted), notes=(reading,))


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
    # Most runs need no pyshacl, which takes longer to load than they take.
    from allegiance.validate import pyshacl_engine  # noqa: PLC0415

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
