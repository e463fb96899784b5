"""A triple as a person reads it, words of RDF, RDFS and OWL included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from allegiance.explain import SHORTCUTS
from allegiance.labels import Labels
from allegiance.terms import OWL, RDF, RDFS, NamedNode, Object, Term, Triple

# {s} and {o} are the two ends, {an_s} and {an_o} with their articles, {members} those of a list.
_PHRASES: Final[Mapping[NamedNode, str]] = MappingProxyType(
    {
        RDF["type"]: "“{s}” is {an_o}",
        RDFS["subClassOf"]: "every {s} is {an_o}",
        RDFS["subPropertyOf"]: "“{s}” implies “{o}”",
        RDFS["domain"]: "what has “{s}” is {an_o}",
        RDFS["range"]: "what “{s}” points to is {an_o}",
        OWL["sameAs"]: "{s} is the same as {o}",
        OWL["differentFrom"]: "{s} is not the same as {o}",
        OWL["inverseOf"]: "“{s}” is “{o}” seen from the other end",
        OWL["equivalentClass"]: "every {s} is {an_o}, and the other way round",
        OWL["equivalentProperty"]: "“{s}” and “{o}” say the same",
        OWL["disjointWith"]: "no {s} is {an_o}",
        OWL["propertyChainAxiom"]: "“{s}” follows from {members} in a row",
        OWL["unionOf"]: "{s} is whatever is one of: {members}",
        OWL["intersectionOf"]: "{s} is whatever is all of: {members}",
        OWL["oneOf"]: "{s} has these members: {members}",
    }
)
_CHARACTERS: Final[Mapping[Term, str]] = MappingProxyType(
    {
        OWL["SymmetricProperty"]: "“{s}” holds both ways",
        OWL["TransitiveProperty"]: "“{s}” goes on from one to the next",
        OWL["FunctionalProperty"]: "each thing has one “{s}” at most",
        OWL["InverseFunctionalProperty"]: "no two things have the same “{s}”",
    }
)


def statement(triple: Triple, labels: Labels, members: Sequence[Object] = ()) -> str:
    """Return a triple as a person reads it; `members` are those of the list that it ends in."""
    subject, predicate, object_ = (labels.show(term) for term in triple)
    phrase = _PHRASES.get(triple.predicate)
    if triple.predicate == RDF["type"]:
        phrase = _CHARACTERS.get(triple.object, phrase)
    if phrase is not None and (members or "{members}" not in phrase):
        listed = ", ".join(f"“{labels.show(member)}”" for member in members)
        return phrase.format(s=subject, o=object_, an_s=_an(subject), an_o=_an(object_), members=listed)
    if None not in SHORTCUTS.get(triple.predicate, (None,)):
        return f"{subject} {predicate} {object_}"  # somebody did something to somebody: a sentence already
    return f"{subject.removesuffix('.')} — {predicate}: {object_}"


def _an(name: str) -> str:
    return f"an {name}" if name[:1].lower() in set("aeiou") else f"a {name}"
