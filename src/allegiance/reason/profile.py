"""Check an ontology against the profiles of OWL 2, and for what people get wrong of OWL 2 DL (OWL 2 Mapping to RDF §3).

OWL 2 EL, QL and RL are checked whole (`profile_check`), but for what OWL 2 DL forbids already. Of OWL 2 DL the faults are checked that
people make: datatypes that OWL has not, terms that are not declared, properties of one kind under another, chains without an order,
and properties that should be simple (`property_order`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from allegiance.reason.informative import LANGUAGE
from allegiance.reason.ontology_facts import KINDS, OntologyFacts
from allegiance.reason.profile_check import grammar_violations
from allegiance.reason.profile_grammar import GRAMMARS, OWL_DATATYPES
from allegiance.reason.profile_violation import Profile, ProfileViolation, named
from allegiance.reason.property_order import chain_violations, simplicity_violations
from allegiance.terms import OWL, RDF, RDFS, XSD, Literal, NamedNode, Object, Triple

_OURS: Final[tuple[Profile, ...]] = ("OWL 2 DL", "OWL 2 RL")


def profile_violations(
    triples: Iterable[Triple], profiles: Collection[Profile] = _OURS
) -> tuple[ProfileViolation, ...]:
    """Return what keeps the triples, taken as one ontology, out of some profiles, sorted.

    What is not in OWL 2 DL is not in the others either, and told once, as not in OWL 2 DL; ask for that too.
    """
    facts = OntologyFacts(frozenset(triples))
    found: set[ProfileViolation] = set()
    if "OWL 2 DL" in profiles:
        found.update(_datatypes(facts), _kinds(facts), chain_violations(facts), simplicity_violations(facts))
    for profile in profiles:
        if profile in GRAMMARS:
            found.update(grammar_violations(facts, GRAMMARS[profile]))
    return tuple(sorted(found, key=lambda each: (each.profile, each.message, str(each.triple))))


def _datatypes(facts: OntologyFacts) -> Iterator[ProfileViolation]:
    """Yield literals and ranges of datatypes that OWL 2 does not have."""
    for triple in facts.triples:
        object_ = triple.object
        datatype: Object | None = object_.datatype if isinstance(object_, Literal) else None
        if triple.predicate in {
            RDFS["range"],
            OWL["someValuesFrom"],
            OWL["allValuesFrom"],
            OWL["onDataRange"],
        }:
            datatype = object_
        if not isinstance(datatype, NamedNode) or datatype in OWL_DATATYPES:
            continue
        if (isinstance(object_, Literal) or datatype in XSD) and RDFS["Datatype"] not in facts.types(
            datatype
        ):
            words = f"{named(datatype)} is not a datatype of OWL 2"
            hint = "for dates, use xsd:dateTime, or a string with a note on how to read it"
            yield ProfileViolation("OWL 2 DL", words, triple, hint)


def _kinds(facts: OntologyFacts) -> Iterator[ProfileViolation]:
    """Yield properties that are of no kind or of two, and such as are put under one of another kind."""
    for triple in facts.triples:
        subject, predicate, object_ = triple
        if not any(predicate in space for space in LANGUAGE) and not facts.kinds(predicate):
            words = f"{named(predicate)} is used as a property and not declared"
            hint = "declare it as owl:ObjectProperty, owl:DatatypeProperty or owl:AnnotationProperty"
            yield ProfileViolation("OWL 2 DL", words, triple, hint)
        if (
            predicate == RDF["type"]
            and subject in facts
            and len(facts.kinds(subject)) > 1
            and object_ in KINDS
        ):
            words = (
                f"{named(subject)} is {' and '.join(sorted(KINDS[kind] for kind in facts.kinds(subject)))}"
            )
            yield ProfileViolation("OWL 2 DL", words, triple, "choose one, and another IRI for the other")
        if predicate == RDFS["subPropertyOf"]:
            lower, upper = facts.kinds(subject), facts.kinds(object_)
            if lower and upper and lower.isdisjoint(upper):
                is_a, under = (KINDS[min(each, key=str)] for each in (lower, upper))
                words = f"{named(subject)} is {is_a} under {named(object_)}, {under}"
                hint = "drop the axiom, or declare the lower one an annotation property"
                yield ProfileViolation("OWL 2 DL", words, triple, hint)
