"""The triples of one layer by what people ask of them: what is said of a node, and of which nodes something is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Protocol

from allegiance.store import Rows, Store
from allegiance.store.tokens import serialise
from allegiance.terms import BlankNode, Literal, NamedNode, Object, Subject, Term, Triple

Facts = Mapping[NamedNode, Sequence[Object]]


class Index(Protocol):
    """Looks triples up by one end."""

    def facts(self, node: Term) -> Facts:
        """Return what is said of a node: objects by predicate."""
        ...

    def subjects(self, predicate: NamedNode, object_: Object) -> Sequence[Subject]:
        """Return the nodes of which a predicate and an object are said."""
        ...

    def has(self, triple: Triple) -> bool:
        """Say whether a triple is there."""
        ...


class TripleIndex:
    """An index of triples at hand."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._facts: defaultdict[Term, defaultdict[NamedNode, list[Object]]]
        self._facts = defaultdict(lambda: defaultdict(list))
        self._subjects: defaultdict[tuple[NamedNode, Object], list[Subject]] = defaultdict(list)
        for subject, predicate, object_ in triples:
            self._facts[subject][predicate].append(object_)
            self._subjects[predicate, object_].append(subject)

    def facts(self, node: Term) -> Facts:
        """See `Index`."""
        return self._facts.get(node, {})

    def subjects(self, predicate: NamedNode, object_: Object) -> Sequence[Subject]:
        """See `Index`."""
        return self._subjects.get((predicate, object_), ())

    def has(self, triple: Triple) -> bool:
        """See `Index`."""
        return triple.object in self.facts(triple.subject).get(triple.predicate, ())


class StoreIndex:
    """An index of a named graph of a store, which is asked for each node once. Unnamed nodes cannot be asked for."""

    def __init__(self, store: Store, graph: NamedNode) -> None:
        self._store = store.over((graph,))
        self.facts = cache(self._asked_facts)
        self.subjects = cache(self._asked_subjects)

    def has(self, triple: Triple) -> bool:
        """See `Index`."""
        return triple.object in self.facts(triple.subject).get(triple.predicate, ())

    def _asked_facts(self, node: Term) -> Facts:
        found: defaultdict[NamedNode, list[Object]] = defaultdict(list)
        if not isinstance(node, BlankNode | Literal):
            for predicate, object_ in self._rows(f"SELECT ?p ?o {{ {serialise(node)} ?p ?o }}"):
                found[predicate].append(object_)  # type: ignore[index,arg-type]  # ends of a triple
        return found

    def _asked_subjects(self, predicate: NamedNode, object_: Object) -> Sequence[Subject]:
        if isinstance(object_, BlankNode):
            return ()
        rows = self._rows(f"SELECT ?s {{ ?s {predicate} {serialise(object_)} }}")
        return [subject for (subject,) in rows]  # type: ignore[misc]  # as above

    def _rows(self, text: str) -> Sequence[tuple[Term | None, ...]]:
        found = self._store.query(text, {})
        return found.rows if isinstance(found, Rows) else ()
