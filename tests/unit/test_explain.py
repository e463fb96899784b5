"""Proofs: every step follows from its premises alone, and every tree ends in what is written."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from allegiance import KnowledgeGraph, explain, reason
from allegiance.explain import Checker, Explanation
from allegiance.publish import EXPLANATION_FORMATS, explanation_text, explanations_text, refusal_text
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
        found = kg.explainer.why(triple)
        assert found is not None
        premises = [premise.triple for premise in found.premises]

        assert triple in reason.derive(premises, [rules[found.rule]]).triples, found.rule


# rdflib, which runs derivation rules again, takes a minute for all of them; CI lets it.
EVERY = 1 if "ALLEGIANCE_EVERY_PROOF" in os.environ else 60


def test_every_proof_stands_before_the_checker(kg: KnowledgeGraph) -> None:
    checker = Checker(kg.explainer.knowledge.asserted.has, kg.project.rules)

    for triple in [*kg.entailment.triples, *sorted(kg.derivation.triples, key=str)[::EVERY]]:
        found = kg.explainer.why(triple)
        assert found is not None
        assert checker.faults(found) == ()


def test_a_proof_that_rests_on_less_is_refused(kg: KnowledgeGraph) -> None:
    checker = Checker(kg.explainer.knowledge.asserted.has, kg.project.rules)
    found = kg.explainer.why(PLEDGE)
    assert found is not None

    for number in range(len(found.premises)):
        less = replace(found, premises=found.premises[:number] + found.premises[number + 1 :])
        assert checker.faults(less) == (less,)


def test_a_leaf_that_is_written_nowhere_is_refused(kg: KnowledgeGraph) -> None:
    checker = Checker(kg.explainer.knowledge.asserted.has, kg.project.rules)
    invented = Explanation(Triple(KG["imu"], RDF["type"], ALG["Person"]), "asserted")

    assert checker.faults(invented) == (invented,)


def test_every_tree_ends_in_what_is_written_in_a_file(kg: KnowledgeGraph) -> None:
    for triple in [*derived(kg), *sorted(kg.entailment.triples, key=str)[::450]]:
        found = kg.explainer.why(triple)
        assert found is not None
        assert all(leaf.place for leaf in leaves(found))


def test_a_shortcut_is_traced_to_claimants_and_passages(kg: KnowledgeGraph) -> None:
    for triple in kg.derivation.triples:
        if triple.predicate in SHORTCUTS:
            found = kg.explainer.why(triple)
            assert found is not None
            told = [testimony for step in found.steps() for testimony in step.testimonies]
            assert any(testimony.claimant == KG["authors"] and testimony.passages for testimony in told)


def test_what_does_not_hold_has_no_proof(kg: KnowledgeGraph) -> None:
    assert (
        kg.explainer.why(Triple(KG["abdul-qayum-zakir"], ALG["pledgedAllegianceTo"], KG["islamic-state"]))
        is None
    )
    assert kg.explainer.why(Triple(KG["imu"], RDF["type"], ALG["Person"])) is None


def test_why_a_shortcut_was_withheld(kg: KnowledgeGraph) -> None:
    imagined = Triple(KG["young-man-or-friends"], ALG["pledgedAllegianceTo"], KG["islamic-state"])

    (behind,) = kg.explainer.why_not(imagined)

    assert behind.statuses == (ALG["notActual"],)
    assert {testimony.claimant for testimony in behind.testimonies} == {KG["authors"]}


def test_nothing_is_withheld_where_nothing_is_described(kg: KnowledgeGraph) -> None:
    assert kg.explainer.why_not(Triple(KG["nato"], ALG["pledgedAllegianceTo"], KG["imu"])) == ()


def leaves(found: Explanation) -> list[Explanation]:
    return [step for step in found.steps() if not step.premises]


@pytest.mark.parametrize("form", EXPLANATION_FORMATS)
def test_every_format_names_the_claimant(kg: KnowledgeGraph, form: str) -> None:
    found = kg.explainer.why(Triple(KG["imu"], ALG["pledgedAllegianceTo"], KG["abu-bakr-al-baghdadi"]))
    assert found is not None

    assert "Azamy" in explanation_text(found, form, kg.labels)


PLEDGE = Triple(KG["imu"], ALG["pledgedAllegianceTo"], KG["abu-bakr-al-baghdadi"])


def test_a_derived_shortcut_is_proved_by_its_rule_and_by_the_chain(kg: KnowledgeGraph) -> None:
    proofs = kg.explainer.proofs(PLEDGE, 10)
    sizes = [sum(1 for _ in each.steps()) for each in proofs.found]

    assert [each.rule for each in proofs.found] == ["20-pledges", "prp-spo2"]
    assert sizes == sorted(sizes)
    assert proofs.every_way_seen


def test_no_more_proofs_come_than_were_asked_for(kg: KnowledgeGraph) -> None:
    is_an_actor = Triple(KG["imu"], RDF["type"], ALG["Actor"])

    assert [len(kg.explainer.proofs(is_an_actor, most).found) for most in (1, 2, 5)] == [1, 2, 5]


def test_what_does_not_hold_has_no_proofs(kg: KnowledgeGraph) -> None:
    assert kg.explainer.proofs(Triple(KG["imu"], RDF["type"], ALG["Person"]), 3).found == ()


@pytest.mark.parametrize("form", ["html", "svg"])
def test_pages_and_pictures_are_well_formed_and_hold_every_proof(kg: KnowledgeGraph, form: str) -> None:
    proofs = kg.explainer.proofs(PLEDGE, 10).found

    text = explanations_text(proofs, form, kg.labels)
    page = ET.fromstring(text.removeprefix("<!doctype html>").strip())  # noqa: S314 -- written by ourselves
    words = "".join(page.itertext())

    assert all(f"proof {n} of {len(proofs)}" in words for n in range(1, len(proofs) + 1))
    assert "prp-spo2" in words


def test_several_proofs_in_json_are_an_array(kg: KnowledgeGraph) -> None:
    proofs = kg.explainer.proofs(PLEDGE, 10).found

    documents = json.loads(explanations_text(proofs, "json", kg.labels))

    assert [document["rule"] for document in documents] == [each.rule for each in proofs]


def test_why_not_is_answered_for_every_shortcut_that_the_rules_draw(kg: KnowledgeGraph) -> None:
    drawn = {
        triple.predicate
        for name, given in kg.derivation.by_rule.items()
        for triple in given
        if name != "10-status" and triple.predicate != RDF["type"]
    }

    assert set(explain.SHORTCUTS) == drawn


def test_the_situation_behind_every_shortcut_is_found(kg: KnowledgeGraph) -> None:
    for triple in kg.derivation.triples:
        if triple.predicate in explain.SHORTCUTS:
            assert kg.explainer.why_not(triple), triple


def test_what_is_described_of_two_is_told_where_a_role_is_asked_for(kg: KnowledgeGraph) -> None:
    (behind,) = kg.explainer.why_not(Triple(KG["sayed-emarati"], ALG["departedFrom"], KG["afghan-taliban"]))

    assert Triple(behind.situation, RDF["type"], ALG["Defection"]) in kg.asserted
    assert behind.testimonies


def test_a_claim_is_told_once_in_a_tree(kg: KnowledgeGraph) -> None:
    for triple in derived(kg):
        found = kg.explainer.why(triple)
        assert found is not None
        claims = [
            line
            for line in explanation_text(found, "text", kg.labels).splitlines()
            if " at " in line and "· " in line
        ]
        assert len(claims) == len({line.strip() for line in claims})


def test_what_does_not_hold_is_told_to_programs(kg: KnowledgeGraph) -> None:
    imagined = Triple(KG["young-man-or-friends"], ALG["pledgedAllegianceTo"], KG["islamic-state"])
    behind = kg.explainer.why_not(imagined)

    document = json.loads(refusal_text(imagined, behind, "json", kg.labels))

    assert document["holds"] is False
    assert [each["statuses"] for each in document["behind"]] == [["alg:notActual"]]
    assert document["behind"][0]["claims"][0]["claimant"]["term"] == "kg:authors"


def test_what_does_not_hold_is_a_list_in_markdown(kg: KnowledgeGraph) -> None:
    imagined = Triple(KG["young-man-or-friends"], ALG["pledgedAllegianceTo"], KG["islamic-state"])

    lines = refusal_text(imagined, kg.explainer.why_not(imagined), "md", kg.labels).splitlines()

    assert lines[0].startswith("- not so")
    assert all(line.lstrip().startswith("- ") for line in lines)
