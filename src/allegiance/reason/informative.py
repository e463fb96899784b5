"""Which entailed triples tell a reader anything new."""

from __future__ import annotations

from typing import Final

from allegiance.terms import OWL, RDF, RDFS, XSD, NamedNode, Namespace, Triple

TRIVIAL_CLASSES: Final = frozenset({OWL["Thing"], RDFS["Resource"], RDFS["Class"], OWL["NamedIndividual"]})
REFLEXIVE: Final = frozenset(
    {
        OWL["sameAs"],
        OWL["equivalentClass"],
        OWL["equivalentProperty"],
        RDFS["subClassOf"],
        RDFS["subPropertyOf"],
    }
)
CLASS_LINKS: Final = REFLEXIVE | {RDFS["domain"], RDFS["range"]}
LANGUAGE: Final[tuple[Namespace, ...]] = (OWL, RDF, RDFS, XSD)
_OWLRL_ERRORS = Namespace("http://www.daml.org/2002/03/agents/agent-ont#")


def is_informative(triple: Triple) -> bool:
    """Say whether a triple tells a reader anything new.

    Left out: axioms of RDF, RDFS, OWL and XSD themselves, facts about unnamed nodes, `x sameAs x`, `x a owl:Thing`,
    `p rdfs:range owl:Thing`.
    """
    subject, predicate, object_ = triple
    if not isinstance(subject, NamedNode) or any(subject in namespace for namespace in LANGUAGE):
        return False
    if predicate in CLASS_LINKS:
        return object_ not in TRIVIAL_CLASSES and not (predicate in REFLEXIVE and subject == object_)
    if predicate == RDF["type"]:
        return isinstance(object_, NamedNode) and object_ not in TRIVIAL_CLASSES
    return predicate not in _OWLRL_ERRORS
