"""The site as a part of a release: listed and checked like every other file, and leading to the release's own files."""

from __future__ import annotations

import json
import re
from pathlib import Path

from allegiance import KnowledgeGraph, pipeline, turtle
from allegiance.publish import check_release
from allegiance.terms import Namespace

VOID = Namespace("http://rdfs.org/ns/void#")


def test_the_site_is_checked_with_the_rest(whole_release: Path) -> None:
    page = whole_release / "site" / "index.html"
    text = page.read_text("utf-8")
    assert check_release(whole_release).damages == ()

    page.write_text(text.replace("contested", "certain"), "utf-8")
    try:
        found = check_release(whole_release).damages
    finally:
        page.write_text(text, "utf-8")

    assert [damage.path for damage in found] == ["site/index.html"]


def test_every_file_that_the_site_offers_is_the_release_s_own(whole_release: Path) -> None:
    data = whole_release / "site" / "data"
    offered = re.findall(r'href="?([^" >]+)', (data / "index.html").read_text("utf-8"))
    files = [(data / link).resolve() for link in offered if link.startswith("../../")]

    assert {"full.ttl", "asserted.ttl", "claims.csv", "SHA256SUMS"} <= {f.name for f in files}
    assert all(file.is_file() for file in files)
    assert not list((whole_release / "site").rglob("*.gz"))


def test_void_names_the_dumps_of_the_release(whole_release: Path) -> None:
    path = whole_release / "site" / ".well-known" / "void"
    described = path.read_text("utf-8").replace("<../", f"<{path.parent.as_uri()}/../")
    dumps = [
        str(quad.object).strip("<>").rpartition("/")[2]
        for quad in turtle.parse(described.encode(), path).quads
        if quad.predicate == VOID["dataDump"]
    ]

    assert "full.nt.gz" in dumps
    assert all((whole_release / name).is_file() for name in dumps)


def test_people_are_told_where_to_begin_and_what_is_left_out(whole_release: Path, release: Path) -> None:
    guide = (whole_release / "README.md").read_text("utf-8")
    crate = json.loads((whole_release / "ro-crate-metadata.json").read_bytes())

    assert "Open `site/index.html`" in guide
    assert "Without sitemap.xml" in guide
    assert "site/" in {entity["@id"] for entity in crate["@graph"]}
    assert "site/" not in (release / "README.md").read_text("utf-8")
    assert not (release / "site").exists()


def test_files_of_anybody_s_get_a_site_too(tmp_path: Path) -> None:
    (tmp_path / "plain.ttl").write_text(
        """@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
        <http://k/d> a dcat:Dataset ; dcterms:title "D" ; dcterms:identifier "d" ; dcat:version "1" .
        <http://k/T> a <http://www.w3.org/2002/07/owl#Class> . <http://k/a> a <http://k/T> ; <http://k/p> <http://k/b> .""",
        "utf-8",
    )
    kg = KnowledgeGraph.of_files([tmp_path / "plain.ttl"])

    folder = pipeline.build(kg, tmp_path / "dist", pipeline.unchecked(), tool="test").folder

    assert check_release(folder).damages == ()
    assert (folder / "site" / "id" / "a.html").is_file()
    assert "<tr id=T>" in (folder / "site" / "ontology" / "index.html").read_text("utf-8")
