"""What changed between two graphs, entity by entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal as OneOf

from allegiance.diff.grading import OntologyChange, grade
from allegiance.diff.structure import by_structure
from allegiance.terms import RDF, BlankNode, NamedNode, Object, Subject, Triple


@dataclass(frozen=True, slots=True)
class EntityChange:
    """What changed about one node: it is new, it is gone, or statements about it came and went."""

    entity: Subject
    kind: OneOf["added", "removed", "changed"]
    types: tuple[NamedNode, ...]
    added: tuple[Triple, ...]
    removed: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that changed, in the order of the entities; statements inside blank nodes count with whatever holds these."""

    entities: tuple[EntityChange, ...]
    added: int
    removed: int
    ontology: OntologyChange | None
    old: frozenset[Triple]
    new: frozenset[Triple]

    def __bool__(self) -> bool:
        return bool(self.entities)


def compare(old: Iterable[Triple], new: Iterable[Triple]) -> Changes:
    """Return what changed from one graph to another; blank nodes are compared by structure."""
    before, after = by_structure(old), by_structure(new)
    gone, come = before - after, after - before
    inner = _held(before) | _held(after)
    added, removed = _by_subject(come, inner), _by_subject(gone, inner)
    known_before, known_after = {t.subject for t in before}, {t.subject for t in after}
    kinds_before, kinds_after = _types(before), _types(after)
    entities = []
    for entity in sorted({*added, *removed}, key=str):
        kind: OneOf["added", "removed", "changed"] = "changed"
        if entity not in known_before:
            kind = "added"
        elif entity not in known_after:
            kind = "removed"
        types = (kinds_after if entity in known_after else kinds_before).get(entity, set())
        entities.append(
            EntityChange(
                entity,
                kind,
                tuple(sorted(types, key=str)),
                tuple(added.get(entity, ())),
                tuple(removed.get(entity, ())),
            )
        )
    return Changes(tuple(entities), len(come), len(gone), grade(before, after), before, after)


def _held(triples: Iterable[Triple]) -> set[Object]:
    return {t.object for t in triples if isinstance(t.object, BlankNode)}


def _by_subject(triples: Iterable[Triple], inner: set[Object]) -> Mapping[Subject, list[Triple]]:
    found: dict[Subject, list[Triple]] = defaultdict(list)
    for triple in sorted(triples, key=str):
        if triple.subject not in inner:
            found[triple.subject].append(triple)
    return found


def _types(triples: Iterable[Triple]) -> Mapping[Subject, set[NamedNode]]:
    found: dict[Subject, set[NamedNode]] = defaultdict(set)
    for subject, predicate, object_ in triples:
        if predicate == RDF["type"] and isinstance(object_, NamedNode):
            found[subject].add(object_)
    return found
