"""Triples by subject and property: what pages look things up in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from allegiance.terms import NamedNode, Object, Subject, Triple


class Facts:
    """Triples by subject and property, objects in a stated order."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._facts: dict[Subject, dict[NamedNode, list[Object]]] = {}
        self._subjects: dict[tuple[NamedNode, Object], list[Subject]] = defaultdict(list)
        for subject, predicate, object_ in triples:
            self._facts.setdefault(subject, {}).setdefault(predicate, []).append(object_)
            self._subjects[predicate, object_].append(subject)

    def objects(self, subject: object, predicate: NamedNode) -> list[Object]:
        """Return the objects of a subject under a property, sorted."""
        if not isinstance(subject, Subject):
            return []
        return sorted(self._facts.get(subject, {}).get(predicate, ()), key=str)

    def subjects(self, predicate: NamedNode, object_: Object) -> list[Subject]:
        """Return the subjects that have an object under a property, sorted."""
        return sorted(self._subjects.get((predicate, object_), ()), key=str)

    def about(self, subject: Subject) -> Iterator[tuple[NamedNode, Object]]:
        """Yield everything that is said about a subject."""
        for predicate, objects in self._facts.get(subject, {}).items():
            for object_ in objects:
                yield predicate, object_
