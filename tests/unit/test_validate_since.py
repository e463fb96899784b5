"""Looking again at what changed only: since a git revision, and which nodes a change affects."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from allegiance.pipeline import KnowledgeGraph, change_since, scaffold
from allegiance.terms import Triple
from allegiance.validate import Change, validate
from unit.validating import EX, read

BEFORE = ":a a :Thing ; :p :v . :b a :Thing ; :p :w . :v :q 1 . :w :q 2 ."
SHAPES = {
    "a value of the node": ("sh:property [ sh:path :p ; sh:minCount 1 ]", ":b :p :w .", {"b"}),
    "a value at the end of a path": ("sh:property [ sh:path ( :p :q ) ; sh:minCount 1 ]", ":w :q 2 .", {"b"}),
    "a value of a value": (
        "sh:property [ sh:path :p ; sh:node [ sh:property [ sh:path :q ; sh:minCount 1 ] ] ]",
        ":w :q 2 .",
        {"b"},
    ),
    "the type of a node": ("sh:property [ sh:path :other ; sh:minCount 1 ]", ":b a :Thing .", {"b"}),
    "what nothing looks at": ("sh:property [ sh:path :p ; sh:minCount 1 ]", ":w :q 2 .", set[str]()),
}


@pytest.mark.parametrize("name", SHAPES)
def test_only_affected_nodes_are_looked_at(name: str) -> None:
    shape, gone, expected = SHAPES[name]
    # Nothing conforms, so that every node looked at is found.
    demands = read(f":S sh:targetClass :Thing ; sh:nodeKind sh:BlankNode ; {shape} .")
    after = read(BEFORE)
    before = [triple for triple in after if triple not in read(gone)]
    found = validate(after, demands, "compiled", Change(before, after)).results
    assert {result.focus for result in found} == {EX[node] for node in expected}


def test_a_query_of_a_shape_may_look_anywhere() -> None:
    demands = read(
        ":S sh:targetClass :Thing ; sh:sparql [ sh:select 'SELECT $this { $this <http://example.org/p> ?v }' ] ."
    )
    after = read(BEFORE)
    change = Change([], [*after, Triple(EX["z"], EX["q"], EX["z"])])
    assert len(validate(after, demands, "compiled", change).results) == 2


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scaffold(tmp_path / "folder")
    for words in (
        ["init", "--quiet"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "kg: begin"],
    ):
        subprocess.run(["git", *words], cwd=tmp_path / "folder", check=True)
    return tmp_path / "folder"


def test_a_change_since_a_revision_is_that_of_the_data(folder: Path) -> None:
    (folder / "kg" / "more.ttl").write_text("<http://example.org/a> <http://example.org/p> 1 .")
    change = change_since(KnowledgeGraph(folder), "HEAD")
    assert change is not None
    assert [str(triple.subject) for triple in change.triples] == ["<http://example.org/a>"]


@pytest.mark.parametrize("name", ["claims.ttl", "new.ttl"])
def test_changed_shapes_ask_for_everything(folder: Path, name: str) -> None:
    (folder / "shapes" / name).write_text("")
    assert change_since(KnowledgeGraph(folder), "HEAD") is None
