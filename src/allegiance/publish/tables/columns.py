"""The columns of a table: every assertion about its nodes has a cell, and IRIs have their names beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from allegiance.labels import Labels
from allegiance.publish.tables.assertions import Assertions
from allegiance.terms import (
    ALG,
    DCTERMS,
    RDF,
    RDFS,
    SKOS,
    Literal,
    NamedNode,
    Object,
    local_name,
)

ID = "id"
"""The column that holds the IRI of the row's node."""

# Names and descriptions come first, then everything in the order of the alphabet.
_FIRST = (SKOS["prefLabel"], RDFS["label"], DCTERMS["title"], ALG["gloss"], SKOS["altLabel"], RDF["type"])
# The first that no value contains parts the values of a cell.
_SEPARATORS = ("|", "¦", "‖", "\x1f")
_Kind = tuple[NamedNode | None, str | None]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a property of the node whose IRI stands in the column `about`.

    A column `for_reading` shows names and states nothing. Literals of one datatype and language share a cell, parted by
    `separator`; several IRIs have columns of their own, `number` 0, 1 and so on, because CSVW gives a cell one IRI.
    """

    name: str
    title: str
    predicate: NamedNode
    about: str = ID
    for_reading: bool = False
    datatype: NamedNode | None = None
    language: str | None = None
    separator: str | None = None
    number: int = 0

    def cell(self, node: Object, asserted: Assertions, labels: Labels) -> str:
        """Return what the column shows of a node."""
        objects = asserted.objects(node, self.predicate)
        if self.for_reading:
            return "; ".join(sorted(labels.show(term) for term in objects if isinstance(term, NamedNode)))
        fitting = [
            term.value
            for term in objects
            if isinstance(term, NamedNode | Literal) and _kind(term) == (self.datatype, self.language)
        ]
        if self.datatype is not None:
            return (self.separator or "").join(fitting)
        return fitting[self.number] if self.number < len(fitting) else ""


def columns(nodes: Iterable[Object], asserted: Assertions, taken: set[str], about: str = ID) -> list[Column]:
    """Return the columns that hold everything said about some nodes; `taken` names are avoided, and added to.

    Blank nodes have no name that a table could carry; statements about them are left to the dumps.
    """
    found: dict[tuple[NamedNode, _Kind], _Seen] = defaultdict(_Seen)
    for node in nodes:
        cells: dict[tuple[NamedNode, _Kind], list[str]] = {}
        for predicate, objects in asserted.about(node).items():
            for term in objects:
                if isinstance(term, NamedNode | Literal):
                    cells.setdefault((predicate, _kind(term)), []).append(term.value)
        for key, values in cells.items():
            found[key].take(values)
    made: list[Column] = []
    for predicate, kind in sorted(found, key=_order):
        column = Column(local_name(predicate.value), local_name(predicate.value), predicate, about)
        seen = found[predicate, kind]
        made += [_literals(column, kind, seen)] if kind[0] else _iris(column, seen.most)
    return [replace(column, name=_free(column.name, taken)) for column in made]


@dataclass(slots=True)
class _Seen:
    """What a column has to provide for: the most values of a node, and the separators that some value contains."""

    most: int = 0
    marks: set[str] = field(default_factory=set)

    def take(self, values: Sequence[str]) -> None:
        self.most = max(self.most, len(values))
        self.marks.update(mark for mark in _SEPARATORS for text in values if mark in text)


def _iris(column: Column, most: int) -> list[Column]:
    counted = [
        replace(
            column,
            name=f"{column.name}_iri" + (f"_{number + 1}" if number else ""),
            title=f"{column.title}, IRI",
            number=number,
        )
        for number in range(most)
    ]
    return [replace(column, for_reading=True), *counted]


def _literals(column: Column, kind: _Kind, seen: _Seen) -> Column:
    datatype, language = kind
    mark = next((mark for mark in _SEPARATORS if mark not in seen.marks), _SEPARATORS[-1])
    suffix = f"_{language}" if language not in {None, "en"} else ""
    return replace(
        column,
        name=column.name + suffix,
        datatype=datatype,
        language=language,
        separator=mark if seen.most > 1 else None,
    )


def _kind(term: Object) -> _Kind:
    return (term.datatype, term.language) if isinstance(term, Literal) else (None, None)


def _order(key: tuple[NamedNode, _Kind]) -> tuple[int, str, str, bool, str]:
    predicate, (datatype, language) = key
    rank = _FIRST.index(predicate) if predicate in _FIRST else len(_FIRST)
    return (rank, local_name(predicate.value), predicate.value, language != "en", f"{language} {datatype}")


def _free(name: str, taken: set[str]) -> str:
    free = name
    number = 1
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    taken.add(free)
    return free
