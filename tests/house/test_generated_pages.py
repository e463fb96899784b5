"""The generated pages of docs/ are what the generator writes today."""

from __future__ import annotations

from pathlib import Path

from allegiance import KnowledgeGraph, pipeline

DOCS = Path(__file__).parents[2] / "docs"
CURE = "out of date: run `make docs`"


def test_the_questions_page_is_current(kg: KnowledgeGraph) -> None:
    assert (DOCS / "questions.md").read_text(encoding="utf-8") == pipeline.questions_page(kg, kg.catalogue), (
        CURE
    )


def test_the_ontology_page_is_current(kg: KnowledgeGraph) -> None:
    assert (DOCS / "ontology.md").read_text(encoding="utf-8") == pipeline.ontology_page(kg), CURE
