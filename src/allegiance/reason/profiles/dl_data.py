"""What OWL 2 DL demands of data ranges and literals (OWL 2 Syntax §5.7, §7.5, §9.4, §11.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from allegiance.reason.datatypes import value
from allegiance.reason.profiles.dl_vocabulary import BUILT_IN_DATATYPES, FACETS
from allegiance.reason.profiles.ontology_facts import OntologyFacts
from allegiance.reason.profiles.property_order import reachable
from allegiance.reason.profiles.violation import ProfileViolation, named
from allegiance.terms import OWL, RDF, RDFS, XSD, Literal, NamedNode, Object, Triple

_ORDERED: Final = frozenset(
    XSD[name] for name in ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive")
)
_LENGTHS: Final = frozenset(XSD[name] for name in ("length", "minLength", "maxLength"))
_BINARY: Final = frozenset({XSD["hexBinary"], XSD["base64Binary"]})
_TEXTS: Final = frozenset(
    XSD[name]
    for name in ("string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN", "anyURI")
)
_FACETLESS: Final = frozenset({XSD["boolean"], RDF["XMLLiteral"], RDFS["Literal"], RDF["langString"]})


def data_violations(facts: OntologyFacts) -> Iterator[ProfileViolation]:
    """Yield all that this module looks for."""
    yield from _data_ranges(facts)
    yield from _literals(facts)
    yield from _top_data_property(facts)


def _violation(words: str, triple: Triple, hint: str) -> ProfileViolation:
    return ProfileViolation("OWL 2 DL", words, triple, hint)


def _data_ranges(facts: OntologyFacts) -> Iterator[ProfileViolation]:
    """Yield facets that do not fit their datatype, and datatypes that rest on themselves (OWL 2 Syntax §7.5, §9.4)."""
    definitions: defaultdict[Object, set[Object]] = defaultdict(set)
    for triple in facts.triples:
        subject, predicate, object_ = triple
        if predicate == OWL["onDatatype"]:
            for facet in (
                each
                for head in facts.objects(subject, OWL["withRestrictions"])
                for each in facts.members(head)
            ):
                yield from _facets(object_, facts.of(facet), triple)
        if predicate == OWL["equivalentClass"] and RDFS["Datatype"] in facts.types(subject):
            definitions[subject].update(_mentioned(object_, facts))
            if subject in BUILT_IN_DATATYPES:
                yield _violation(f"{named(subject)} cannot be defined anew", triple, "define one of your own")
    for start, met in reachable(definitions).items():
        if start in met:
            axiom = Triple(start, OWL["equivalentClass"], facts.objects(start, OWL["equivalentClass"])[0])  # type: ignore[arg-type]  # a subject
            yield _violation(f"the datatype {named(start)} is defined by itself", axiom, "break the circle")


def _mentioned(term: Object, facts: OntologyFacts) -> Iterator[Object]:
    """Yield the named datatypes in a data range."""
    pending, seen = [term], {term}
    while pending:
        each = pending.pop()
        if isinstance(each, NamedNode):
            yield each
            continue
        inner = [
            *facts.objects(each, OWL["onDatatype"]),
            *facts.objects(each, OWL["datatypeComplementOf"]),
            *(
                m
                for name in ("unionOf", "intersectionOf")
                for h in facts.objects(each, OWL[name])
                for m in facts.members(h)
            ),
        ]
        pending += [new for new in inner if new not in seen]
        seen.update(inner)


def _facets(
    datatype: Object, facet: Mapping[NamedNode, list[Object]], triple: Triple
) -> Iterator[ProfileViolation]:
    for name in facet:
        if name in FACETS and datatype in BUILT_IN_DATATYPES and name not in _facets_of(datatype):
            yield _violation(
                f"{named(datatype)} has no facet {named(name)}",
                triple,
                "use one that it has (OWL 2 Syntax §4)",
            )
        elif name not in FACETS:
            yield _violation(
                f"{named(name)} is no facet of a datatype",
                triple,
                "use one of XML Schema, as xsd:minInclusive",
            )


def _facets_of(datatype: Object) -> frozenset[NamedNode]:
    if datatype in _FACETLESS:
        return frozenset()
    if datatype in _BINARY:
        return _LENGTHS
    if datatype in _TEXTS:
        return _LENGTHS | {XSD["pattern"]}
    if datatype == RDF["PlainLiteral"]:
        return _LENGTHS | {XSD["pattern"], RDF["langRange"]}
    return _ORDERED


def _literals(facts: OntologyFacts) -> Iterator[ProfileViolation]:
    """Yield literals that are not written as their datatype wants it (OWL 2 Syntax §5.7)."""
    for triple in facts.triples:
        literal = triple.object
        if isinstance(literal, Literal) and value(literal) is None:
            words = f"{literal.value!r} is not a value of {named(literal.datatype)}"
            yield _violation(words, triple, "mend the value, or give it another datatype")


def _top_data_property(facts: OntologyFacts) -> Iterator[ProfileViolation]:
    """Yield owl:topDataProperty where it does not stand above a data property (OWL 2 Syntax §11.2)."""
    top = OWL["topDataProperty"]
    for triple in facts.triples:
        is_above = (
            triple.predicate == RDFS["subPropertyOf"] and triple.object == top and triple.subject != top
        )
        if top in triple and not is_above and triple.predicate != RDF["type"]:
            yield _violation(
                "owl:topDataProperty stands where OWL 2 DL does not allow it",
                triple,
                "name the property that is meant",
            )
