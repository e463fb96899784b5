from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from allegiance import turtle
from allegiance.errors import SourceError
from allegiance.terms import Literal, NamedNode

SAMPLE = b"""@prefix k: <http://k/> .
k:a a k:T ;
    k:p "x"@en , "y, z ; # not a comment"^^k:d ;
    k:q <http://k/b>,
        '''two
lines''' . # k:no k:no k:no .
[] k:l ( k:c 4 ) ; k:m [ k:n true ] .
"""


# The end of a list is not written, so it stands where the last member does.
def test_every_quad_has_the_place_of_its_object() -> None:
    document = turtle.parse(SAMPLE, Path("s.ttl"))

    found = {
        str(quad.object): (place.line, place.column)
        for quad, place in zip(document.quads, document.places, strict=True)
        if "BlankNode" not in repr(quad.object)
    }

    assert found == {
        "<http://k/T>": (2, 7),
        '"x"@en': (3, 9),
        '"y, z ; # not a comment"^^<http://k/d>': (3, 18),
        "<http://k/b>": (4, 9),
        '"two\\nlines"': (5, 9),
        "<http://k/c>": (7, 10),
        '"4"^^<http://www.w3.org/2001/XMLSchema#integer>': (7, 14),
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>": (7, 14),
        '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>': (7, 30),
    }


def test_every_node_has_the_place_where_it_is_described() -> None:
    document = turtle.parse(
        b"@prefix k: <http://k/> .\n# k:no .\nk:a\n  k:p 1.5 .\nk:b k:p k:c . k:d k:p [ k:q 1 ] .\nk:a k:p 2 .",
        Path("s.ttl"),
    )

    places = {
        str(node): (place.line, place.column) for node, place in document.nodes.items() if "k/" in str(node)
    }
    assert places == {"<http://k/a>": (3, 1), "<http://k/b>": (5, 1), "<http://k/d>": (5, 15)}


@pytest.mark.parametrize("length", [100, 8_191, 8_192, 100_000])
@pytest.mark.parametrize("template", ['"{}"', "<http://k/{}>", "# {}\n'short'", '"""{}\n"""'])
def test_long_tokens_are_read_whole(length: int, template: str) -> None:
    term = template.format("a" * length)

    document = turtle.parse(
        f"@prefix k: <http://k/> .\nk:a k:p {term} .\nk:b k:p 1 .".encode(), Path("s.ttl")
    )

    assert len(document.quads) == 2
    assert document.nodes[NamedNode("http://k/b")].column == 1


def test_columns_count_code_points() -> None:
    document = turtle.parse(
        '@prefix k: <http://k/> .\nk:a k:p "افغانستان"@fa , "b" .\n'.encode(), Path("s.ttl")
    )

    assert [place.column for place in document.places] == [9, 26]


def test_lexical_forms_are_kept() -> None:
    text = '@prefix x: <http://www.w3.org/2001/XMLSchema#> . <http://a> <http://b> "007"^^x:integer, 1.50, "maybe"^^x:boolean .'
    document = turtle.parse(text.encode(), Path("s.ttl"))

    forms = {quad.object.value for quad in document.quads if isinstance(quad.object, Literal)}
    assert forms == {"007", "1.50", "maybe"}


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("@prefix a: <http://a/> .\na:x a:y .\n", "turtle-syntax", 2, 9),
        ("@prefix a: <http://a/> .\n\n  a:x a:y a:z\n  a:q a:c 1 .", "turtle-syntax", 4, 3),
        ("<http://a> <http://b> rdfs:c .", "undeclared-prefix", 1, 23),
        ("<a> <b> <c> .", "turtle-syntax", 1, 1),
    ],
)
def test_a_syntax_error_has_place_line_and_cure(text: str, code: str, line: int, column: int) -> None:
    with pytest.raises(SourceError) as caught:
        turtle.parse(text.encode(), Path("s.ttl"))

    error = caught.value
    assert error.place is not None
    assert (error.code, error.place.line, error.place.column) == (code, line, column)
    assert error.hint
    shown, caret = (error.excerpt or "").splitlines()
    assert shown == text.splitlines()[line - 1]
    assert caret.index("^") == column - 1


def test_a_missing_file_and_an_unknown_syntax_are_told_apart(tmp_path: Path) -> None:
    for name, code in (("none.ttl", "file-not-readable"), ("none.txt", "unknown-syntax")):
        with pytest.raises(SourceError) as caught:
            turtle.read(tmp_path / name)
        assert caught.value.code == code


def test_reading_without_places_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "s.ttl"
    path.write_bytes(SAMPLE)
    plain, placed = turtle.without_places(path), turtle.read(path)

    assert turtle.canonical_ntriples(plain.quads) == turtle.canonical_ntriples(placed.quads)
    assert turtle.canonical_ntriples(turtle.quads_of(path)) == turtle.canonical_ntriples(placed.quads)
    assert (plain.prefixes, plain.places) == (placed.prefixes, ())


CUT = gzip.compress(b"<a:b> <a:c> <a:d> .")[:-9]


@pytest.mark.parametrize("packed", [b"", b"not packed", CUT], ids=["empty", "not packed", "cut"])
def test_a_packed_file_that_is_broken_is_told(tmp_path: Path, packed: bytes) -> None:
    path = tmp_path / "broken.nt.gz"
    path.write_bytes(packed)
    for reading in (lambda: list(turtle.quads_of(path)), lambda: turtle.contents(path)):
        if not packed:
            assert not reading()
            continue
        with pytest.raises(SourceError) as caught:
            reading()
        assert caught.value.code == "file-not-readable"


def test_the_canonical_form_is_readable_and_nests_blank_nodes() -> None:
    document = turtle.parse(SAMPLE, Path("s.ttl"))

    assert turtle.write(document.quads, {"k": "http://k/"}) == (
        "@prefix k: <http://k/> .\n"
        "\n"
        "k:a\n"
        "    a k:T ;\n"
        '    k:p "x"@en ;\n'
        '    k:p "y, z ; # not a comment"^^k:d ;\n'
        '    k:q "two\\nlines" ;\n'
        "    k:q k:b ;\n"
        ".\n"
        "\n"
        "[]\n"
        "    k:l ( k:c 4 ) ;\n"
        "    k:m [\n"
        "        k:n true ;\n"
        "    ] ;\n"
        ".\n"
    )
