"""Blank nodes by what is said of them, so that two graphs can be compared statement by statement.

A blank node gets a label that follows from its description alone, nested ones included: the same structure has the same label in
both graphs, whatever the files called it. Nodes with equal descriptions become one, which changes nothing in what a graph says of
named things (they are not lean, RDF 1.1 Semantics §4).
"""

from __future__ import annotations

import hashlib
from collections import ChainMap, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from allegiance.terms import BlankNode, Object, Subject, Triple

_Parts = Mapping[BlankNode, AbstractSet[BlankNode]]


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
    labels: dict[BlankNode, str] = {}
    parts = {node: {t.object for t in described[node] if isinstance(t.object, BlankNode)} for node in nodes}
    _label_outwards(parts, described, labels)
    for circle in _circles({node: parts[node] - labels.keys() for node in nodes if node not in labels}):
        labels |= _refined(circle, described, labels)
    return {node: labels[node] for node in nodes}


def _label_outwards(
    parts: _Parts, described: Mapping[BlankNode, Sequence[Triple]], labels: dict[BlankNode, str]
) -> None:
    """Label every node that leads into no circle, from the innermost ones outwards."""
    wholes: dict[BlankNode, list[BlankNode]] = defaultdict(list)
    for node, inner in parts.items():
        for part in inner:
            wholes[part].append(node)
    missing = {node: len(inner) for node, inner in parts.items()}
    ready = [node for node, number in missing.items() if not number]
    while ready:
        node = ready.pop()
        labels[node] = _described(described[node], labels)
        for whole in wholes[node]:
            missing[whole] -= 1
            if not missing[whole]:
                ready.append(whole)


def _circles(parts: _Parts) -> Iterator[list[BlankNode]]:
    """Yield the nodes that are left in groups that know nothing of one another: circles, and what leads into them."""
    neighbours: dict[BlankNode, set[BlankNode]] = defaultdict(set)
    for node, inner in parts.items():
        for part in inner:
            neighbours[node].add(part)
            neighbours[part].add(node)
    seen: set[BlankNode] = set()
    for start in parts:
        group, frontier = list[BlankNode](), [start]
        while frontier:
            node = frontier.pop()
            if node not in seen:
                seen.add(node)
                group.append(node)
                frontier += neighbours[node]
        if group:
            yield group


def _refined(
    group: Collection[BlankNode],
    described: Mapping[BlankNode, Sequence[Triple]],
    known: dict[BlankNode, str],
) -> dict[BlankNode, str]:
    """Refine labels round by round until no round tells more nodes apart; what is anywhere in the group is then in all its labels."""
    labels = dict.fromkeys(group, "")
    told_apart = 0
    while (found := len(set(labels.values()))) > told_apart:
        told_apart, seen = found, ChainMap(labels, known)
        labels = {node: _described(described[node], seen) for node in group}
    whole = _digest(sorted(labels.values()))
    return {node: _digest([whole, label]) for node, label in labels.items()}


def _described(statements: Iterable[Triple], labels: Mapping[BlankNode, str]) -> str:
    return _digest(sorted(f"{t.predicate} {_seen(t.object, labels)}" for t in statements))


def _seen(term: Object, labels: Mapping[BlankNode, str]) -> str:
    return f"_:{labels[term]}" if isinstance(term, BlankNode) else str(term)


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _relabelled(term: Subject | Object, labels: dict[BlankNode, str]) -> Subject | Object:
    return BlankNode(f"s{labels[term]}") if isinstance(term, BlankNode) else term
