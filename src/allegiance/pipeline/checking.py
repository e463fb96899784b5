"""Everything that CI demands of a folder, in one walk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from allegiance import query, validate
from allegiance.errors import Place, RequestError, SourceError
from allegiance.pipeline.figures import Figures
from allegiance.pipeline.graph_elsewhere import AnyGraph, GraphElsewhere
from allegiance.pipeline.versions import other_versions
from allegiance.project import Project
from allegiance.reason import Contradiction
from allegiance.store import Rows
from allegiance.terms import GRAPH, Term
from allegiance.validate import Report

Watch = Callable[[str], AbstractContextManager[None]]
"""Called with the name of each room as it is entered, so that somebody else can show progress and time."""


# So many rows of each sort are told where an answer is another than the expected one.
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that `check` found: in which room, what, where, and how to mend it; further lines where it takes them."""

    room: str
    message: str
    place: Place | None = None
    hint: str | None = None
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check of a folder found, and the figures that a summary tells.

    `cases` counts the expected answers that were compared; it is None where the graph is another than the folder's, of which they
    say nothing.
    """

    faults: tuple[Fault, ...]
    report: Report
    figures: Figures
    queries: int
    cases: int | None


def check(graph: AnyGraph, watch: Watch = lambda _room: nullcontext()) -> Outcome:
    """Return everything that is wrong with a folder and its graph: contradictions, shapes, checks, expected answers, versions.

    Raises `RequestError` `nothing-to-check` where there are no shapes or no stored queries: silence would look like success.
    """
    if not len(graph.catalogue) and not graph.catalogue.faults:
        raise RequestError(
            "nothing-to-check", "the folder has no stored queries", hint="add a .rq file under queries/"
        )
    faults = [*_versions(graph.project), *(_missing(graph) if isinstance(graph, GraphElsewhere) else ())]
    with watch("reason"):
        faults += [_contradiction(graph, found) for found in graph.contradictions]
    with watch("validate"):
        report = graph.validate()
        faults += _shape_findings(graph, report)
    with watch("query"):
        cases = list(query.cases(graph.project.root / "tests" / "queries", graph.catalogue))
        faults += [_fault(error) for error in graph.catalogue.faults.values()]
        faults += [*_offenders(graph), *_untested(graph, cases)]
        if graph.is_of_the_folder:
            faults += _differences(graph, cases)
    return Outcome(
        faults=tuple(faults),
        report=report,
        figures=graph.figures,
        queries=len(graph.catalogue),
        cases=len(cases) if graph.is_of_the_folder else None,
    )


def _missing(graph: GraphElsewhere) -> Iterator[Fault]:
    """Name the layers that should be there and are not: without them, silence would look like success."""
    for layer in graph.missing:
        cure = "push" if layer == GRAPH["asserted"] else "reason"
        yield Fault("store", f"{layer.value} is empty", hint=f"allegiance {cure} {graph.where.option}")


def _contradiction(graph: AnyGraph, found: Contradiction) -> Fault:
    place = next((p for triple in found.triples if (p := graph.project.place_of(triple)) is not None), None)
    return Fault(
        "reason", f"contradiction ({found.rule}): {found.message}", place, "one of the statements must go"
    )


def _shape_findings(graph: AnyGraph, report: Report) -> Iterator[Fault]:
    short = graph.labels.short
    for finding in report.findings:
        if finding.severity is validate.Severity.ERROR:
            name = finding.label or short(finding.focus)
            yield Fault("validate", f"{name} {finding.message}", finding.place, f"shape {finding.shape_name}")
    for shape in report.idle_shapes:
        place = graph.project.place_of_node(shape)
        yield Fault("validate", f"shape {short(shape)} met no node", place, "mend its target, or remove it")
    for fault in report.shape_faults:
        yield Fault("validate", fault.message, graph.project.place_of_node(fault.node), fault.hint)


def _offenders(graph: AnyGraph) -> Iterator[Fault]:
    """Run `queries/checks/`: every row is an offender."""
    for path in graph.project.checks:
        try:
            stored = query.read_query(path)
            result = query.ask(graph.store, stored, {}, graph.prefixes).result
        except (SourceError, RequestError) as error:
            yield _fault(error)
            continue
        for row in result.rows if isinstance(result, Rows) else ():
            yield _offender(graph, stored.header.question, row)


def _offender(graph: AnyGraph, question: str, row: Sequence[Term | None]) -> Fault:
    named = [term for term in row if term is not None]
    place = next((p for term in named if (p := graph.project.place_of_node(term)) is not None), None)
    return Fault("query", f"{question}: {', '.join(graph.labels.show(term) for term in named)}", place)


def _fault(error: SourceError | RequestError) -> Fault:
    """Return what is wrong with one file as a finding, so that it does not hide what is wrong with the others."""
    return Fault("query", error.message, error.place, error.hint)


def _untested(graph: AnyGraph, cases: Sequence[query.Case]) -> Iterator[Fault]:
    tested = {case.query.name for case in cases}
    for stored in graph.catalogue:
        if stored.name not in tested:
            cure = f"read its answer against the text, then keep it: allegiance check --accept {stored.name}"
            yield Fault("query", f"{stored.name} has no expected answer", Place(stored.path), cure)


def _differences(graph: AnyGraph, cases: Sequence[query.Case]) -> Iterator[Fault]:
    for case in cases:
        try:
            answer = query.ask(graph.store, case.query, case.parameters, graph.prefixes)
        except RequestError as error:
            yield _fault(error)
            continue
        found = query.difference(case, answer)
        unmet = None if found else _unmet(case, answer)
        if found is not None:
            cure = f"mend the data; or, where the new answer is right: allegiance check --accept {case.query.name}"
            yield Fault(
                "query",
                f"{case.query.name}: {found.words}",
                Place(case.path),
                cure,
                changed_rows(found, _SHOWN),
            )
        elif unmet is not None:
            cure = "mend the data, or what the header expects"
            yield Fault("query", f"{case.query.name}: {unmet}", Place(case.path), cure)


def changed_rows(found: query.Difference, most: int | None = None) -> tuple[str, ...]:
    """Return the rows that an answer has lost and gained as lines of a diff, the first ones of each."""

    def told(mark: str, rows: Sequence[str]) -> list[str]:
        more = [] if most is None or len(rows) <= most else [f"{mark} … and {len(rows) - most} more"]
        return [*(f"{mark} {row}" for row in rows[:most]), *more]

    return (*told("-", found.missing), *told("+", found.added))


def _unmet(case: query.Case, answer: query.Answer) -> str | None:
    """Return what the header's `expect` asks in vain; it speaks of the answer for its own parameters alone."""
    own = case.parameters == case.query.header.expected_parameters
    return query.unmet(case.query, answer) if own else None


def _versions(home: Project) -> Iterator[Fault]:
    version = home.dataset.version
    for place, other in other_versions(home, version):
        cure = "make it agree with kg/dataset.ttl"
        yield Fault("project", f"says version {other}, but the dataset is {version}", place, cure)
