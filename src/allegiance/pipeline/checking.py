"""Everything that CI demands of a folder, in one walk."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from allegiance import query, validate
from allegiance.errors import Place, RequestError
from allegiance.pipeline.knowledge_graph import KnowledgeGraph
from allegiance.project import Project
from allegiance.store import Rows
from allegiance.terms import ALG, OWL, Literal, NamedNode, Term, Triple
from allegiance.validate import Finding, Report

Watch = Callable[[str], AbstractContextManager[None]]
"""Called with the name of each room as it is entered, so that somebody else can show progress and time."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that `check` found: in which room, what, where, and how to mend it."""

    room: str
    message: str
    place: Place | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check of a folder found, and the figures that a summary tells."""

    faults: tuple[Fault, ...]
    report: Report | None
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
    faults: list[Fault] = []
    with watch("reason"):
        faults += [Fault("reason", f"contradiction: {message}") for message in kg.entailment.contradictions]
    with watch("validate"):
        report = kg.validate()
        faults += [
            _finding_fault(finding)
            for finding in report.findings
            if finding.severity is validate.Severity.ERROR
        ]
        faults += [
            Fault(
                "validate",
                f"shape {kg.labels.short(shape)} met no node",
                kg.project.place_of_node(shape),
                "mend its target",
            )
            for shape in report.idle_shapes
        ]
    with watch("query"):
        answered, failures = _query_faults(kg)
        faults += failures
    faults += _version_faults(kg.project)
    return Outcome(
        faults=tuple(faults),
        report=report,
        asserted=len(kg.asserted),
        derived=len(kg.derivation.triples),
        entailed=len(kg.entailment.triples),
        statuses=_statuses(kg.derivation.triples),
        claims=sum(
            1 for t in kg.asserted if t.object == ALG["Claim"] and t.predicate.value.endswith("#type")
        ),
        queries=len(kg.catalogue),
        cases=answered,
    )


def _finding_fault(finding: Finding) -> Fault:
    return Fault(
        "validate",
        f"{finding.label or finding.focus} {finding.message} (shape {finding.shape})",
        finding.place,
    )


def _query_faults(kg: KnowledgeGraph) -> tuple[int, list[Fault]]:
    faults: list[Fault] = []
    if not len(kg.catalogue):
        raise RequestError(
            "nothing-to-check", "the folder has no stored queries", hint="add a .rq file under queries/"
        )
    for path in kg.project.checks:
        offenders = query.ask(kg.store, query.read_query(path), {}, kg.prefixes)
        rows = offenders.result.rows if isinstance(offenders.result, Rows) else ()
        question = query.read_query(path).header.question
        faults += [_offender_fault(kg, question, row) for row in rows]
    cases = list(query.cases(kg.project.root / "tests" / "queries", kg.catalogue))
    untested = {stored.name for stored in kg.catalogue} - {case.query.name for case in cases}
    faults += [
        Fault(
            "query",
            f"{name} has no expected answer",
            Place(kg.catalogue.find(name).path),
            f"write one: allegiance query {name} -f tsv > tests/queries/{name}/expected.tsv",
        )
        for name in sorted(untested)
    ]
    for case in cases:
        parameters = case.parameters or case.query.header.expected_parameters
        answer = query.ask(kg.store, case.query, parameters, kg.prefixes)
        if (differs := query.difference(case, answer)) is not None:
            faults.append(
                Fault(
                    "query",
                    f"{case.query.name}: {differs}",
                    Place(case.path),
                    "mend the data, or the expected answer",
                )
            )
    return len(cases), faults


def _offender_fault(kg: KnowledgeGraph, question: str, row: Sequence[Term | None]) -> Fault:
    named = [term for term in row if term is not None]
    shown = ", ".join(kg.labels.show(term) for term in named)
    return Fault(
        "query", f"{question}: {shown}", next((p for t in named if (p := kg.project.place_of_node(t))), None)
    )


def _version_faults(home: Project) -> list[Fault]:
    """Compare the one version number of `kg/dataset.ttl` with every other file that repeats it."""
    version = home.dataset.version
    told: list[tuple[Place, str]] = [
        (home.place_of(quad.triple) or Place(document.path), quad.object.value)
        for document in home.ontology
        for quad in document.quads
        if quad.predicate == OWL["versionInfo"] and isinstance(quad.object, Literal)
    ]
    metadata, citation = home.root / "pyproject.toml", home.root / "CITATION.cff"
    if metadata.exists():
        told.append(
            (
                Place(metadata),
                str(tomllib.loads(metadata.read_text("utf-8")).get("project", {}).get("version", version)),
            )
        )
    if citation.exists():
        lines = citation.read_text("utf-8").splitlines()
        told += [
            (Place(citation, n), line.partition(":")[2].strip(" \"'"))
            for n, line in enumerate(lines, 1)
            if line.startswith("version:")
        ]
    return [
        Fault(
            "project",
            f"says version {other}, but the dataset is {version}",
            place,
            "make them agree with kg/dataset.ttl",
        )
        for place, other in told
        if other != version
    ]


def _statuses(derived: Iterable[Triple]) -> dict[str, int]:
    found: dict[str, int] = {}
    for triple in derived:
        if triple.predicate == ALG["status"] and isinstance(triple.object, NamedNode):
            name = triple.object.value.removeprefix(ALG.iri)
            found[name] = found.get(name, 0) + 1
    return dict(sorted(found.items()))
