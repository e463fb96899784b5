"""Everything that CI demands of a folder, in one walk."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from allegiance import query, validate
from allegiance.errors import Place, RequestError, SourceError
from allegiance.pipeline.knowledge_graph import KnowledgeGraph
from allegiance.project import Project
from allegiance.reason import Contradiction
from allegiance.store import Rows
from allegiance.terms import ALG, OWL, RDF, Literal, NamedNode, Term
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

    `statuses` counts situations by evidential status; `cases` counts the expected answers that were compared.
    """

    faults: tuple[Fault, ...]
    report: Report
    asserted: int
    derived: int
    entailed: int
    statuses: Mapping[str, int]
    claims: int
    queries: int
    cases: int


def check(kg: KnowledgeGraph, watch: Watch = lambda _room: nullcontext()) -> Outcome:
    """Return everything that is wrong with a folder: contradictions, shapes, checks, expected answers, versions.

    Raises `RequestError` `nothing-to-check` where there are no shapes or no stored queries: silence would look like success.
    """
    if not len(kg.catalogue) and not kg.catalogue.faults:
        raise RequestError(
            "nothing-to-check", "the folder has no stored queries", hint="add a .rq file under queries/"
        )
    faults = list(_versions(kg.project))
    with watch("reason"):
        faults += [_contradiction(kg, found) for found in kg.entailment.contradictions]
    with watch("validate"):
        report = kg.validate()
        faults += _shape_findings(kg, report)
    with watch("query"):
        cases = list(query.cases(kg.project.root / "tests" / "queries", kg.catalogue))
        faults += [_fault(error) for error in kg.catalogue.faults.values()]
        faults += [*_offenders(kg), *_untested(kg, cases), *_differences(kg, cases)]
    derived = kg.derivation.triples
    statuses = Counter(
        t.object for t in derived if t.predicate == ALG["status"] and isinstance(t.object, NamedNode)
    )
    return Outcome(
        faults=tuple(faults),
        report=report,
        asserted=len(kg.asserted),
        derived=len(derived),
        entailed=len(kg.entailment.triples),
        statuses={status.value.removeprefix(ALG.iri): number for status, number in statuses.most_common()},
        claims=sum(1 for t in kg.asserted if t.predicate == RDF["type"] and t.object == ALG["Claim"]),
        queries=len(kg.catalogue),
        cases=len(cases),
    )


def _contradiction(kg: KnowledgeGraph, found: Contradiction) -> Fault:
    place = next((p for triple in found.triples if (p := kg.project.place_of(triple)) is not None), None)
    return Fault(
        "reason", f"contradiction ({found.rule}): {found.message}", place, "one of the statements must go"
    )


def _shape_findings(kg: KnowledgeGraph, report: Report) -> Iterator[Fault]:
    short = kg.labels.short
    for finding in report.findings:
        if finding.severity is validate.Severity.ERROR:
            name = finding.label or short(finding.focus)
            yield Fault(
                "validate", f"{name} {finding.message}", finding.place, f"shape {short(finding.shape)}"
            )
    for shape in report.idle_shapes:
        place = kg.project.place_of_node(shape)
        yield Fault("validate", f"shape {short(shape)} met no node", place, "mend its target, or remove it")
    for fault in report.shape_faults:
        yield Fault("validate", fault.message, kg.project.place_of_node(fault.node), fault.hint)


def _offenders(kg: KnowledgeGraph) -> Iterator[Fault]:
    """Run `queries/checks/`: every row is an offender."""
    for path in kg.project.checks:
        try:
            stored = query.read_query(path)
            result = query.ask(kg.store, stored, {}, kg.prefixes).result
        except (SourceError, RequestError) as error:
            yield _fault(error)
            continue
        for row in result.rows if isinstance(result, Rows) else ():
            yield _offender(kg, stored.header.question, row)


def _offender(kg: KnowledgeGraph, question: str, row: Sequence[Term | None]) -> Fault:
    named = [term for term in row if term is not None]
    place = next((p for term in named if (p := kg.project.place_of_node(term)) is not None), None)
    return Fault("query", f"{question}: {', '.join(kg.labels.show(term) for term in named)}", place)


def _fault(error: SourceError | RequestError) -> Fault:
    """Return what is wrong with one file as a finding, so that it does not hide what is wrong with the others."""
    return Fault("query", error.message, error.place, error.hint)


def _untested(kg: KnowledgeGraph, cases: Sequence[query.Case]) -> Iterator[Fault]:
    tested = {case.query.name for case in cases}
    for stored in kg.catalogue:
        if stored.name not in tested:
            cure = f"read its answer against the text, then keep it: allegiance check --accept {stored.name}"
            yield Fault("query", f"{stored.name} has no expected answer", Place(stored.path), cure)


def _differences(kg: KnowledgeGraph, cases: Sequence[query.Case]) -> Iterator[Fault]:
    for case in cases:
        try:
            answer = query.ask(kg.store, case.query, case.parameters, kg.prefixes)
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
    """Compare the one version number of `kg/dataset.ttl` with every other file that repeats it."""
    version = home.dataset.version
    for place, other in _told_versions(home):
        if other != version:
            cure = "make it agree with kg/dataset.ttl"
            yield Fault("project", f"says version {other}, but the dataset is {version}", place, cure)


def _told_versions(home: Project) -> Iterator[tuple[Place, str]]:
    for document in home.ontology:
        for quad, place in zip(document.quads, document.places, strict=True):
            if quad.predicate == OWL["versionInfo"] and isinstance(quad.object, Literal):
                yield place, quad.object.value
    metadata, citation = home.root / "pyproject.toml", home.root / "CITATION.cff"
    if metadata.exists() and "project" in (described := tomllib.loads(metadata.read_text("utf-8"))):
        yield Place(metadata), str(described["project"].get("version"))
    if citation.exists():
        for number, line in enumerate(citation.read_text("utf-8").splitlines(), 1):
            if line.startswith("version:"):
                yield Place(citation, number), line.partition(":")[2].strip(" \"'")
