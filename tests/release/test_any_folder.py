"""Everything works on folders other than ours: a new one, and RDF files of anybody's."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import get_args

import pytest

from allegiance import KnowledgeGraph, pipeline, project, reason, turtle
from allegiance.errors import RequestError, SourceError
from allegiance.publish import check_release
from allegiance.terms import ALG, NamedNode, Triple

BASE = "https://data.example.org/x/"
PLAIN = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
<http://k/d> a dcat:Dataset ; dcterms:title "D" ; dcterms:identifier "d" ; dcat:version "1" .
<http://k/a> a foaf:Person ; foaf:name "A", "B|C", "\\u0001" ; foaf:knows <http://k/b>, [ foaf:name "nobody" ] .
"""


@pytest.fixture
def new(tmp_path: Path) -> Path:
    pipeline.scaffold(tmp_path / "My Graph", BASE)
    return tmp_path / "My Graph"


def released(kg: KnowledgeGraph, target: Path, previous: Path | None = None) -> Path:
    return pipeline.build(kg, target, pipeline.unchecked(), tool="test", previous=previous).folder


def test_a_new_folder_is_clean_and_builds(new: Path, tmp_path: Path) -> None:
    kg = KnowledgeGraph(new)
    outcome = pipeline.check(kg)

    assert outcome.faults == ()
    assert set(outcome.figures.statuses) == {"narratorStated", "contested", "notActual"}
    assert (
        reason.profile_violations([*kg.asserted, *kg.derivation.triples], get_args(reason.Profile)[:2]) == ()
    )
    assert check_release(released(kg, tmp_path / "dist")).damages == ()


def test_a_new_folder_tells_a_stated_pledge_from_a_contested_one(new: Path) -> None:
    kg = KnowledgeGraph(new)
    heron, mill, queen = (
        Triple(NamedNode(f"{BASE}{who}"), ALG["pledgedAllegianceTo"], NamedNode(f"{BASE}queen-ysra"))
        for who in ("heron-league", "mill-guild", "queen-ysra")
    )

    assert kg.explainer.why(heron) is not None
    assert kg.explainer.why(mill) is None
    (behind,) = kg.explainer.why_not(mill)
    assert [testimony.stance for testimony in behind.testimonies] == [ALG["asserts"], ALG["denies"]]
    assert kg.explainer.why_not(queen) == ()


def test_every_claim_of_a_new_folder_stands_where_it_says(new: Path) -> None:
    (text,) = (new / "texts").iterdir()
    found = KnowledgeGraph(new).verify(text)

    assert (found.same_copy, found.broken) == (True, ())
    assert all(sentence.covered for sentence in found.sentences)


def test_what_a_new_folder_borrows_has_a_version_of_its_own(new: Path) -> None:
    for path in (new / "kg" / "dataset.ttl", new / "CHANGELOG.md"):
        path.write_text(path.read_text("utf-8").replace("0.1.0", "7.0.0"), "utf-8")

    assert pipeline.check(KnowledgeGraph(new)).faults == ()


def test_what_came_with_the_package_is_copied_as_it_is(new: Path) -> None:
    ours = project.bundled()
    copied = [path.relative_to(new) for path in new.rglob("*") if (ours / path.relative_to(new)).is_file()]
    theirs = {"README.md", "CHANGELOG.md", "queries/claims/by-claimant.rq"}

    same = [path for path in copied if (new / path).read_bytes() == (ours / path).read_bytes()]

    assert {str(path) for path in copied if path.parts[0] not in {"kg", "tests"}} - {
        str(p) for p in same
    } <= theirs
    assert {path.parts[0] for path in same} >= {"ontology", "shapes", "queries"}


def test_a_new_folder_is_called_by_its_own_names(new: Path) -> None:
    texts = [path.read_text("utf-8") for path in new.rglob("*") if path.is_file()]

    assert KnowledgeGraph(new).project.dataset.slug == "my-graph"
    assert not [text for text in texts if "example.org/starter" in text]


def test_a_new_folder_is_in_the_style(new: Path) -> None:
    assert [layout.path for layout in pipeline.lay_out([new]) if layout.place] == []


def test_a_broken_claim_of_a_new_folder_is_found(new: Path) -> None:
    claims = new / "kg" / "claims" / "02-the-guilds.ttl"
    claims.write_text(claims.read_text("utf-8").replace("    alg:claimant kg:mill-guild ;\n", ""), "utf-8")

    rooms = {fault.room for fault in pipeline.check(KnowledgeGraph(new)).faults}

    assert rooms == {"validate", "query"}


@pytest.mark.parametrize("base", ["relative/", "https://no.end", "https://a b/", 'https://"/'])
def test_a_base_that_begins_no_iri_is_refused(base: str, tmp_path: Path) -> None:
    with pytest.raises(RequestError) as caught:
        pipeline.scaffold(tmp_path / "x", base)

    assert caught.value.code == "bad-base"


def test_nothing_is_written_over_anything(new: Path) -> None:
    with pytest.raises(RequestError) as caught:
        pipeline.scaffold(new)

    assert caught.value.code == "folder-not-empty"


def test_files_of_anybody_s_become_a_release_that_says_what_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "plain.ttl"
    file.write_text(PLAIN)
    folder = released(KnowledgeGraph.of_files([file]), tmp_path / "dist")
    guide = (folder / "README.md").read_text("utf-8")

    assert check_release(folder).damages == ()
    assert not (folder / "world.ttl").exists()
    assert "there is no `world`" in guide
    assert "nothing was validated" in guide
    assert not (folder / "full.rdf").exists(), "XML cannot hold U+0001"
    assert "no RDF/XML" in guide
    assert turtle.canonical_ntriples(turtle.read(folder / "full.ttl").quads) == turtle.canonical_ntriples(
        turtle.read(file).quads
    )
    with (folder / "tables" / "person.csv").open(encoding="utf-8-sig", newline="") as rows:
        (row,) = csv.DictReader(rows)
    assert set(row["name"].split("¦")) == {"A", "B|C", "\x01"}


def test_files_that_describe_no_dataset_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "plain.nt"
    file.write_text("<http://k/a> <http://k/p> <http://k/b> .\n")

    with pytest.raises(SourceError) as caught:
        released(KnowledgeGraph.of_files([file]), tmp_path / "dist")

    assert caught.value.code == "dataset-description"


def test_a_release_tells_what_changed_since_the_previous_one(new: Path, tmp_path: Path) -> None:
    old = released(KnowledgeGraph(new), tmp_path / "dist")
    for name, was, now in (("dataset", "0.1.0", "0.2.0"), ("agents", "Heron League", "Crane League")):
        path = new / "kg" / f"{name}.ttl"
        path.write_text(path.read_text("utf-8").replace(was, now), "utf-8")

    folder = released(KnowledgeGraph(new), tmp_path / "dist", old)

    assert sorted(path.name for path in (folder / "diff").iterdir()) == [
        f"from-0.1.0.{extension}" for extension in ("html", "json", "md", "ttl", "txt")
    ]
    assert 'renamed from "Heron League" to "Crane League"' in (folder / "diff" / "from-0.1.0.txt").read_text(
        "utf-8"
    )
    assert "previousVersion" in (folder / "dataset.ttl").read_text("utf-8")
    assert check_release(folder).damages == ()
