"""The graph as pages look at it: what is said about a node, what points at it, what it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from allegiance.publish.site.facts import Facts
from allegiance.terms import OA, OWL, RDF, RDFS, SKOS, BlankNode, Literal, NamedNode, Object, Subject, Triple

_PARTS = frozenset({OA["TextPositionSelector"], OA["TextQuoteSelector"], OA["SpecificResource"]})


class SiteGraph:
    """Triples by subject, by object and by class."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._triples = triples = tuple(dict.fromkeys(triples))
        self.facts = Facts(triples)
        self._pointers: dict[Object, list[tuple[NamedNode, Subject]]] = defaultdict(list)
        self._parents: dict[Object, set[Object]] = defaultdict(set)
        self._super_properties: dict[Object, set[Object]] = defaultdict(set)
        for subject, predicate, object_ in triples:
            if not isinstance(object_, Literal):
                self._pointers[object_].append((predicate, subject))
            if predicate == RDFS["subClassOf"]:
                self._parents[subject].add(object_)
            elif predicate == RDFS["subPropertyOf"]:
                self._super_properties[subject].add(object_)
        self.ancestors = cache(lambda node: _closure(node, self._parents))
        self.implied = cache(lambda node: _closure(node, self._super_properties))

    def named(self) -> Iterator[NamedNode]:
        """Yield every IRI of the graph, those of datatypes too, once or more often."""
        for subject, predicate, object_ in self._triples:
            value = object_.datatype if isinstance(object_, Literal) else object_
            for node in (subject, predicate, value):
                if isinstance(node, NamedNode):
                    yield node

    def node(self, subject: object, predicate: NamedNode) -> NamedNode | None:
        """Return the first node that a subject has under a property."""
        return next((o for o in self.facts.objects(subject, predicate) if isinstance(o, NamedNode)), None)

    def nodes(self, subject: object, predicate: NamedNode) -> list[NamedNode]:
        """Return the nodes that a subject has under a property, sorted."""
        return [o for o in self.facts.objects(subject, predicate) if isinstance(o, NamedNode)]

    def text(self, subject: object, predicate: NamedNode) -> str:
        """Return the first text that a subject has under a property, or nothing."""
        return next((o.value for o in self.facts.objects(subject, predicate) if isinstance(o, Literal)), "")

    def pointers(self, node: Object) -> list[tuple[NamedNode, Subject]]:
        """Return what points at a node, by which property, sorted."""
        return sorted(self._pointers.get(node, ()), key=lambda pair: (str(pair[0]), str(pair[1])))

    def types(self, node: object) -> list[NamedNode]:
        """Return the classes of a node that no other class of it is a kind of; those with a name, where any has one."""
        every = [t for t in self.nodes(node, RDF["type"]) if t not in {OWL["Thing"], OWL["NamedIndividual"]}]
        found = [t for t in every if self.text(t, SKOS["prefLabel"]) or self.text(t, RDFS["label"])] or every
        implied = {parent for t in found for parent in self.ancestors(t) if t not in self.ancestors(parent)}
        return [t for t in found if t not in implied]

    def is_a(self, node: object, kind: NamedNode) -> bool:
        """Say whether a node is of a class, or of a kind of it."""
        return any(t == kind or kind in self.ancestors(t) for t in self.nodes(node, RDF["type"]))

    def instances(self, kind: NamedNode) -> set[NamedNode]:
        """Return the nodes of a class, or of a kind of it."""
        return {
            s
            for s, p, _ in self._triples
            if p == RDF["type"] and isinstance(s, NamedNode) and self.is_a(s, kind)
        }

    def concepts(self, scheme: NamedNode) -> set[NamedNode]:
        """Return the concepts of a scheme, whichever way it is said (SKOS §4.5)."""
        found = {
            s
            for predicate in (SKOS["inScheme"], SKOS["topConceptOf"])
            for s in self.facts.subjects(predicate, scheme)
        }
        return {node for node in found if isinstance(node, NamedNode)} | set(
            self.nodes(scheme, SKOS["hasTopConcept"])
        )

    def means(self, predicate: NamedNode, wider: NamedNode) -> bool:
        """Say whether a property is another, or implies it."""
        return predicate == wider or wider in self.implied(predicate)

    def is_part(self, node: object) -> bool:
        """Say whether a node only serves another one: blank nodes and selectors have no page of their own."""
        return isinstance(node, BlankNode) or any(t in _PARTS for t in self.nodes(node, RDF["type"]))

    def statements(self, subject: Subject) -> Iterator[Triple]:
        """Yield what is said about a node."""
        for predicate, object_ in self.facts.about(subject):
            yield Triple(subject, predicate, object_)


def _closure(start: Object, edges: dict[Object, set[Object]]) -> frozenset[Object]:
    found: set[Object] = set()
    frontier = [start]
    while frontier:
        for parent in edges.get(frontier.pop(), ()):
            if parent not in found:
                found.add(parent)
                frontier.append(parent)
    return frozenset(found)
