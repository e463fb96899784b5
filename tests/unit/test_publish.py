from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from allegiance import publish, turtle
from allegiance.errors import RequestError, SourceError
from allegiance.store import Graph, Rows, Truth, read_tsv
from allegiance.terms import PREFIXES, XSD, BlankNode, Literal, NamedNode, Triple

ROWS = Rows(
    ("a", "b"),
    (
        (NamedNode("http://k/x"), Literal('tab\t"quote"\nline')),
        (BlankNode("n"), None),
        (Literal("1.50", datatype=XSD["decimal"]), Literal("خراسان", language="fa")),
    ),
)


def test_tsv_reads_back_as_the_same_terms(tmp_path: Path) -> None:
    path = tmp_path / "rows.tsv"
    named = Rows(ROWS.variables, tuple(row for row in ROWS.rows if not isinstance(row[0], BlankNode)))
    path.write_text(publish.answer_text(named, "tsv", PREFIXES), encoding="utf-8")

    assert read_tsv(path) == named


def test_csv_reads_back_as_the_same_texts() -> None:
    text = publish.answer_text(ROWS, "csv", PREFIXES)

    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["a", "b"],
        ["http://k/x", 'tab\t"quote"\nline'],
        ["_:n", ""],
        ["1.50", "خراسان"],
    ]
    assert text.startswith("a,b\r\n")


def test_json_and_xml_say_the_same() -> None:
    from_json = json.loads(publish.answer_text(ROWS, "json", PREFIXES))
    root = ET.fromstring(publish.answer_text(ROWS, "xml", PREFIXES))  # noqa: S314 - our own output
    space = "{http://www.w3.org/2005/sparql-results#}"

    assert from_json["head"]["vars"] == [v.get("name") for v in root.iter(f"{space}variable")] == ["a", "b"]
    assert [
        {name: term["value"] for name, term in row.items()} for row in from_json["results"]["bindings"]
    ] == [
        {b.get("name"): b[0].text for b in result.iter(f"{space}binding")}
        for result in root.iter(f"{space}result")
    ]
    assert from_json["results"]["bindings"][2]["a"]["datatype"] == XSD["decimal"].value


def test_a_format_that_cannot_hold_the_answer_is_refused() -> None:
    for result, form in ((Graph(frozenset()), "csv"), (Truth(value=True), "ttl"), (ROWS, "nt")):
        with pytest.raises(RequestError) as caught:
            publish.answer_text(result, form, PREFIXES)
        assert caught.value.code == "unfit-format"


def test_a_graph_is_written_as_turtle() -> None:
    triple = Triple(NamedNode("http://k/x"), NamedNode("http://k/p"), Literal("y"))

    written = publish.answer_text(Graph(frozenset({triple})), "ttl", PREFIXES)

    assert [quad.triple for quad in turtle.parse(written.encode(), Path("x")).quads] == [triple]


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.txt"
    publish.write_file(path, "old")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(SourceError) as caught:
        publish.write_file(path, "new")

    assert caught.value.code == "cannot-write"
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "release"
    with publish.replace_folder(target) as aside:
        (aside / "a.txt").write_text("old")

    def interrupted() -> None:
        with publish.replace_folder(target) as aside:
            (aside / "a.txt").write_text("new")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()

    assert (target / "a.txt").read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
