"""Every term of the ontology is used: by a datum, by a question or rule, or by another term that is."""

from __future__ import annotations

import re

from allegiance import KnowledgeGraph, project
from allegiance.terms import ALG, OWL, RDFS, SKOS, NamedNode

_STRUCTURE = {RDFS["subClassOf"], RDFS["subPropertyOf"], RDFS["domain"], RDFS["range"]}


def test_every_class_and_property_is_used(kg: KnowledgeGraph) -> None:
    ontology = project.triples(kg.project.ontology)
    own = {t.subject for t in ontology if isinstance(t.subject, NamedNode) and t.subject in ALG}
    data = project.triples(kg.project.data)
    queries = (*kg.project.queries, *kg.project.rules, *kg.project.checks)
    asked = {
        ALG[name] for path in queries for name in re.findall(r"\balg:(\w+)", path.read_text(encoding="utf-8"))
    }
    used: set[object] = {term for t in data for term in (t.predicate, t.object)} | asked
    while more := {t.object for t in ontology if t.predicate in _STRUCTURE and t.subject in used} - used:
        used |= more

    assert sorted(kg.labels.short(term) for term in own - used) == []


def test_every_concept_is_used(kg: KnowledgeGraph) -> None:
    concepts = {t.subject for t in kg.asserted if t.predicate == SKOS["inScheme"]}
    used = {t.object for t in project.triples(kg.project.data)}

    assert sorted(kg.labels.short(concept) for concept in concepts - used) == []


def test_no_ontology_is_imported(kg: KnowledgeGraph) -> None:
    assert [t for t in kg.asserted if t.predicate == OWL["imports"]] == []
