"""The plain world holds what the narrator states, and nobody who only exists in what is said, wished or denied."""

from __future__ import annotations

from pathlib import Path

from allegiance import KnowledgeGraph, project, reason, turtle
from allegiance.publish.release.world import world
from allegiance.terms import ALG, RDF, Namespace, Triple

EX = Namespace("https://example.org/")
TEXT = b"""
@prefix alg: <https://w3id.org/allegiance/ontology#> .
@prefix ex: <https://example.org/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
ex:text a alg:SourceDocument ; alg:narrator ex:narrator .
ex:passage a alg:Passage ; oa:hasSource ex:text .
ex:league a alg:Organisation . ex:guild a alg:Organisation . ex:branch a alg:RegionalChapter ; alg:chapterOf ex:league .
ex:narrator a alg:Person . ex:witness a alg:Person . ex:utopia a alg:Organisation . ex:camp a alg:Facility .
ex:pledge a alg:AllegiancePledge ; alg:pledger ex:guild ; alg:pledgee ex:branch .
ex:founding a alg:Establishment ; alg:performer ex:guild ; alg:created ex:utopia .
ex:building a alg:Establishment ; alg:performer ex:guild ; alg:created ex:camp .
ex:c1 a alg:Claim ; alg:claimant ex:narrator ; alg:stance alg:asserts ; alg:certainty alg:certain ; alg:modality alg:actual ;
    alg:concerns ex:pledge ; alg:anchoredAt ex:passage .
ex:c2 a alg:Claim ; alg:claimant ex:narrator ; alg:stance alg:asserts ; alg:certainty alg:certain ; alg:modality alg:future ;
    alg:concerns ex:founding ; alg:anchoredAt ex:passage .
ex:c3 a alg:Claim ; alg:claimant ex:witness ; alg:stance alg:asserts ; alg:certainty alg:unstated ; alg:modality alg:actual ;
    alg:concerns ex:building ; alg:anchoredAt ex:passage .
"""


def test_only_what_is_narrator_stated_and_who_speaks_is_in_the_world(kg: KnowledgeGraph) -> None:
    data = project.triples([turtle.parse(TEXT, Path("world.ttl"))])
    asserted = frozenset([*project.triples(kg.project.ontology), *data])
    derived = reason.derive(asserted, kg.project.rules).triples

    found = world(asserted, derived, data)

    described = {t.subject for t in found if t.predicate == RDF["type"] and t.subject in EX}
    assert described == {EX[name] for name in ("league", "guild", "branch", "narrator", "witness")}
    assert Triple(EX["guild"], ALG["pledgedAllegianceTo"], EX["branch"]) in found


def test_our_world_holds_nothing_imagined(kg: KnowledgeGraph) -> None:
    found = world(frozenset(kg.asserted), kg.derivation.triples, kg.asserted)

    nodes = {str(t.subject) for t in found}
    assert not [node for node in nodes if "imagined" in node or "pursued" in node]
