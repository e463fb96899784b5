"""How much an ontology changed, by meaning: what breaks whoever uses it is major, what adds is minor, what only words it is a patch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal as OneOf

from allegiance.terms import OWL, RDF, RDFS, SKOS, BlankNode, Literal, NamedNode, Subject, Triple

_TERMS = frozenset(
    {
        OWL["Class"],
        OWL["ObjectProperty"],
        OWL["DatatypeProperty"],
        OWL["AnnotationProperty"],
        OWL["NamedIndividual"],
        RDFS["Class"],
        RDF["Property"],
        RDFS["Datatype"],
        SKOS["Concept"],
        SKOS["ConceptScheme"],
    }
)
# Words about terms: no engine draws a conclusion from them (OWL 2 §5.5; SKOS §7).
_WORDS = frozenset(
    {
        RDFS["label"],
        RDFS["comment"],
        RDFS["seeAlso"],
        RDFS["isDefinedBy"],
        OWL["versionInfo"],
        OWL["versionIRI"],
        OWL["priorVersion"],
    }
)
_Weighed = tuple["Grade", str, Subject]
_LOGIC = (RDF.iri, RDFS.iri, OWL.iri)


class Grade(IntEnum):
    """What a new version has to be called, after Semantic Versioning."""

    PATCH = 1
    MINOR = 2
    MAJOR = 3


@dataclass(frozen=True, slots=True)
class OntologyChange:
    """How much the ontology changed, and every reason, the weightiest first."""

    grade: Grade
    reasons: tuple[tuple[Grade, str, Subject], ...]


def grade(old: frozenset[Triple], new: frozenset[Triple]) -> OntologyChange | None:
    """Return the grade of what changed about terms, or None where nothing about a term did.

    A removed term, or an axiom that came or went for a term that stays, is major: conclusions change. A new term with its axioms, or a
    deprecation, is minor. Labels, definitions and notes are a patch.
    """
    before, after = _terms(old), _terms(new)
    stay = before & after
    came, went = (
        {_weigh(t) for t in changed if t.subject in stay or _is_axiom(t)}
        for changed in (new - old, old - new)
    )
    found = {
        *((Grade.MAJOR, "removed", term) for term in before - after),
        *((Grade.MINOR, "added", term) for term in after - before),
        *(_told(what, "changed" if what in went else "added") for what in came),
        *(_told(what, "removed") for what in went - came),
    }
    if not found:
        return None
    ordered = sorted(found, key=lambda reason: (-reason[0], reason[1], str(reason[2])))
    return OntologyChange(ordered[0][0], tuple(ordered))


def _weigh(triple: Triple) -> _Weighed:
    """Return how much a statement about a term weighs, what it is, and about which term."""
    if _is_axiom(triple):
        return (Grade.MAJOR, "axiom", triple.object)  # type: ignore[return-value]  # a class of OWL
    if triple.predicate == OWL["deprecated"]:
        is_true = isinstance(triple.object, Literal) and triple.object.value == "true"
        return (Grade.MINOR, "deprecated" if is_true else "not deprecated", triple.subject)
    if triple.predicate not in _WORDS and triple.predicate.value.startswith(_LOGIC):
        return (Grade.MAJOR, f"axiom: {_name(triple.predicate)}", triple.subject)
    return (Grade.PATCH, f"wording: {_name(triple.predicate)}", triple.subject)


def _told(what: _Weighed, how: OneOf["added", "changed", "removed"]) -> _Weighed:
    """Return the reason in words: an axiom or wording that was added, a term that is deprecated or no longer so."""
    weight, words, term = what
    if "deprecated" in words:
        return (weight, words if how == "added" else f"no longer {words}", term)
    kind, _, predicate = words.partition(": ")
    return (weight, f"{kind} {how}: {predicate}" if predicate else f"{kind} {how}", term)


def _is_axiom(triple: Triple) -> bool:
    """Say whether a triple opens an axiom that no term is the subject of, such as `owl:AllDisjointClasses`."""
    return (
        isinstance(triple.subject, BlankNode)
        and triple.predicate == RDF["type"]
        and isinstance(triple.object, NamedNode)
        and triple.object.value.startswith(f"{OWL.iri}All")
    )


def _terms(triples: Iterable[Triple]) -> set[Subject]:
    return {
        t.subject
        for t in triples
        if t.predicate == RDF["type"] and t.object in _TERMS and isinstance(t.subject, NamedNode)
    }


def _name(predicate: NamedNode) -> str:
    return predicate.value.rpartition("#")[2].rpartition("/")[2]
