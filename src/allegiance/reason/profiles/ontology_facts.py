"""An ontology's triples, indexed for those who check what it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from allegiance.terms import OWL, RDF, RDFS, Literal, NamedNode, Object, Triple

KINDS: Final = {
    OWL["ObjectProperty"]: "an object property",
    OWL["DatatypeProperty"]: "a data property",
    OWL["AnnotationProperty"]: "an annotation property",
}
_ANNOTATIONS: Final = frozenset(
    {
        *(RDFS[name] for name in ("label", "comment", "seeAlso", "isDefinedBy")),
        *(OWL[name] for name in ("deprecated", "versionInfo", "priorVersion")),
        *(OWL[name] for name in ("backwardCompatibleWith", "incompatibleWith")),
    }
)
# What these say makes a property one of objects, or an annotation property (OWL 2 Mapping to RDF, table 5 and table 6).
_IMPLIED: Final = {
    OWL["InverseFunctionalProperty"]: OWL["ObjectProperty"],
    OWL["TransitiveProperty"]: OWL["ObjectProperty"],
    OWL["SymmetricProperty"]: OWL["ObjectProperty"],
    OWL["OntologyProperty"]: OWL["AnnotationProperty"],
}


class OntologyFacts:
    """What is said of each term."""

    def __init__(self, triples: frozenset[Triple]) -> None:
        self.triples = triples
        self._facts: defaultdict[Object, defaultdict[NamedNode, list[Object]]]
        self._facts = defaultdict(lambda: defaultdict(list))
        for subject, predicate, object_ in triples:
            self._facts[subject][predicate].append(object_)
        self.rests = frozenset(triple.object for triple in triples if triple.predicate == RDF["rest"])

    def __len__(self) -> int:
        return len(self._facts)

    def __contains__(self, term: object) -> bool:
        return term in self._facts

    def of(self, term: Object) -> Mapping[NamedNode, list[Object]]:
        """Return what is said of a term, by predicate."""
        return self._facts.get(term, {})

    def objects(self, term: Object, predicate: NamedNode) -> list[Object]:
        """Return what a predicate says of a term."""
        return self.of(term).get(predicate, [])

    def types(self, term: Object) -> list[Object]:
        """Return the classes that a term is declared to be in."""
        return self.objects(term, RDF["type"])

    def kinds(self, term: Object) -> frozenset[NamedNode]:
        """Return which of the three kinds of property a term is."""
        if term in _ANNOTATIONS:
            return frozenset({OWL["AnnotationProperty"]})
        types = [kind for kind in self.types(term) if isinstance(kind, NamedNode)]
        return frozenset(_IMPLIED.get(kind, kind) for kind in types if kind in KINDS or kind in _IMPLIED)

    def members(self, head: Object) -> Iterator[Object]:
        """Yield the members of a list."""
        seen: set[Object] = set()
        while head in self._facts and head not in seen:
            seen.add(head)
            yield from self.objects(head, RDF["first"])
            head = next(iter(self.objects(head, RDF["rest"])), RDF["nil"])

    def is_data(self, term: Object) -> bool:
        """Say whether a term is a literal or a data range."""
        return (
            isinstance(term, Literal)
            or RDFS["Datatype"] in self.types(term)
            or OWL["DataRange"] in self.types(term)
        )
