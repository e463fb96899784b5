"""Expected answers, rewritten where somebody has read the new ones and found them right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from allegiance import publish, query
from allegiance.pipeline.checking import changed_rows
from allegiance.pipeline.knowledge_graph import KnowledgeGraph
from allegiance.query import Answer, Case
from allegiance.store import Graph


@dataclass(frozen=True, slots=True)
class Accepted:
    """An expected answer that was rewritten: whose, where, what is different in words, and the rows as lines of a diff."""

    query: str
    path: Path
    words: str
    rows: tuple[str, ...]


def accept(kg: KnowledgeGraph, names: Sequence[str] = ()) -> tuple[Accepted, ...]:
    """Write the answers of today in place of expected ones that differ; of the queries named, or else of all; return what changed.

    The parameters of a case stay as they are. A query that is named and has no expected answer yet gets one. Raises as
    `Catalogue.find` does for names.
    """
    wanted = {kg.catalogue.find(name).name for name in names}
    folder = kg.project.root / "tests" / "queries"
    cases = [case for case in query.cases(folder, kg.catalogue) if not wanted or case.query.name in wanted]
    rewritten = [done for case in cases if (done := _accept(kg, case)) is not None]
    without = sorted(wanted - {case.query.name for case in cases})
    return (*rewritten, *(_begin(kg, folder, name) for name in without))


def _accept(kg: KnowledgeGraph, case: Case) -> Accepted | None:
    answer = query.ask(kg.store, case.query, case.parameters, kg.prefixes)
    found = query.difference(case, answer)
    if found is None or (case.path.suffix == ".ttl") != isinstance(answer.result, Graph):
        return None
    publish.write_file(case.path, _text(kg, answer, case))
    return Accepted(case.query.name, case.path, found.words, changed_rows(found))


def _begin(kg: KnowledgeGraph, folder: Path, name: str) -> Accepted:
    stored = kg.catalogue.find(name)
    answer = query.ask(kg.store, stored, stored.header.expected_parameters, kg.prefixes)
    suffix = "ttl" if isinstance(answer.result, Graph) else "tsv"
    case = Case(stored, folder / name / f"expected.{suffix}", stored.header.expected_parameters)
    publish.write_file(case.path, _text(kg, answer, case))
    return Accepted(name, case.path, "a first expected answer", ())


def _text(kg: KnowledgeGraph, answer: Answer, case: Case) -> str:
    """Return an answer as a case holds it; rows whose order does not count are sorted, so that a change is a small one."""
    result = query.rows_of(answer)
    if isinstance(result, Graph):
        return publish.answer_text(result, "ttl", kg.prefixes)
    if not query.is_ordered(case.query):
        result = replace(result, rows=tuple(sorted(result.rows, key=str)))
    return publish.answer_text(result, "tsv", kg.prefixes)
