"""What OWL 2 DL demands of expressions, lists, unnamed individuals, data ranges and literals (OWL 2 Syntax §5.7, §7.5, §9.4, §11.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from allegiance.reason.datatypes import value
from allegiance.reason.profiles.dl_roles import Roles
from allegiance.reason.profiles.dl_vocabulary import CARDINALITIES
from allegiance.reason.profiles.ontology_facts import OntologyFacts
from allegiance.reason.profiles.property_order import reachable
from allegiance.reason.profiles.violation import ProfileViolation, named
from allegiance.terms import OWL, RDF, BlankNode, Literal, NamedNode, Object, Triple

_FILLERS: Final = (
    *(OWL[name] for name in ("someValuesFrom", "allValuesFrom", "hasValue", "hasSelf")),
    *CARDINALITIES,
)
_TAKE_LISTS: Final = frozenset(
    OWL[name]
    for name in (
        "intersectionOf",
        "unionOf",
        "oneOf",
        "disjointUnionOf",
        "propertyChainAxiom",
        "hasKey",
        "members",
        "distinctMembers",
        "withRestrictions",
        "onProperties",
    )
)
_MADE_OF: Final = frozenset(
    OWL[name]
    for name in ("intersectionOf", "unionOf", "complementOf", "someValuesFrom", "allValuesFrom", "onClass")
)
_NAMED_ONLY: Final = frozenset(
    OWL[name] for name in ("sameAs", "differentFrom", "sourceIndividual", "targetIndividual")
)


def structure_violations(facts: OntologyFacts) -> Iterator[ProfileViolation]:
    """Yield all that this module looks for."""
    yield from _restrictions(facts)
    yield from _lists(facts)
    yield from _unnamed_individuals(facts)
    yield from _forest(facts)
    yield from _circles(facts)


def _violation(words: str, triple: Triple, hint: str) -> ProfileViolation:
    return ProfileViolation("OWL 2 DL", words, triple, hint)


def _restrictions(facts: OntologyFacts) -> Iterator[ProfileViolation]:
    """Yield restrictions that have not one property and one condition, or have a name."""
    for triple in facts.triples:
        subject, predicate, object_ = triple
        if predicate in _FILLERS and not facts.of(subject).keys() & {OWL["onProperty"], OWL["onProperties"]}:
            words = f"{named(predicate)} is said without owl:onProperty"
            yield _violation(words, triple, "add owl:onProperty")
        if predicate == OWL["onProperty"]:
            said = facts.of(subject)
            conditions = sum(len(said.get(filler, ())) for filler in _FILLERS)
            if conditions != 1:
                words = (
                    f"a restriction has {conditions} conditions"
                    if conditions
                    else "a restriction has no condition"
                )
                yield _violation(words, triple, "write one restriction for each condition")
            if len(said[predicate]) > 1:
                yield _violation(
                    "a restriction is on two properties", triple, "write one restriction for each"
                )
            if isinstance(subject, NamedNode):
                words = f"the restriction {named(subject)} has a name"
                hint = "write it as a blank node, and the named class as equivalent to it"
                yield _violation(words, triple, hint)
        if predicate in CARDINALITIES and not _is_count(object_):
            words = f"{named(predicate)} is {object_}, not a number of type xsd:nonNegativeInteger"
            yield _violation(words, triple, 'write for example "1"^^xsd:nonNegativeInteger')


def _is_count(term: Object) -> bool:
    found = value(term) if isinstance(term, Literal) else None
    return found is not None and found.space == "real" and str(found.content).isdigit()


def _lists(facts: OntologyFacts) -> Iterator[ProfileViolation]:
    """Yield lists that are not of blank nodes, each with one member and one rest, or that serve no axiom."""
    used = {triple.object for triple in facts.triples if triple.predicate in _TAKE_LISTS}
    for triple in facts.triples:
        subject, predicate, object_ = triple
        if predicate in _TAKE_LISTS and object_ != RDF["nil"] and not facts.objects(object_, RDF["first"]):
            yield _violation(f"{named(predicate)} has no list", triple, "write its members in parentheses")
        if predicate == OWL["propertyChainAxiom"] and len(list(facts.members(object_))) < 2:  # noqa: PLR2004 -- two make a chain
            yield _violation("a chain has fewer than two members", triple, "use rdfs:subPropertyOf")
        if predicate == RDF["first"]:
            rests = facts.objects(subject, RDF["rest"])
            if len(rests) != 1 or len(facts.objects(subject, RDF["first"])) != 1:
                hint = "write each list in parentheses"
                yield _violation("a cell of a list has not one member and one rest", triple, hint)
            elif not isinstance(subject, BlankNode):
                hint = "write the list in parentheses; for lists of data, use properties of your own"
                yield _violation(f"the list {named(subject)} has a name", triple, hint)
            elif subject not in used and subject not in facts.rests:
                hint = "for lists of data, use properties of your own"
                yield _violation("a list serves no axiom", triple, hint)


def _circles(facts: OntologyFacts) -> Iterator[ProfileViolation]:
    """Yield unnamed classes that are made of themselves."""
    made_of: defaultdict[Object, set[Object]] = defaultdict(set)
    for subject, predicate, object_ in facts.triples:
        if isinstance(subject, BlankNode) and predicate in _MADE_OF:
            parts = facts.members(object_) if predicate in _TAKE_LISTS else iter([object_])
            made_of[subject].update(part for part in parts if isinstance(part, BlankNode))
    reach = reachable(made_of)
    for triple in facts.triples:
        if triple.predicate in _MADE_OF and triple.subject in reach.get(triple.subject, ()):
            yield _violation("an unnamed class is made of itself", triple, "give the class a name")


def _unnamed_individuals(facts: OntologyFacts) -> Iterator[ProfileViolation]:
    """Yield unnamed individuals where OWL 2 DL wants named ones (OWL 2 Syntax §11.2)."""
    for triple in facts.triples:
        subject, predicate, object_ = triple
        said = [end for end in (subject, object_) if predicate in {OWL["sameAs"], OWL["differentFrom"]}]
        if predicate in _NAMED_ONLY | {OWL["hasValue"]}:
            said.append(object_)
        if predicate in {OWL["oneOf"], OWL["distinctMembers"]}:
            said += facts.members(object_)
        if predicate == OWL["members"] and OWL["AllDifferent"] in facts.types(subject):
            said += facts.members(object_)
        if any(isinstance(end, BlankNode) for end in said):
            yield _violation(
                f"{named(predicate)} speaks of an individual without a name", triple, "give it an IRI"
            )


def _forest(facts: OntologyFacts) -> Iterator[ProfileViolation]:
    """Yield unnamed individuals that do not hang together in trees, one of each tree with named ones (OWL 2 Syntax §11.2)."""
    roles = Roles(facts)
    leader: dict[Object, Object] = {}
    anchored: dict[Object, Object] = {}

    def root(term: Object) -> Object:
        while (above := leader.get(term, term)) != term:
            term = above
        return term

    links = [
        triple for triple in sorted(facts.triples, key=str) if roles.is_object_property(triple.predicate)
    ]
    for triple in links:
        ends = (triple.subject, triple.object)
        if all(isinstance(end, BlankNode) for end in ends):
            one, other = map(root, ends)
            if one == other:
                hint = "give one of them an IRI"
                yield _violation("individuals without names are linked in a circle", triple, hint)
            leader[one] = other
    for triple in links:
        for mine, theirs in ((triple.subject, triple.object), (triple.object, triple.subject)):
            links_out = isinstance(mine, BlankNode) and isinstance(theirs, NamedNode)
            if links_out and anchored.setdefault(root(mine), mine) != mine:
                words = "individuals without names link two ways to named ones"
                yield _violation(words, triple, "give one of them an IRI")
