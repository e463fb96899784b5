"""Accepted answers: what is rewritten is what differs, and it is rewritten to what the engine answers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from allegiance import KnowledgeGraph, pipeline
from allegiance.errors import RequestError
from conftest import ROOT

DEATHS = "tests/queries/persons/deaths/expected.tsv"
VARIANT = "tests/queries/claims/single-claimant/kabulov.tsv"
SANCTUARY = "tests/queries/organisations/sanctuary/expected.tsv"


@pytest.fixture
def copy(kg: KnowledgeGraph, tmp_path: Path) -> KnowledgeGraph:
    """Our folder with expected answers that are wrong: one row short, one row too many, none at all."""
    for name in ("ontology", "kg", "queries", "tests/queries"):
        shutil.copytree(ROOT / name, tmp_path / name)
    lines = (tmp_path / DEATHS).read_text().splitlines(keepends=True)
    (tmp_path / DEATHS).write_text("".join(lines[:-1]))
    lines = (tmp_path / VARIANT).read_text().splitlines(keepends=True)
    (tmp_path / VARIANT).write_text("".join([*lines, lines[-1].replace("asserts", "denies")]))
    (tmp_path / SANCTUARY).unlink()
    copied = KnowledgeGraph(tmp_path)
    copied.__dict__["store"] = kg.store
    return copied


def test_only_what_differs_is_rewritten_and_the_rows_are_told(copy: KnowledgeGraph) -> None:
    root = copy.project.root

    done = pipeline.accept(copy)

    assert {one.path: (one.words, [row[0] for row in one.rows]) for one in done} == {
        root / DEATHS: ("the answer differs by 1 row: 1 added", ["+"]),
        root / VARIANT: ("the answer differs by 1 row: 1 missing", ["-"]),
    }
    assert all((root / name).read_bytes() == (ROOT / name).read_bytes() for name in (DEATHS, VARIANT))
    assert pipeline.accept(copy) == ()


def test_of_queries_that_are_named_nothing_else_is_rewritten(copy: KnowledgeGraph) -> None:
    root = copy.project.root

    done = pipeline.accept(copy, ["single-claimant", "organisations/sanctuary"])

    assert {one.path for one in done} == {root / VARIANT, root / SANCTUARY}
    assert (root / SANCTUARY).read_bytes() == (ROOT / SANCTUARY).read_bytes()
    assert (root / DEATHS).read_bytes() != (ROOT / DEATHS).read_bytes()


def test_a_query_that_does_not_exist_is_no_success(copy: KnowledgeGraph) -> None:
    with pytest.raises(RequestError, match="no-such-query"):
        pipeline.accept(copy, ["no-such-query"])
