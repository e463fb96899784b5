"""Triples as sorted N-Triples lines, blank nodes numbered by RDFC-1.0: the form that all other syntaxes are written from.

A line is one statement without its closing ` .`, as pyoxigraph spells it: literals in double quotes with the escapes of N-Triples.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize

from allegiance.terms import NamedNode, Quad, Triple

Lines = Sequence[str]
_END = " .\n"
_BLANK = "_:"
_STRETCH = 10_000


def canonical_ntriples(quads: Iterable[Quad | Triple]) -> str:
    """Return the triples as sorted N-Triples with canonical blank node labels (RDFC-1.0); graph names are left out."""
    return "".join(ntriples(canonical_lines(quads)))


def ntriples(lines: Lines) -> Iterator[str]:
    """Yield canonical lines as N-Triples, or as N-Quads where they name graphs, in stretches of many lines."""
    for start in range(0, len(lines), _STRETCH):
        yield _END.join(lines[start : start + _STRETCH]) + _END


def canonical_lines(quads: Iterable[Quad | Triple]) -> list[str]:
    """Return the triples as sorted lines, each once; graph names are left out."""
    triples = (quad.triple if isinstance(quad, Quad) else quad for quad in quads)
    written = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    lines = sorted(written.decode().split(_END))
    # Sorting comes first: it is quick on what is in order already, as a file that was written so.
    lines = list(dict.fromkeys(lines[1:]))
    # Canonical labels follow from the statements about blank nodes alone (RDFC-1.0 §4.4.3), so only these are canonicalised.
    blank = {line for line in lines if _BLANK in line and _is_blank(line)}
    if not blank:
        return lines
    named = [line for line in lines if line not in blank]
    return sorted([*named, *_canonicalised(blank, RdfFormat.N_TRIPLES)])


def canonical_graphs(graphs: Mapping[NamedNode, Iterable[Triple]]) -> dict[NamedNode, list[str]]:
    """Return the sorted lines of each graph of a dataset; a blank node has the same label in all of them."""
    lines: dict[NamedNode, set[str]] = {name: set(map(str, triples)) for name, triples in graphs.items()}
    blank = {
        f"{line} {name}"
        for name, found in lines.items()
        for line in found
        if _BLANK in line and _is_blank(line)
    }
    for name, found in lines.items():
        found.difference_update(line.removesuffix(f" {name}") for line in blank)
    for line in _canonicalised(blank, RdfFormat.N_QUADS):
        statement, _, graph = line.rpartition(" ")
        lines[NamedNode(graph[1:-1])].add(statement)
    return {name: sorted(found) for name, found in lines.items()}


def nquads(graphs: Mapping[NamedNode, Lines]) -> list[str]:
    """Return the sorted lines of a dataset, each with its graph name."""
    return sorted(f"{line} {name}" for name, lines in graphs.items() for line in lines)


def rdfc_hash(lines: Lines) -> str:
    """Return the RDFC-1.0 hash of canonical lines: SHA-256 of the canonical N-Quads form, in hexadecimal."""
    digest = hashlib.sha256()
    for line in ntriples(lines):
        digest.update(line.encode())
    return digest.hexdigest()


def _is_blank(line: str) -> bool:
    """Say whether a line speaks of a blank node; a literal may hold what only looks like one."""
    subject, _, object_ = line.split(" ", 2)
    return subject[0] == "_" or object_[0] == "_" or object_.startswith("<<")


def _canonicalised(lines: Iterable[str], syntax: RdfFormat) -> set[str]:
    dataset = Dataset(cast("Iterator[Quad]", parse("".join(f"{line}{_END}" for line in lines), syntax)))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) if isinstance(quad.graph_name, NamedNode) else str(quad.triple) for quad in dataset}
