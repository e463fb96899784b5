"""The generated pages of the documentation."""

from __future__ import annotations

from collections.abc import Iterable

from allegiance import project, publish, query
from allegiance.pipeline.knowledge_graph import KnowledgeGraph
from allegiance.query import StoredQuery


def questions_page(kg: KnowledgeGraph, queries: Iterable[StoredQuery]) -> str:
    """Return stored questions with their answers over the whole graph, with the parameters of their expected answers."""
    answered = (
        (stored, query.ask(kg.store, stored, stored.header.expected_parameters, kg.prefixes))
        for stored in queries
    )
    return publish.questions_page(answered, kg.labels)


def ontology_page(kg: KnowledgeGraph) -> str:
    """Return the folder's ontology, every term of it, with diagrams."""
    return publish.ontology_page(project.triples(kg.project.ontology))


def query_exports(kg: KnowledgeGraph, queries: Iterable[StoredQuery]) -> dict[str, str]:
    """Return what is published about stored queries, by file: SHACL, OpenAPI, a catalogue, files for grlc."""
    dataset = kg.project.dataset
    base = f"{dataset.iri.value}/{dataset.version}/"
    return publish.query_exports(queries, base=base, version=dataset.version, prefixes=kg.prefixes)
