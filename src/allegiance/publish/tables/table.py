"""Tables for people without SPARQL: one per class, one row per node. What the columns mean is said by `csvw`."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from allegiance.publish.tables.columns import ID, Column, columns
from allegiance.publish.tables.readings import READINGS, Known, Reading
from allegiance.terms import ALG, OA, RDF, NamedNode, Object, Triple, local_name

_SAID = ("when", "status", "whoSaysSo", "paragraph")


@dataclass(frozen=True, slots=True)
class Plan:
    """Which nodes a table is about: those of a class.

    `first` are the columns that people look for, in the order in which they read. `via` is a property whose value is described in the
    same row. A table `for_reading` shows those columns alone, and states nothing.
    """

    name: str
    title: str
    of: NamedNode
    first: tuple[str, ...] = ("prefLabel", "label", "title", "gloss", "altLabel", "type")
    via: NamedNode | None = None
    for_reading: bool = False


PLANS = (
    Plan("organisations", "Organisations, their chapters and units", ALG["Organisation"]),
    Plan("people", "People, named or known by a role", ALG["Person"]),
    Plan(
        "roles",
        "Who is said to hold or to have held which role",
        ALG["Tenure"],
        ("holder", "role", "inOrganisation", *_SAID),
    ),
    Plan(
        "pledges",
        "Pledges of allegiance",
        ALG["AllegiancePledge"],
        ("pledger", "pledgee", "withdrawnFrom", *_SAID),
    ),
    Plan(
        "situations",
        "Everything that is described, whether or not it happened: in short",
        ALG["Situation"],
        ("prefLabel", "type", "participants", *_SAID),
        for_reading=True,
    ),
    Plan(
        "events",
        "Events that are described, whether or not they happened: in full",
        ALG["DescribedEvent"],
        ("prefLabel", "type", "place", *_SAID),
    ),
    Plan(
        "claims",
        "Who claims what, with which stance, and where in the text",
        ALG["Claim"],
        (
            "claimant",
            "stance",
            "certainty",
            "modality",
            "gloss",
            "status",
            "paragraph",
            "relayedBy",
            "source",
        ),
    ),
    Plan(
        "passages",
        "Where in the text claims stand",
        ALG["Passage"],
        ("prefLabel", "paragraph", "start", "end"),
        OA["hasSelector"],
    ),
)
"""The tables of a graph of claims."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it goes into a file. A column that is only a name is for reading; the one called `ID` holds the node's IRI.

    `rows` makes the rows one by one, as often as it is called.
    """

    plan: Plan
    columns: tuple[Column | str, ...]
    rows: Callable[[], Iterator[tuple[str, ...]]]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column if isinstance(column, str) else column.name for column in self.columns)


def plans_of(data: Iterable[Triple]) -> tuple[Plan, ...]:
    """Return the tables of any other graph: one per class that it has nodes of, named after the class."""
    found = {t.object for t in data if t.predicate == RDF["type"] and isinstance(t.object, NamedNode)}
    plans: dict[str, Plan] = {}
    for node in sorted(found, key=str):
        name = "".join(letter for letter in local_name(node.value).lower() if letter.isalnum())
        if isinstance(node, NamedNode) and name:
            plans.setdefault(name, Plan(name, local_name(node.value), node))
    return tuple(plans.values())


def table(plan: Plan, nodes: Sequence[NamedNode], known: Known) -> Table:
    """Return the table of some nodes, in their order; its cells hold what is asserted."""
    taken = {ID, *(reading.name for reading in READINGS)}
    own = columns(nodes, known.asserted, taken)
    link = next((c for c in own if c.predicate == plan.via and not c.for_reading), None)
    targets = (_target(node, plan, known) for node in nodes)
    led = columns(targets, known.asserted, taken, link.name) if link is not None else []
    readings = [reading for reading in READINGS if reading.name in plan.first]
    parts: list[Column | Reading | str] = [
        *own,
        *led,
        *(reading for reading in readings if any(reading.cell(node, known) for node in nodes)),
        ID,
    ]
    if plan.for_reading:
        parts = [part for part in parts if _name(part) in {*plan.first, ID}]
    parts.sort(key=lambda part: _place(part, plan))

    def rows() -> Iterator[tuple[str, ...]]:
        for node in nodes:
            target = _target(node, plan, known) if led else node
            yield tuple(_cell(part, target if part in led else node, node, known) for part in parts)

    return Table(plan, tuple(part if isinstance(part, Column) else _name(part) for part in parts), rows)


def _target(node: NamedNode, plan: Plan, known: Known) -> Object:
    return next(iter(known.asserted.objects(node, plan.via)), node) if plan.via is not None else node


def _name(part: Column | Reading | str) -> str:
    return part if isinstance(part, str) else part.name


def _cell(part: Column | Reading | str, about: Object, node: NamedNode, known: Known) -> str:
    if isinstance(part, str):
        return node.value
    if isinstance(part, Column):
        return part.cell(about, known.asserted, known.labels)
    return part.cell(node, known)


def _place(part: Column | Reading | str, plan: Plan) -> tuple[int, int]:
    """Return where a column stands: what people look for, what else they can read, then the IRIs that carry the facts."""
    name = _name(part)
    if name in plan.first:
        return (0, plan.first.index(name))
    carries_iris = isinstance(part, Column) and part.datatype is None and not part.for_reading
    return (3 if carries_iris else 2 if part == ID else 1, 0)


def csv_text(shown: Table) -> Iterator[str]:
    """Yield a table as CSV (RFC 4180), with the byte order mark by which spreadsheets know UTF-8."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    yield "\ufeff"
    for row in chain([shown.header], shown.rows()):
        writer.writerow(row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
