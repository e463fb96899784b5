from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from allegiance import KnowledgeGraph, project
from allegiance.errors import SourceError

FOLDER = {
    "ontology/o.ttl": "<http://o> <http://p> <http://q> .",
    "kg/k.ttl": "<http://s>\n  <http://p> <http://o> .\n",
}


def make(root: Path, **changes: str | None) -> Path:
    for name, text in {**FOLDER, **{k.replace("__", "/") + ".ttl": v for k, v in changes.items()}}.items():
        if text is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    return root


def test_a_triple_and_a_node_have_the_place_where_they_are_written(tmp_path: Path) -> None:
    home = project.load(make(tmp_path))
    (triple,) = project.triples(home.data)

    assert str(home.place_of(triple)) == f"{tmp_path / 'kg' / 'k.ttl'}:2:14"
    assert str(home.place_of_node(triple.subject)) == f"{tmp_path / 'kg' / 'k.ttl'}:1:1"
    assert home.place_of_node(triple.predicate) is None


@pytest.mark.parametrize("missing", ["ontology", "kg"])
def test_a_folder_without_turtle_is_told(tmp_path: Path, missing: str) -> None:
    make(tmp_path)
    shutil.rmtree(tmp_path / missing)
    (tmp_path / missing).mkdir()

    with pytest.raises(SourceError) as caught:
        project.load(project.find(tmp_path) or tmp_path)

    assert caught.value.code == "folder-empty"
    assert str(tmp_path / missing) in str(caught.value)


def test_a_missing_folder_and_a_foreign_one_are_told_apart(tmp_path: Path) -> None:
    for folder, code in ((tmp_path / "none", "folder-not-found"), (tmp_path, "not-a-folder-of-ours")):
        with pytest.raises(SourceError) as caught:
            project.find(folder)
        assert caught.value.code == code


def test_the_nearest_parent_is_found_from_below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = make(tmp_path) / "kg" / "deep"
    deep.mkdir()
    monkeypatch.chdir(deep)

    assert project.find() == tmp_path


def test_without_a_folder_at_hand_the_bundled_graph_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert KnowledgeGraph().project.dataset.slug == "allegiance"


def test_the_dataset_must_be_described(tmp_path: Path) -> None:
    home = project.load(make(tmp_path))

    with pytest.raises(SourceError) as caught:
        _ = home.dataset

    assert caught.value.code == "dataset-description"


def test_where_no_folder_is_at_hand_nothing_is_found_but_one_is_bundled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert project.find() is None
    assert project.load(project.bundled()).dataset.slug == "allegiance"
