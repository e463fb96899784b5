"""Check an ontology against OWL 2 DL and the profiles of OWL 2.

OWL 2 EL, QL and RL are checked by their grammars (`grammar_checking`), but for what OWL 2 DL forbids already. OWL 2 DL is checked by what it
demands of declarations (`dl_declarations`), of the use of each term (`dl_roles`), of expressions and unnamed individuals (`dl_structure`),
of data (`dl_data`) and of property hierarchies (`property_order`). That there is one owl:Ontology is not demanded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final

from allegiance.reason.profiles.dl_data import data_violations
from allegiance.reason.profiles.dl_declarations import kind_violations, vocabulary_violations
from allegiance.reason.profiles.dl_roles import role_violations
from allegiance.reason.profiles.dl_structure import structure_violations
from allegiance.reason.profiles.grammar_checking import grammar_violations
from allegiance.reason.profiles.grammars import GRAMMARS, OWL_DATATYPES
from allegiance.reason.profiles.ontology_facts import OntologyFacts
from allegiance.reason.profiles.property_order import chain_violations, simplicity_violations
from allegiance.reason.profiles.violation import Profile, ProfileViolation, named
from allegiance.terms import OWL, RDFS, XSD, Literal, NamedNode, Object, Triple

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
        for check in _DL_CHECKS:
            found.update(check(facts))
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
        # A datatype that the ontology defines has no literals (OWL 2 Syntax §9.4).
        if isinstance(object_, Literal) or (
            datatype in XSD and RDFS["Datatype"] not in facts.types(datatype)
        ):
            words = f"{named(datatype)} is not a datatype of OWL 2"
            hint = "for dates, use xsd:dateTime, or a string with a note on how to read it"
            yield ProfileViolation("OWL 2 DL", words, triple, hint)


_DL_CHECKS: Final[tuple[Callable[[OntologyFacts], Iterator[ProfileViolation]], ...]] = (
    _datatypes,
    vocabulary_violations,
    kind_violations,
    role_violations,
    structure_violations,
    data_violations,
    chain_violations,
    simplicity_violations,
)
