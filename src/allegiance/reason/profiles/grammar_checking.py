"""An ontology held against the grammar of a profile (OWL 2 Profiles §2.2, §3.2, §4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from allegiance.reason.informative import LANGUAGE
from allegiance.reason.profiles.grammars import (
    EL,
    EQUIVALENT,
    OWL_DATATYPES,
    RL,
    SUBCLASS,
    SUPERCLASS,
    Grammar,
)
from allegiance.reason.profiles.ontology_facts import OntologyFacts
from allegiance.reason.profiles.violation import ProfileViolation, named
from allegiance.terms import OWL, RDF, RDFS, BlankNode, Literal, NamedNode, Object, Triple

_CONSTRUCTORS: Final = (
    "intersectionOf",
    "unionOf",
    "complementOf",
    "oneOf",
    "someValuesFrom",
    "allValuesFrom",
    "hasValue",
    "hasSelf",
    "maxCardinality",
    "maxQualifiedCardinality",
    "minCardinality",
    "minQualifiedCardinality",
    "cardinality",
    "qualifiedCardinality",
    "onDatatype",
    "datatypeComplementOf",
)
_REALS: Final = OWL_DATATYPES - RL.datatypes
_OTHERWISE: Final = "say it in another way, or leave it to a SHACL shape"
_RANGES: Final = {RDFS["range"], OWL["someValuesFrom"], OWL["allValuesFrom"], OWL["onDataRange"]}
_DEFINING: Final = {OWL[name] for name in ("intersectionOf", "unionOf", "complementOf", "oneOf")}
# Which ends of an axiom stand in which place.
_PLACES: Final = {
    RDFS["subClassOf"]: (SUBCLASS, SUPERCLASS),
    OWL["equivalentClass"]: (EQUIVALENT, EQUIVALENT),
    OWL["disjointWith"]: (SUBCLASS, SUBCLASS),
    RDFS["domain"]: (None, SUPERCLASS),
    RDFS["range"]: (None, SUPERCLASS),
    RDF["type"]: (None, SUPERCLASS),
    OWL["hasKey"]: (SUBCLASS, None),
}


def grammar_violations(facts: OntologyFacts, grammar: Grammar) -> Iterator[ProfileViolation]:
    """Yield what the grammar of a profile does not allow, beyond what OWL 2 DL forbids already."""
    check = _Check(facts, grammar)
    yield from check.classes()
    yield from check.axioms()
    yield from check.datatypes()
    if grammar.names_individuals:
        yield from check.individuals()
    if grammar == EL:
        yield from check.ranges_of_chains()


class _Check:
    def __init__(self, facts: OntologyFacts, grammar: Grammar) -> None:
        self._facts = facts
        self._grammar = grammar

    def classes(self) -> Iterator[ProfileViolation]:
        """Yield classes and class expressions that stand where the profile does not allow them."""
        for triple in self._facts.triples:
            places = _PLACES.get(triple.predicate, ())
            for term, place in zip((triple.subject, triple.object), places, strict=bool(places)):
                if place is not None:
                    yield from self._class(term, place, triple)
            if triple.predicate in _DEFINING and isinstance(triple.subject, NamedNode):
                # What is said so of a named class says that it is equivalent to an unnamed one (OWL 2 Mapping to RDF, table 18).
                yield from self._constructed(triple.subject, EQUIVALENT, triple, 0)
            if triple.predicate == OWL["members"]:
                for member in self._facts.members(triple.object):
                    yield from self._class(member, SUBCLASS, triple)

    def _class(self, term: Object, place: str, triple: Triple) -> Iterator[ProfileViolation]:
        if term == OWL["Thing"] and not self._grammar.has_thing:
            words = f"owl:Thing cannot be {place} in {self._grammar.profile}"
            yield self._violation(words, triple, "Thing")
        elif (
            isinstance(term, BlankNode)
            and triple.predicate == RDF["type"]
            and self._grammar.asserts_named_classes
        ):
            words = f"an individual cannot be said to be in an unnamed class in {self._grammar.profile}"
            yield self._violation(words, triple, "type")
        else:
            yield from self._expression(term, place, triple)

    def axioms(self) -> Iterator[ProfileViolation]:
        """Yield axioms that the profile does not have."""
        for triple in self._facts.triples:
            said = triple.object if triple.predicate == RDF["type"] else triple.predicate
            if not isinstance(said, NamedNode) or said not in self._grammar.axioms:
                continue
            if said == OWL["FunctionalProperty"] and self._is_data_property_of_el(triple.subject):
                continue
            words = self._grammar.axioms[said].format(subject=named(triple.subject))
            yield self._violation(words, triple, said.value.rpartition("#")[2])

    def _is_data_property_of_el(self, property_: Object) -> bool:
        """Say whether a property may be functional in OWL 2 EL, which object properties may not (OWL 2 Profiles §2.2.5)."""
        return self._grammar == EL and OWL["DatatypeProperty"] in self._facts.types(property_)

    def datatypes(self) -> Iterator[ProfileViolation]:
        """Yield datatypes that OWL 2 has and the profile has not."""
        for triple in self._facts.triples:
            object_ = triple.object
            found: Object | None = object_.datatype if isinstance(object_, Literal) else None
            if triple.predicate in _RANGES:
                found = object_
            is_marker = triple.predicate == OWL["hasSelf"]  # its `true` is part of the language
            beyond = OWL_DATATYPES - self._grammar.datatypes
            if isinstance(found, NamedNode) and found in beyond and not is_marker:
                words = f"{named(found)} is not a datatype of {self._grammar.profile}"
                hint = f"use {'xsd:decimal' if found in _REALS else 'xsd:decimal, xsd:integer or xsd:string'}"
                yield ProfileViolation(self._grammar.profile, words, triple, hint)

    def individuals(self) -> Iterator[ProfileViolation]:
        """Yield facts about individuals without a name."""
        for triple in self._facts.triples:
            if triple.predicate == RDF["type"] and isinstance(triple.subject, BlankNode):
                is_used = triple.object in {OWL["Thing"], OWL["Nothing"]} or not any(
                    triple.object in space for space in LANGUAGE
                )
                is_used = is_used and isinstance(triple.object, NamedNode)
            else:
                is_used = not any(triple.predicate in space for space in LANGUAGE)
            is_annotation = OWL["AnnotationProperty"] in self._facts.kinds(triple.predicate)
            ends = (triple.subject, triple.object)
            if is_used and not is_annotation and any(isinstance(end, BlankNode) for end in ends):
                words = f"{self._grammar.profile} has no individuals without a name"
                yield ProfileViolation(self._grammar.profile, words, triple, "give the individual an IRI")

    def ranges_of_chains(self) -> Iterator[ProfileViolation]:
        """Yield chains whose property has a range that its last member has not (OWL 2 Profiles §2.2.6)."""
        for triple in self._facts.triples:
            if triple.predicate == OWL["propertyChainAxiom"]:
                last = list(self._facts.members(triple.object))[-1:]
                missing = self._ranges(triple.subject) - (self._ranges(last[0]) if last else frozenset())
                if missing:
                    words = f"the range of {named(triple.subject)} is not also that of the last property of its chain"
                    yield ProfileViolation(
                        self._grammar.profile,
                        words,
                        triple,
                        f"say that the range of {named(last[0])} is the same",
                    )

    def _ranges(self, property_: Object, seen: frozenset[Object] = frozenset()) -> frozenset[Object]:
        if property_ in seen:
            return frozenset()
        above = self._facts.objects(property_, RDFS["subPropertyOf"])
        return frozenset(self._facts.objects(property_, RDFS["range"])).union(
            *(self._ranges(each, seen | {property_}) for each in above)
        )

    def _expression(
        self, term: Object, place: str, triple: Triple, depth: int = 0
    ) -> Iterator[ProfileViolation]:
        """Yield what is wrong with an unnamed class in a place; a named one is right anywhere."""
        if isinstance(term, BlankNode) and depth <= len(self._facts):
            yield from self._constructed(term, place, triple, depth)

    def _constructed(
        self, term: Object, place: str, triple: Triple, depth: int
    ) -> Iterator[ProfileViolation]:
        allowed = self._grammar.places[place]
        for constructor in _CONSTRUCTORS:
            for value in self._facts.objects(term, OWL[constructor]):
                if self._said(constructor, value) not in allowed and not self._is_only_one(
                    constructor, value
                ):
                    words = f"owl:{constructor} cannot be {place} in {self._grammar.profile}"
                    yield self._violation(words, triple, constructor)
                    continue
                inner = self._grammar.inside.get((place, constructor), place)
                if constructor in {"intersectionOf", "unionOf"}:
                    for member in self._facts.members(value):
                        yield from self._expression(member, inner, triple, depth + 1)
                elif constructor in {"someValuesFrom", "allValuesFrom", "complementOf"}:
                    yield from self._expression(value, inner, triple, depth + 1)

    def _is_only_one(self, constructor: str, value: Object) -> bool:
        """Say whether a class is the intersection or the union of one class, which is that class (OWL 2 Mapping to RDF, table 13)."""
        is_list = constructor in {"intersectionOf", "unionOf"}
        return is_list and len(list(self._facts.members(value))) == 1

    def _said(self, constructor: str, value: Object) -> str:
        if constructor in {"maxCardinality", "maxQualifiedCardinality"}:
            return "at-most-one" if _at_most_one(value) else constructor
        if constructor == "oneOf":
            return "one-of-one" if len(list(self._facts.members(value))) == 1 else constructor
        if constructor == "someValuesFrom":
            if value == OWL["Thing"]:
                return "some-thing"
            if self._facts.is_data(value) or value in OWL_DATATYPES:
                return "some-data"
            return "some-named" if isinstance(value, NamedNode) else constructor
        return constructor

    def _violation(self, words: str, triple: Triple, said: str) -> ProfileViolation:
        return ProfileViolation(
            self._grammar.profile, words, triple, self._grammar.hints.get(said, _OTHERWISE)
        )


def _at_most_one(value: Object) -> bool:
    return isinstance(value, Literal) and value.value.lstrip("+0") in {"", "1"}
