"""Check an ontology against OWL 2 RL (OWL 2 Profiles §4.2) and what people get wrong of OWL 2 DL (OWL 2 Mapping to RDF §3).

OWL 2 RL is checked whole but for what OWL 2 DL forbids already. Of OWL 2 DL the faults are checked that people make: datatypes that
OWL has not, terms that are not declared, and properties of one kind under another. Not checked: cycles of property chains.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from typing import Literal as OneOf

from allegiance.reason.datatypes import supported
from allegiance.reason.informative import LANGUAGE
from allegiance.terms import OWL, RDF, RDFS, XSD, BlankNode, Literal, NamedNode, Object, Triple, curie

_KINDS: Final = {
    OWL["ObjectProperty"]: "an object property",
    OWL["DatatypeProperty"]: "a data property",
    OWL["AnnotationProperty"]: "an annotation property",
}
_ANNOTATIONS: Final = frozenset(
    {
        *(RDFS[name] for name in ("label", "comment", "seeAlso", "isDefinedBy")),
        *(OWL[name] for name in ("deprecated", "versionInfo", "priorVersion")),
    }
)
_DATATYPES: Final = frozenset(
    {
        *(NamedNode(iri) for iri in supported()),
        RDF["langString"],
        OWL["real"],
        OWL["rational"],
    }
)
_BEYOND_RL: Final = {OWL["real"], OWL["rational"]}
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
)
# Which expressions may stand where; `most one` is a maximum of 0 or 1.
_ALLOWED: Final = {
    "a subclass": {"intersectionOf", "unionOf", "oneOf", "someValuesFrom", "hasValue"},
    "a superclass": {"intersectionOf", "complementOf", "allValuesFrom", "hasValue", "most one"},
    "an equivalent class": {"intersectionOf", "hasValue"},
}
_HINTS: Final = {
    "unionOf": "say with rdfs:subClassOf that each part is in the whole; that the whole is in the union cannot be said",
    "someValuesFrom": "turn an equivalence into rdfs:subClassOf, with the restriction as the subclass",
    "allValuesFrom": "turn an equivalence into rdfs:subClassOf, with the restriction as the superclass",
    "minCardinality": "OWL 2 RL cannot make things up; let a SHACL shape demand them",
    "cardinality": "keep the maximum of one as owl:maxCardinality; let a SHACL shape demand the rest",
}


@dataclass(frozen=True, slots=True)
class ProfileViolation:
    """What keeps an ontology out of a profile: plain words, the triple that says it, and what to do about it."""

    profile: OneOf["OWL 2 DL", "OWL 2 RL"]
    message: str
    triple: Triple
    hint: str


def profile_violations(triples: Iterable[Triple]) -> tuple[ProfileViolation, ...]:
    """Return what keeps the triples, taken as one ontology, out of OWL 2 DL and OWL 2 RL, sorted.

    What is not in OWL 2 DL is not in OWL 2 RL either, and told once.
    """
    check = _Check(frozenset(triples))
    found = {*check.datatypes(), *check.kinds(), *check.classes(), *check.properties()}
    return tuple(sorted(found, key=lambda each: (each.profile, each.message, str(each.triple))))


class _Check:
    def __init__(self, triples: frozenset[Triple]) -> None:
        self._triples = triples
        self._facts: defaultdict[Object, defaultdict[NamedNode, list[Object]]]
        self._facts = defaultdict(lambda: defaultdict(list))
        for subject, predicate, object_ in triples:
            self._facts[subject][predicate].append(object_)

    def datatypes(self) -> Iterator[ProfileViolation]:
        """Yield literals and ranges of datatypes that OWL 2 does not have."""
        for triple in self._triples:
            object_ = triple.object
            datatype: Object | None = object_.datatype if isinstance(object_, Literal) else None
            if triple.predicate in {
                RDFS["range"],
                OWL["someValuesFrom"],
                OWL["allValuesFrom"],
                OWL["onDataRange"],
            }:
                datatype = object_
            if not isinstance(datatype, NamedNode) or datatype in _DATATYPES - _BEYOND_RL:
                continue
            if datatype in _BEYOND_RL:
                words = f"{_name(datatype)} is not a datatype of OWL 2 RL"
                yield ProfileViolation("OWL 2 RL", words, triple, "use xsd:decimal")
            elif (isinstance(object_, Literal) or datatype in XSD) and RDFS["Datatype"] not in self._types(
                datatype
            ):
                words = f"{_name(datatype)} is not a datatype of OWL 2"
                hint = "for dates, use xsd:dateTime, or a string with a note on how to read it"
                yield ProfileViolation("OWL 2 DL", words, triple, hint)

    def kinds(self) -> Iterator[ProfileViolation]:
        """Yield properties that are of no kind or of two, and such as are put under one of another kind."""
        for triple in self._triples:
            subject, predicate, object_ = triple
            if not any(predicate in space for space in LANGUAGE) and not self._kind(predicate):
                words = f"{_name(predicate)} is used as a property and not declared"
                hint = "declare it as owl:ObjectProperty, owl:DatatypeProperty or owl:AnnotationProperty"
                yield ProfileViolation("OWL 2 DL", words, triple, hint)
            if (
                predicate == RDF["type"]
                and subject in self._facts
                and len(self._kind(subject)) > 1
                and object_ in _KINDS
            ):
                words = f"{_name(subject)} is {' and '.join(sorted(_KINDS[kind] for kind in self._kind(subject)))}"
                yield ProfileViolation("OWL 2 DL", words, triple, "choose one, and another IRI for the other")
            if predicate == RDFS["subPropertyOf"]:
                lower, upper = self._kind(subject), self._kind(object_)
                if lower and upper and lower.isdisjoint(upper):
                    is_a, under = (_KINDS[min(each, key=str)] for each in (lower, upper))
                    words = f"{_name(subject)} is {is_a} under {_name(object_)}, {under}"
                    hint = "drop the axiom, or declare the lower one an annotation property"
                    yield ProfileViolation("OWL 2 DL", words, triple, hint)

    def classes(self) -> Iterator[ProfileViolation]:
        """Yield class expressions that stand where OWL 2 RL does not allow them."""
        for triple in self._triples:
            subject, predicate, object_ = triple
            if predicate == RDFS["subClassOf"]:
                yield from self._expression(subject, "a subclass", triple)
                yield from self._expression(object_, "a superclass", triple)
            elif predicate == OWL["equivalentClass"]:
                yield from self._expression(subject, "an equivalent class", triple)
                yield from self._expression(object_, "an equivalent class", triple)
            elif predicate == OWL["disjointWith"]:
                yield from self._expression(subject, "a subclass", triple)
                yield from self._expression(object_, "a subclass", triple)
            elif predicate in {RDFS["domain"], RDFS["range"], RDF["type"]} and isinstance(object_, BlankNode):
                yield from self._expression(object_, "a superclass", triple)
            elif predicate == OWL["disjointUnionOf"]:
                hint = "say with rdfs:subClassOf that each part is in the whole, and with owl:AllDisjointClasses that they are disjoint"
                yield ProfileViolation("OWL 2 RL", "a disjoint union is not in OWL 2 RL", triple, hint)

    def properties(self) -> Iterator[ProfileViolation]:
        """Yield axioms about properties that OWL 2 RL does not have."""
        for triple in self._triples:
            if triple.predicate == RDF["type"] and triple.object == OWL["ReflexiveProperty"]:
                words = f"{_name(triple.subject)} is reflexive, which OWL 2 RL cannot say"
                yield ProfileViolation(
                    "OWL 2 RL", words, triple, "drop the axiom; assert the pairs that are needed"
                )

    def _kind(self, term: Object) -> frozenset[NamedNode]:
        if term in _ANNOTATIONS:
            return frozenset({OWL["AnnotationProperty"]})
        return frozenset(kind for kind in self._types(term) if isinstance(kind, NamedNode) and kind in _KINDS)

    def _types(self, term: Object) -> list[Object]:
        return self._facts[term].get(RDF["type"], []) if term in self._facts else []

    def _expression(
        self, term: Object, place: str, triple: Triple, depth: int = 0
    ) -> Iterator[ProfileViolation]:
        """Yield what is wrong with an unnamed class in a place; a named one is right anywhere."""
        if not isinstance(term, BlankNode) or term not in self._facts or depth > len(self._facts):
            return
        facts = self._facts[term]
        for constructor in _CONSTRUCTORS:
            for value in facts.get(OWL[constructor], ()):
                said = constructor
                if constructor in {"maxCardinality", "maxQualifiedCardinality"} and _at_most_one(value):
                    said = "most one"
                if said not in _ALLOWED[place]:
                    words = f"owl:{constructor} cannot be {place} in OWL 2 RL"
                    hint = _HINTS.get(constructor, "say it in another way, or leave it to a SHACL shape")
                    yield ProfileViolation("OWL 2 RL", words, triple, hint)
                elif said in {"intersectionOf", "unionOf"}:
                    for member in self._members(value):
                        yield from self._expression(member, place, triple, depth + 1)
                elif said in {"someValuesFrom", "allValuesFrom"}:
                    yield from self._expression(value, place, triple, depth + 1)
                elif said == "complementOf":
                    yield from self._expression(value, "a subclass", triple, depth + 1)

    def _members(self, head: Object) -> Iterator[Object]:
        seen: set[Object] = set()
        while head in self._facts and head not in seen:
            seen.add(head)
            yield from self._facts[head].get(RDF["first"], ())
            head = next(iter(self._facts[head].get(RDF["rest"], ())), RDF["nil"])


def _at_most_one(value: Object) -> bool:
    return isinstance(value, Literal) and value.value.lstrip("+0") in {"", "1"}


def _name(term: object) -> str:
    return curie(term.value) or str(term) if isinstance(term, NamedNode) else str(term)
