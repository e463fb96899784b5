"""A store on disk: the same answers, rules, entailment and findings there as in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from allegiance import KnowledgeGraph
from allegiance.store import DiskStore, open_store, rewriting
from servers.agreement import NAMES, agrees_on_query, agrees_on_rules, agrees_on_shapes, agrees_on_twins


def silent(_more: int) -> None:
    pass


@pytest.fixture(scope="module")
def directory(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a store with our layers in it."""
    folder = tmp_path_factory.mktemp("disk")
    with rewriting(folder) as store:
        for graph, triples in kg.layers.items():
            store.replace(graph, triples, silent)
    return folder


@pytest.fixture(scope="module")
def reading(directory: Path) -> DiskStore:
    return open_store(directory)


@pytest.fixture
def writing(directory: Path) -> Iterator[DiskStore]:
    with rewriting(directory) as store:
        yield store


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_query_has_the_same_answer(name: str, reading: DiskStore, kg: KnowledgeGraph) -> None:
    agrees_on_query(name, reading, kg)


def test_the_rules_derive_and_entail_the_same_inside(writing: DiskStore, kg: KnowledgeGraph) -> None:
    agrees_on_rules(writing, kg)


def test_the_shapes_find_the_same_inside(reading: DiskStore, kg: KnowledgeGraph) -> None:
    agrees_on_shapes(reading, kg)


def test_the_twins_of_shapes_that_fail_fail_inside(writing: DiskStore, kg: KnowledgeGraph) -> None:
    agrees_on_twins(writing, kg, lambda graph, triples: writing.replace(graph, triples, silent))
