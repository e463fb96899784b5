"""What OWL 2 DL demands of property hierarchies as a whole (OWL 2 Syntax §11.2): chains in an order, and simple properties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from allegiance.reason.profiles.dl_vocabulary import CARDINALITIES
from allegiance.reason.profiles.ontology_facts import OntologyFacts
from allegiance.reason.profiles.violation import ProfileViolation, named
from allegiance.terms import OWL, RDF, RDFS, BlankNode, Object, Triple

_CHAIN: Final = OWL["propertyChainAxiom"]
_SAME_LEVEL: Final = {OWL["equivalentProperty"], OWL["inverseOf"]}
_SIMPLE_ONLY: Final = {
    OWL["FunctionalProperty"]: "functional",
    OWL["InverseFunctionalProperty"]: "inverse functional",
    OWL["IrreflexiveProperty"]: "irreflexive",
    OWL["AsymmetricProperty"]: "asymmetric",
}
_COUNTING: Final = CARDINALITIES | {OWL["hasSelf"]}
Above = Mapping[Object, frozenset[Object]]


def chain_violations(facts: OntologyFacts) -> Iterator[ProfileViolation]:
    """Yield chains that no strict order of the properties allows: each must be made of lesser properties than it defines.

    The property itself may stand at the beginning or at the end of its chain, or twice (which says that it is transitive).
    """
    less: defaultdict[Object, set[Object]] = defaultdict(set)
    chains = [triple for triple in facts.triples if triple.predicate == _CHAIN]
    for chain in chains:
        whole = _plain(chain.subject, facts)
        for part in _lesser_parts(chain, facts):
            less[part].add(whole)
    greater = reachable(less)
    above = _above(facts)
    for chain in chains:
        whole = _plain(chain.subject, facts)
        for part in _lesser_parts(chain, facts):
            if part == whole or part in greater.get(whole, ()) or _meets(part, whole, greater, above):
                words = f"the chain of {named(whole)} goes through {named(part)}, which rests on {named(whole)} in turn"
                hint = (
                    "break the circle: a chain may repeat its own property only at its beginning or its end"
                )
                yield ProfileViolation("OWL 2 DL", words, chain, hint)
                break


def _lesser_parts(chain: Triple, facts: OntologyFacts) -> list[Object]:
    """Return the members of a chain that must be less than the property it defines."""
    members = list(facts.members(chain.object))
    if chain.subject == OWL["topObjectProperty"] or members == [chain.subject, chain.subject]:
        return []
    if members and members[0] == chain.subject:
        members = members[1:]
    elif members and members[-1] == chain.subject:
        members = members[:-1]
    return [_plain(member, facts) for member in members]


def _meets(part: Object, whole: Object, greater: Above, above: Above) -> bool:
    """Say whether the whole, or what is greater, is a subproperty of the part."""
    return any(part in above.get(each, ()) for each in {whole, *greater.get(whole, ())})


def simplicity_violations(facts: OntologyFacts) -> Iterator[ProfileViolation]:
    """Yield what only simple properties may be said of, where a transitive property or a chain lies under the property."""
    composite = _composite(facts)
    hint = "drop the axiom, or the transitivity or chain under it"
    for triple in facts.triples:
        subject, predicate, object_ = triple
        words = None
        if predicate == RDF["type"] and object_ in _SIMPLE_ONLY and _plain(subject, facts) in composite:
            words = f"{named(subject)} is {_SIMPLE_ONLY[object_]}"
        elif predicate == OWL["propertyDisjointWith"]:
            both = [end for end in (subject, object_) if _plain(end, facts) in composite]
            words = f"{named(both[0])} is disjoint with a property" if both else None
        elif predicate in _COUNTING:
            counted = [p for p in facts.objects(subject, OWL["onProperty"]) if _plain(p, facts) in composite]
            words = f"{named(predicate)} is on {named(counted[0])}" if counted else None
        if words:
            yield ProfileViolation(
                "OWL 2 DL", f"{words}, and it is transitive or follows from a chain", triple, hint
            )


def _composite(facts: OntologyFacts) -> set[Object]:
    above = _above(facts)
    direct = {
        _plain(triple.subject, facts)
        for triple in facts.triples
        if triple.predicate == _CHAIN
        or (triple.predicate, triple.object) == (RDF["type"], OWL["TransitiveProperty"])
    }
    return direct.union(*(above.get(each, frozenset()) for each in direct))


def _above(facts: OntologyFacts) -> Above:
    """Return what each property is under, by subproperty, equivalence and inverse, a property and its inverse taken as one."""
    upwards: defaultdict[Object, set[Object]] = defaultdict(set)
    for subject, predicate, object_ in facts.triples:
        if predicate == RDFS["subPropertyOf"] or predicate in _SAME_LEVEL:
            lower, upper = _plain(subject, facts), _plain(object_, facts)
            upwards[lower].add(upper)
            if predicate in _SAME_LEVEL:
                upwards[upper].add(lower)
    return reachable(upwards)


def _plain(term: Object, facts: OntologyFacts) -> Object:
    """Return the property that an unnamed inverse is the inverse of, or the property itself."""
    inverse = facts.objects(term, OWL["inverseOf"])
    return inverse[0] if inverse and isinstance(term, BlankNode) else term


def reachable(steps: Mapping[Object, set[Object]]) -> Above:
    """Return what can be reached from each node in one step or more."""
    found: dict[Object, frozenset[Object]] = {}
    for start in steps:
        seen: set[Object] = set()
        pending = [*steps[start]]
        while pending:
            node = pending.pop()
            if node not in seen:
                seen.add(node)
                pending.extend(steps.get(node, ()))
        found[start] = frozenset(seen)
    return found
