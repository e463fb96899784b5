"""What an ontology declares, and what it says of terms that are not its own (OWL 2 Syntax §2.4, §5.8; OWL 2 Mapping to RDF §3)."""

from __future__ import annotations

from collections.abc import Iterator

from allegiance.reason.profiles.dl_roles import Roles
from allegiance.reason.profiles.dl_vocabulary import BUILT_IN, PREDICATES, is_reserved
from allegiance.reason.profiles.ontology_facts import KINDS, OntologyFacts
from allegiance.reason.profiles.violation import ProfileViolation, named
from allegiance.terms import OWL, RDF, RDFS, Literal, NamedNode, Triple


def kind_violations(facts: OntologyFacts) -> Iterator[ProfileViolation]:
    """Yield properties of no kind or of two, classes that are datatypes, and subproperties of another kind (OWL 2 Syntax §5.8.1)."""
    undeclared: dict[NamedNode, Triple] = {}
    roles = Roles(facts)
    for triple in sorted(facts.triples, key=str):
        subject, predicate, object_ = triple
        if not (
            is_reserved(predicate) or facts.kinds(predicate) or RDF["Property"] in facts.types(predicate)
        ):
            undeclared.setdefault(predicate, triple)
        if roles.is_data_property(predicate) and not isinstance(object_, Literal):
            words = f"{named(predicate)} is a data property and has {named(object_)}, which is no literal"
            yield ProfileViolation(
                "OWL 2 DL", words, triple, "declare it as owl:ObjectProperty, or give a literal"
            )
        if predicate == RDF["type"] and object_ in KINDS and len(facts.kinds(subject)) > 1:
            kinds = " and ".join(sorted(KINDS[kind] for kind in facts.kinds(subject)))
            yield ProfileViolation(
                "OWL 2 DL",
                f"{named(subject)} is {kinds}",
                triple,
                "choose one, and another IRI for the other",
            )
        if (predicate, object_) == (RDF["type"], RDFS["Datatype"]) and OWL["Class"] in facts.types(subject):
            words = f"{named(subject)} is a class and a datatype"
            yield ProfileViolation("OWL 2 DL", words, triple, "choose one, and another IRI for the other")
        if predicate == RDFS["subPropertyOf"]:
            yield from _subproperty(triple, facts)
    for predicate, triple in undeclared.items():
        words = f"{named(predicate)} is used as a property and not declared"
        hint = "declare it as owl:ObjectProperty, owl:DatatypeProperty or owl:AnnotationProperty"
        yield ProfileViolation("OWL 2 DL", words, triple, hint)


def _subproperty(triple: Triple, facts: OntologyFacts) -> Iterator[ProfileViolation]:
    lower, upper = facts.kinds(triple.subject), facts.kinds(triple.object)
    if lower and upper and lower.isdisjoint(upper):
        is_a, under = (KINDS[min(each, key=str)] for each in (lower, upper))
        words = f"{named(triple.subject)} is {is_a} under {named(triple.object)}, {under}"
        hint = "drop the axiom, or declare the lower one an annotation property"
        yield ProfileViolation("OWL 2 DL", words, triple, hint)
    elif not (lower and upper):
        for term, kinds in ((triple.subject, lower), (triple.object, upper)):
            if not kinds and isinstance(term, NamedNode) and not is_reserved(term):
                words = f"{named(term)} is used as a property and not declared"
                yield ProfileViolation("OWL 2 DL", words, triple, "declare what kind of property it is")


def vocabulary_violations(facts: OntologyFacts) -> Iterator[ProfileViolation]:
    """Yield terms of OWL, RDF and RDFS that there are not, or that an ontology may say nothing about (OWL 2 Syntax §2.4)."""
    for triple in facts.triples:
        subject, predicate, object_ = triple
        if is_reserved(predicate) and predicate not in PREDICATES:
            words = f"{named(predicate)} is not a property that OWL 2 DL has"
            yield ProfileViolation(
                "OWL 2 DL", words, triple, "check its spelling, or use a property of your own"
            )
        if is_reserved(subject) and subject not in BUILT_IN:
            words = f"{named(subject)} belongs to the language: nothing can be said of it"
            yield ProfileViolation("OWL 2 DL", words, triple, "say it of a term of your own")
        if predicate == RDF["type"] and object_ in {RDFS["Class"], RDF["Property"]}:
            yield from _not_enough(triple, facts)


def _not_enough(triple: Triple, facts: OntologyFacts) -> Iterator[ProfileViolation]:
    types = set(facts.types(triple.subject))
    if triple.object == RDFS["Class"] and types.isdisjoint(
        {OWL["Class"], OWL["Restriction"], RDFS["Datatype"]}
    ):
        yield ProfileViolation(
            "OWL 2 DL", f"{named(triple.subject)} is an rdfs:Class only", triple, "declare it as owl:Class"
        )
    if triple.object == RDF["Property"] and not facts.kinds(triple.subject):
        yield ProfileViolation(
            "OWL 2 DL",
            f"{named(triple.subject)} is an rdf:Property only",
            triple,
            "declare it as owl:ObjectProperty, owl:DatatypeProperty or owl:AnnotationProperty",
        )
