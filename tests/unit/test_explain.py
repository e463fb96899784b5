"""Proofs: every step follows from its premises alone, and every tree ends in what is written."""

from __future__ import annotations

import pytest

from allegiance import KnowledgeGraph, reason
from allegiance.explain import Explanation
from allegiance.publish import explanation_text
from allegiance.terms import ALG, RDF, Namespace, Triple

KG = Namespace("https://w3id.org/allegiance/id/")
SHORTCUTS = {ALG["pledgedAllegianceTo"], ALG["withdrewAllegianceFrom"]}


def derived(kg: KnowledgeGraph) -> list[Triple]:
    """Return a few triples of every derivation rule."""
    return [triple for given in kg.derivation.by_rule.values() for triple in sorted(given, key=str)[::97]]


def test_every_rule_of_the_folder_tells_its_reasons(kg: KnowledgeGraph) -> None:
    assert {path.stem for path in kg.project.because} == {path.stem for path in kg.project.rules}


def test_the_reasons_of_a_derived_triple_give_it_again(kg: KnowledgeGraph) -> None:
    rules = {path.stem: path for path in kg.project.rules}
    for triple in derived(kg):
        found = kg.explain(triple)
        assert found is not None
        premises = [premise.triple for premise in found.premises]

        assert triple in reason.derive(premises, [rules[found.rule]]).triples, found.rule


def test_every_owl_step_follows_from_its_premises(kg: KnowledgeGraph) -> None:
    for triple in sorted(kg.entailment.triples, key=str)[::450]:
        found = kg.explain(triple)
        assert found is not None
        for step in found.steps():
            if step.premises and step.rule not in kg.derivation.by_rule:
                given = [premise.triple for premise in step.premises]
                assert step.triple in reason.entail(given, full=True).triples, step.rule


def test_every_tree_ends_in_what_is_written_in_a_file(kg: KnowledgeGraph) -> None:
    for triple in [*derived(kg), *sorted(kg.entailment.triples, key=str)[::450]]:
        found = kg.explain(triple)
        assert found is not None
        assert all(leaf.place for leaf in leaves(found))


def test_a_shortcut_is_traced_to_claimants_and_passages(kg: KnowledgeGraph) -> None:
    for triple in kg.derivation.triples:
        if triple.predicate in SHORTCUTS:
            found = kg.explain(triple)
            assert found is not None
            told = [testimony for step in found.steps() for testimony in step.testimonies]
            assert any(testimony.claimant == KG["authors"] and testimony.passages for testimony in told)


def test_what_does_not_hold_has_no_proof(kg: KnowledgeGraph) -> None:
    assert (
        kg.explain(Triple(KG["abdul-qayum-zakir"], ALG["pledgedAllegianceTo"], KG["islamic-state"])) is None
    )
    assert kg.explain(Triple(KG["imu"], RDF["type"], ALG["Person"])) is None


def test_why_a_shortcut_was_withheld(kg: KnowledgeGraph) -> None:
    imagined = Triple(KG["young-man-or-friends"], ALG["pledgedAllegianceTo"], KG["islamic-state"])

    (behind,) = kg.explainer.why_not(imagined)

    assert behind.statuses == (ALG["notActual"],)
    assert {testimony.claimant for testimony in behind.testimonies} == {KG["authors"]}


def test_nothing_is_withheld_where_nothing_is_described(kg: KnowledgeGraph) -> None:
    assert kg.explainer.why_not(Triple(KG["nato"], ALG["pledgedAllegianceTo"], KG["imu"])) == ()


def leaves(found: Explanation) -> list[Explanation]:
    return [step for step in found.steps() if not step.premises]


@pytest.mark.parametrize("form", ["text", "md", "json", "dot"])
def test_every_format_names_the_claimant(kg: KnowledgeGraph, form: str) -> None:
    found = kg.explain(Triple(KG["imu"], ALG["pledgedAllegianceTo"], KG["abu-bakr-al-baghdadi"]))
    assert found is not None

    assert "Azamy" in explanation_text(found, form, kg.labels)
