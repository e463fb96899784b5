"""The world as the narrator states it: described nodes, shortcuts and memberships, and nothing that anybody contests."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from allegiance.terms import ALG, RDF, SKOS, Literal, NamedNode, Object, Triple

# The plain statements of the derived layer, and what a reader of them needs to know about the nodes.
_SHORTCUTS = frozenset({ALG["pledgedAllegianceTo"], ALG["withdrewAllegianceFrom"]})
_ORG = "http://www.w3.org/ns/org#"
_WINDOW = frozenset(
    ALG[name]
    for name in ("notBefore", "before", "heldFrom", "heldUntil", "edtf", "dateBasis", "role", "endedBy")
)
_DESCRIBING = frozenset(
    {RDF["type"], SKOS["prefLabel"], SKOS["altLabel"], SKOS["hiddenLabel"]}
    | {
        ALG[n]
        for n in (
            "kind",
            "chapterOf",
            "unitOf",
            "hasMember",
            "groupWithin",
            "partOfPlace",
            "memberCountMin",
            "memberCountMax",
        )
    }
)


def world(
    asserted: frozenset[Triple], derived: frozenset[Triple], agents: Iterable[Triple]
) -> frozenset[Triple]:
    """Return the plain world: who is in it, shortcuts, and memberships with the dates and end of their tenure.

    Nothing here comes from a claim that is contested, attributed or not of the actual world: an organisation that somebody
    only pursues, or a camp that somebody only says exists, is not in it.
    """
    memberships = {
        s
        for s, p, o in derived
        if p == RDF["type"] and isinstance(o, NamedNode) and o.value == f"{_ORG}Membership"
    }
    facts = {t for t in derived if t.predicate in _SHORTCUTS or t.subject in memberships}
    dated = {t for t in asserted if t.subject in memberships and t.predicate in _WINDOW | {SKOS["prefLabel"]}}
    stated = {
        t.subject for t in derived if t.predicate == ALG["status"] and t.object == ALG["narratorStated"]
    }
    accepted = {t.object for t in derived if t.predicate == ALG["assesses"] and t.subject in stated}
    dated = {t for t in dated if t.predicate != ALG["endedBy"] or t.object in accepted}
    ends = {t.object for t in dated if t.predicate == ALG["endedBy"]}
    dated |= {t for t in asserted if t.subject in ends and t.predicate in _WINDOW | {SKOS["prefLabel"]}}
    present = _present(asserted, accepted)
    described = {t for t in agents if t.predicate in _DESCRIBING and t.subject in present}
    used: set[Object] = {t.object for t in facts | dated | described if not isinstance(t.object, Literal)}
    named = {t for t in asserted if t.subject in used and t.predicate in {RDF["type"], SKOS["prefLabel"]}}
    return frozenset(facts | dated | described | named)


def _present(asserted: frozenset[Triple], accepted: AbstractSet[Object]) -> set[Object]:
    """Return the nodes that accepted situations are about, whoever makes or relays a claim, and what these belong to."""
    speaking = {ALG["claimant"], ALG["relayedBy"]}
    found: set[Object] = {t.object for t in asserted if t.subject in accepted or t.predicate in speaking}
    belonging = {ALG[name] for name in ("chapterOf", "unitOf", "groupWithin", "partOfPlace", "hasMember")}
    while more := {t.object for t in asserted if t.predicate in belonging and t.subject in found} - found:
        found |= more
    return found
