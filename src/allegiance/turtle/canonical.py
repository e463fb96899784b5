"""Triples as sorted N-Triples lines, blank nodes numbered by RDFC-1.0: the form that all other syntaxes are written from.

A line is one statement without its closing ` .`, as pyoxigraph spells it: literals in double quotes with the escapes of N-Triples.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import CanonicalizationAlgorithm, Dataset

from allegiance.terms import BlankNode, NamedNode, Quad, Triple

Lines = Sequence[str]


def canonical_ntriples(quads: Iterable[Quad | Triple]) -> str:
    """Return the triples as sorted N-Triples with canonical blank node labels (RDFC-1.0); graph names are left out."""
    return "".join(ntriples(canonical_lines(quads)))


def ntriples(lines: Lines) -> Iterator[str]:
    """Yield canonical lines as N-Triples, or as N-Quads where they name graphs."""
    for line in lines:
        yield f"{line} .\n"


def canonical_lines(quads: Iterable[Quad | Triple]) -> list[str]:
    """Return the triples as sorted lines, each once; graph names are left out."""
    triples = {quad.triple if isinstance(quad, Quad) else quad for quad in quads}
    blank = [t for t in triples if _is_blank(t)]
    if not blank:
        return sorted(map(str, triples))
    # Canonical labels follow from the statements about blank nodes alone (RDFC-1.0 §4.4.3), so only these are canonicalised.
    named = triples.difference(blank)
    canonical = _canonicalised(Quad(*triple) for triple in blank)
    return sorted([*map(str, named), *(str(quad.triple) for quad in canonical)])


def canonical_graphs(graphs: Mapping[NamedNode, Iterable[Triple]]) -> dict[NamedNode, list[str]]:
    """Return the sorted lines of each graph of a dataset; a blank node has the same label in all of them."""
    lines: dict[NamedNode, list[str]] = {name: [] for name in graphs}
    blank: list[Quad] = []
    for name, triples in graphs.items():
        for triple in set(triples):
            if _is_blank(triple):
                blank.append(Quad(triple.subject, triple.predicate, triple.object, name))
            else:
                lines[name].append(str(triple))
    for quad in _canonicalised(blank):
        if isinstance(quad.graph_name, NamedNode):
            lines[quad.graph_name].append(str(quad.triple))
    return {name: sorted(lines[name]) for name in graphs}


def nquads(graphs: Mapping[NamedNode, Lines]) -> list[str]:
    """Return the sorted lines of a dataset, each with its graph name."""
    return sorted(f"{line} {name}" for name, lines in graphs.items() for line in lines)


def rdfc_hash(lines: Lines) -> str:
    """Return the RDFC-1.0 hash of canonical lines: SHA-256 of the canonical N-Quads form, in hexadecimal."""
    digest = hashlib.sha256()
    for line in ntriples(lines):
        digest.update(line.encode())
    return digest.hexdigest()


def _is_blank(triple: Triple) -> bool:
    return isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)


def _canonicalised(quads: Iterable[Quad]) -> Dataset:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset
