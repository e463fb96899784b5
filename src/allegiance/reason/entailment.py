"""The one interface to OWL 2 RL engines, and what of their output is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal as OneOf

from allegiance.errors import EngineError
from allegiance.reason import owlrl_engine
from allegiance.terms import OWL, RDF, RDFS, XSD, NamedNode, Namespace, Triple

Engine = OneOf["owlrl"]

_ENGINES: Mapping[Engine, Callable[[Iterable[Triple]], tuple[frozenset[Triple], tuple[str, ...]]]] = {
    "owlrl": owlrl_engine.closure,
}
_TRIVIAL_CLASSES = frozenset({OWL["Thing"], RDFS["Resource"], RDFS["Class"], OWL["NamedIndividual"]})
_REFLEXIVE = frozenset(
    {
        OWL["sameAs"],
        OWL["equivalentClass"],
        OWL["equivalentProperty"],
        RDFS["subClassOf"],
        RDFS["subPropertyOf"],
    }
)
_LANGUAGE: tuple[Namespace, ...] = (OWL, RDF, RDFS, XSD)
_OWLRL_ERRORS = Namespace("http://www.daml.org/2002/03/agents/agent-ont#")


@dataclass(frozen=True, slots=True)
class Entailment:
    """What OWL 2 RL adds: only new triples, only informative ones, and the contradictions found on the way."""

    triples: frozenset[Triple]
    contradictions: tuple[str, ...]
    engine: Engine


def entail(asserted: Iterable[Triple], engine: Engine = "owlrl") -> Entailment:
    """Return what follows from the triples by the rules of OWL 2 RL (OWL 2 Profiles §4.3).

    Order-blind, and idempotent: entailing from asserted and entailed triples together adds nothing. A contradiction is a
    finding in the value, not an error. Raises `EngineError` `reasoner-failed`.
    """
    given = frozenset(asserted)
    try:
        closed, contradictions = _ENGINES[engine](given)
    except Exception as error:
        raise EngineError(
            "reasoner-failed",
            f"{engine} could not finish: {error}",
            hint="run again with --debug and report it",
        ) from error
    return Entailment(frozenset(filter(is_informative, closed - given)), contradictions, engine)


def is_informative(triple: Triple) -> bool:
    """Say whether a triple tells a reader anything new.

    Left out: axioms of RDF, RDFS, OWL and XSD themselves, facts about unnamed nodes, `x sameAs x`, `x a owl:Thing`.
    """
    subject, predicate, object_ = triple
    if not isinstance(subject, NamedNode) or any(subject in namespace for namespace in _LANGUAGE):
        return False
    if predicate in _REFLEXIVE:
        return subject != object_ and object_ not in _TRIVIAL_CLASSES
    if predicate == RDF["type"]:
        return isinstance(object_, NamedNode) and object_ not in _TRIVIAL_CLASSES
    return predicate not in _OWLRL_ERRORS
