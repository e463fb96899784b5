"""Explanations over a store or a server are those of the folder that was put there."""

from __future__ import annotations

from pathlib import Path

import pytest

from allegiance import KnowledgeGraph
from allegiance.errors import RequestError
from allegiance.explain import Explainer, Explanation
from allegiance.pipeline import explainer_at
from allegiance.store import OxigraphStore
from allegiance.terms import ALG, RDF, Namespace, Triple
from oxigraph_server import serving_layers

KG = Namespace("https://w3id.org/allegiance/id/")
PLEDGE = Triple(KG["imu"], ALG["pledgedAllegianceTo"], KG["abu-bakr-al-baghdadi"])


@pytest.fixture(scope="module")
def there(kg: KnowledgeGraph) -> Explainer:
    return explainer_at(kg, OxigraphStore(kg.layers))


def leaves(found: Explanation) -> list[Explanation]:
    return [step for step in found.steps() if not step.premises]


def test_derived_triples_are_explained_as_in_the_folder(kg: KnowledgeGraph, there: Explainer) -> None:
    few = sorted(kg.derivation.triples, key=str)[::40]
    pledges = [triple for triple in kg.derivation.triples if triple.predicate == PLEDGE.predicate]
    for triple in [*few, *pledges]:
        assert there.why(triple) == kg.explainer.why(triple)


def test_entailed_triples_are_traced_to_the_files(kg: KnowledgeGraph, there: Explainer) -> None:
    for triple in sorted(kg.entailment.triples, key=str)[::300]:
        found = there.why(triple)

        assert found is not None, triple
        assert all(leaf.place for leaf in leaves(found))


def test_several_proofs(there: Explainer) -> None:
    assert [each.rule for each in there.proofs(PLEDGE, 10).found] == ["20-pledges", "prp-spo2"]


def test_why_not(kg: KnowledgeGraph, there: Explainer) -> None:
    imagined = Triple(KG["young-man-or-friends"], ALG["pledgedAllegianceTo"], KG["islamic-state"])

    assert there.why(imagined) is None
    assert there.why_not(imagined) == kg.explainer.why_not(imagined)


def test_where_nothing_was_put_is_told(kg: KnowledgeGraph) -> None:
    with pytest.raises(RequestError) as raised:
        explainer_at(kg, OxigraphStore())

    assert raised.value.code == "nothing-there"


def test_against_a_server(kg: KnowledgeGraph, tmp_path: Path) -> None:
    member = next(t for t in sorted(kg.entailment.triples, key=str) if t.predicate == RDF["type"])

    with serving_layers(kg.layers, tmp_path) as endpoint:
        explainer = explainer_at(kg, endpoint)

        assert explainer.why(PLEDGE) == kg.explainer.why(PLEDGE)
        assert explainer.why(member) is not None
