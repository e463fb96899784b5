"""Blank nodes by what is said of them, so that two graphs can be compared statement by statement.

A blank node gets a label that follows from its description alone, nested ones included: the same structure has the same label in
both graphs, whatever the files called it. Nodes with equal descriptions become one, which changes nothing in what a graph says of
named things (they are not lean, RDF 1.1 Semantics §4).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable

from allegiance.terms import BlankNode, Object, Subject, Triple


def by_structure(triples: Iterable[Triple]) -> frozenset[Triple]:
    """Return the triples with every blank node labelled by its structure."""
    given = frozenset(triples)
    labels = structures(given)
    if not labels:
        return given
    return frozenset(
        Triple(_relabelled(t.subject, labels), t.predicate, _relabelled(t.object, labels))  # type: ignore[arg-type]
        for t in given
    )


def structures(triples: Iterable[Triple]) -> dict[BlankNode, str]:
    """Return a label for every blank node that follows from its description, in the order of first mention; equal descriptions share it."""
    described: dict[BlankNode, list[Triple]] = defaultdict(list)
    nodes: dict[BlankNode, None] = {}
    for triple in triples:
        nodes |= {term: None for term in (triple.subject, triple.object) if isinstance(term, BlankNode)}
        if isinstance(triple.subject, BlankNode):
            described[triple.subject].append(triple)
    return _refined(nodes, described)


def _refined(nodes: Collection[BlankNode], described: dict[BlankNode, list[Triple]]) -> dict[BlankNode, str]:
    """Refine labels round by round until no round tells more nodes apart; then depth of nesting and circles are accounted for."""
    labels = dict.fromkeys(nodes, "")
    told_apart = 0
    while len(set(labels.values())) > told_apart:
        told_apart = len(set(labels.values()))
        labels = {
            node: _digest(sorted(f"{t.predicate} {_seen(t.object, labels)}" for t in described.get(node, ())))
            for node in nodes
        }
    return labels


def _seen(term: Object, labels: dict[BlankNode, str]) -> str:
    return f"_:{labels[term]}" if isinstance(term, BlankNode) else str(term)


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _relabelled(term: Subject | Object, labels: dict[BlankNode, str]) -> Subject | Object:
    return BlankNode(f"s{labels[term]}") if isinstance(term, BlankNode) else term
