"""Triples as sorted N-Triples lines, blank nodes numbered by RDFC-1.0: the form that all other syntaxes are written from.

Literals stand in double quotes with the escapes of canonical N-Triples, as pyoxigraph spells them. Lines without blank nodes pass
through a sorter that holds few of them at a time; those about blank nodes are held, because their labels depend on one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import cast

from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize

from allegiance.terms import DefaultGraph, NamedNode, Quad, Triple
from allegiance.turtle.lines import END, Lines
from allegiance.turtle.sorting import Sorter

_BATCH = 50_000


def canonical_ntriples(quads: Iterable[Quad | Triple]) -> str:
    """Return the triples as sorted N-Triples with canonical blank node labels (RDFC-1.0); graph names are left out."""
    return "".join(canonical_lines(quads).text())


def canonical_lines(quads: Iterable[Quad | Triple]) -> Lines:
    """Return the triples as sorted lines, each once; graph names are left out."""
    sorter = Sorter()
    blank = _labelled(_set_aside(quads, sorter), RdfFormat.N_TRIPLES)
    return _lines(sorter, blank)


def canonical_quads(quads: Iterable[Quad]) -> Lines:
    """Return the statements of a dataset as sorted lines, each once, with the names of their graphs."""
    sorter = Sorter()
    blank = _labelled(_set_aside(quads, sorter, RdfFormat.N_QUADS), RdfFormat.N_QUADS)
    return _lines(sorter, blank)


def canonical_graphs(graphs: Mapping[NamedNode, Iterable[Triple]]) -> dict[NamedNode, Lines]:
    """Return the sorted lines of each graph of a dataset; a blank node has the same label in all of them."""
    sorters = {name: Sorter() for name in graphs}
    aside = {
        f"{line.removesuffix(END)} {name}{END}"
        for name, triples in graphs.items()
        for line in _set_aside(triples, sorters[name])
    }
    blank: dict[str, list[str]] = {str(name): [] for name in graphs}
    for line in _labelled(aside, RdfFormat.N_QUADS):
        statement, _, graph = line.rpartition(" ")
        blank[graph].append(statement)
    return {name: _lines(sorter, blank[str(name)]) for name, sorter in sorters.items()}


def nquads(graphs: Mapping[NamedNode, Lines]) -> Lines:
    """Return the sorted lines of a dataset, each with its graph name."""
    sorter = Sorter()
    for name, lines in graphs.items():
        for text in lines.text():
            named = text.replace(END, f" {name}{END}").encode()
            sorter.add(named.splitlines(keepends=True), len(named))
    return Lines(
        sorter.merged(), [f"{line} {name}" for name, lines in graphs.items() for line in lines.blank]
    )


def distinct_objects(lines: Lines) -> int:
    """Count the objects of canonical lines, each once."""
    sorter = Sorter()
    for text in lines.text():
        objects = [f"{line.split(' ', 2)[2]}\n".encode() for line in text.split(END)[:-1]]
        sorter.add(objects, len(text))
    return sum(map(len, sorter.merged()))


def _lines(sorter: Sorter, blank: list[str]) -> Lines:
    text = "".join(f"{line}{END}" for line in blank).encode()
    sorter.add(text.splitlines(keepends=True), len(text))
    return Lines(sorter.merged(), blank)


def _set_aside(
    quads: Iterable[Quad | Triple], sorter: Sorter, syntax: RdfFormat = RdfFormat.N_TRIPLES
) -> set[str]:
    """Give the sorter the lines without blank nodes, and return the others."""
    rest = iter(quads)
    aside: set[str] = set()
    while batch := list(islice(rest, _BATCH)):
        written = serialize(_statements(batch, syntax), format=syntax) or b""
        lines = written.splitlines(keepends=True)
        if b"_:" in written:
            blank = {line for line in lines if b"_:" in line and _is_blank(line)}
            aside.update(line.decode() for line in blank)
            lines = [line for line in lines if line not in blank]
        sorter.add(lines, len(written))
    return aside


def _statements(batch: list[Quad | Triple], syntax: RdfFormat) -> Iterable[Triple] | Iterable[Quad]:
    if syntax == RdfFormat.N_QUADS:
        return [quad for quad in batch if isinstance(quad, Quad)]
    return [quad.triple if isinstance(quad, Quad) else quad for quad in batch]


def _is_blank(line: bytes) -> bool:
    """Say whether a line speaks of a blank node, or may do so: a literal at its end may hold what only looks like one."""
    subject, _, object_ = line.split(b" ", 2)
    graph = object_.rsplit(b" ", 2)[-2]
    return subject.startswith(b"_") or object_.startswith((b"_", b"<<")) or graph.startswith(b"_")


def _labelled(lines: set[str], syntax: RdfFormat) -> list[str]:
    """Return lines about blank nodes under their canonical labels, which follow from these lines alone (RDFC-1.0 §4.4.3), sorted."""
    dataset = Dataset(cast("Iterator[Quad]", parse("".join(lines), syntax)))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(
        str(quad.triple) if isinstance(quad.graph_name, DefaultGraph) else str(quad) for quad in dataset
    )
