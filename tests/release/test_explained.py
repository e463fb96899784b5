"""A release explains itself: it is read as a folder, and places point into its own files."""

from __future__ import annotations

from pathlib import Path

from allegiance import KnowledgeGraph
from allegiance.terms import ALG, Namespace, Triple

KG = Namespace("https://w3id.org/allegiance/id/")
PLEDGE = Triple(KG["imu"], ALG["pledgedAllegianceTo"], KG["abu-bakr-al-baghdadi"])


def test_a_release_gives_the_proofs_of_its_folder_with_places_of_its_own(
    release: Path, kg: KnowledgeGraph
) -> None:
    released = KnowledgeGraph(release)
    found, expected = released.explainer.why(PLEDGE), kg.explainer.why(PLEDGE)
    assert found is not None
    assert expected is not None

    assert [step.triple for step in found.steps()] == [step.triple for step in expected.steps()]
    assert [step.testimonies for step in found.steps()] == [step.testimonies for step in expected.steps()]
    leaves = [step.place for step in found.steps() if not step.premises]
    assert leaves
    assert all(place is not None and (release / place.path).is_file() for place in leaves)


def test_a_release_entails_what_its_folder_does(release: Path, kg: KnowledgeGraph) -> None:
    released = KnowledgeGraph(release)

    assert released.derivation.triples == kg.derivation.triples
    assert released.entailment.triples == kg.entailment.triples
