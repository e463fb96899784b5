"""Tables for people without SPARQL: one per class, one row per node. What the columns mean is said by `csvw`."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from allegiance.labels import Labels
from allegiance.publish.columns import ID, Column, columns
from allegiance.publish.facts import Facts
from allegiance.terms import ALG, OA, RDF, NamedNode, Object, Triple, local_name


@dataclass(frozen=True, slots=True)
class Plan:
    """Which nodes a table is about: those of a class; `via` is a property whose value is described in the same row."""

    name: str
    title: str
    of: NamedNode
    via: NamedNode | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """A column of words that follow from facts elsewhere in the graph."""

    name: str
    cell: Callable[[Object, Facts, Facts, Labels], str]


PLANS = (
    Plan("organisations", "Organisations, their chapters and units", ALG["Organisation"]),
    Plan("people", "People, named or known by a role", ALG["Person"]),
    Plan("roles", "Who is said to hold or to have held which role", ALG["Tenure"]),
    Plan("pledges", "Pledges of allegiance", ALG["AllegiancePledge"]),
    Plan("events", "Events that are described, whether or not they happened", ALG["DescribedEvent"]),
    Plan("claims", "Who claims what, with which stance, and where in the text", ALG["Claim"]),
    Plan("passages", "Where in the text claims stand", ALG["Passage"], OA["hasSelector"]),
)
"""The tables of a graph of claims. `status` and `source` are added where there is an assessment or an anchor."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it goes into a file: the IRI of the node, then columns; one that is only a name is for reading."""

    plan: Plan
    columns: tuple[Column | str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return (ID, *(column if isinstance(column, str) else column.name for column in self.columns))


def plans_of(data: Iterable[Triple]) -> tuple[Plan, ...]:
    """Return the tables of any other graph: one per class that it has nodes of, named after the class."""
    found = {t.object for t in data if t.predicate == RDF["type"] and isinstance(t.object, NamedNode)}
    plans: dict[str, Plan] = {}
    for node in sorted(found, key=str):
        name = "".join(letter for letter in local_name(node.value).lower() if letter.isalnum())
        if isinstance(node, NamedNode) and name:
            plans.setdefault(name, Plan(name, local_name(node.value), node))
    return tuple(plans.values())


def table(plan: Plan, asserted: Facts, inferred: Facts, labels: Labels) -> Table:
    """Return a table of the nodes of a class: class membership may be inferred, cells hold what is asserted."""
    nodes = sorted(
        {
            node
            for facts in (asserted, inferred)
            for node in facts.subjects(RDF["type"], plan.of)
            if isinstance(node, NamedNode) and any(True for _ in asserted.about(node))
        },
        key=str,
    )
    taken = {ID, "status", "source"}
    own = columns(nodes, asserted, taken)
    led: list[Column] = []
    if plan.via is not None:
        link = next(
            (column for column in own if column.predicate == plan.via and not column.for_reading), None
        )
        targets = [target for node in nodes for target in asserted.objects(node, plan.via)[:1]]
        led = columns(targets, asserted, taken, link.name) if link is not None else []
    reading = (_Reading("status", _status), _Reading("source", _source))
    # What people read comes first, the IRIs that carry the facts last.
    shown: list[Column | _Reading] = sorted([*own, *led, *reading], key=_is_for_machines)
    rows = []
    for node in nodes:
        target = next(iter(asserted.objects(node, plan.via)), node) if plan.via is not None else node
        cells = [
            part.cell(target if part in led else node, asserted, labels)
            if isinstance(part, Column)
            else part.cell(node, asserted, inferred, labels)
            for part in shown
        ]
        rows.append((node.value, *cells))
    used = [n for n, part in enumerate(shown) if isinstance(part, Column) or any(row[n + 1] for row in rows)]
    return Table(
        plan,
        tuple(part if isinstance(part, Column) else part.name for n in used if (part := shown[n])),
        tuple((row[0], *(row[n + 1] for n in used)) for row in rows),
    )


def _is_for_machines(part: Column | _Reading) -> bool:
    return isinstance(part, Column) and part.datatype is None and not part.for_reading


def csv_text(shown: Table) -> Iterator[str]:
    """Yield a table as CSV (RFC 4180), with the byte order mark by which spreadsheets know UTF-8."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    yield "\ufeff"
    for row in (shown.header, *shown.rows):
        writer.writerow(row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _status(node: Object, asserted: Facts, inferred: Facts, labels: Labels) -> str:
    """Return the evidential status of a situation, or of every situation that a claim concerns, in words."""
    situations = asserted.objects(node, ALG["concerns"]) or [node]
    found = {
        labels.show(status)
        for situation in situations
        for assessment in inferred.subjects(ALG["assesses"], situation)
        for status in inferred.objects(assessment, ALG["status"])
    }
    return "; ".join(sorted(found))


def _source(node: Object, asserted: Facts, _inferred: Facts, labels: Labels) -> str:
    """Return the documents that a claim is anchored in, in words."""
    found = {
        labels.show(document)
        for passage in asserted.objects(node, ALG["anchoredAt"])
        for document in asserted.objects(passage, OA["hasSource"])
    }
    return "; ".join(sorted(found))
