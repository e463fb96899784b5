from __future__ import annotations

from pathlib import Path

import pytest

from allegiance import KnowledgeGraph, pipeline, turtle
from allegiance.errors import SourceError

HERE = Path("f.ttl")
PREFIX = "@prefix k: <http://k/> .\n"


def laid_out(body: str) -> str:
    return turtle.formatted((PREFIX + body).encode(), HERE).removeprefix(PREFIX)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("k:a k:p 1, 2; a k:C.", "\nk:a\n    a k:C ;\n    k:p 1 ;\n    k:p 2 ;\n.\n"),
        ("k:a <http://k/p> 3.14 .", "\nk:a\n    <http://k/p> 3.14 ;\n.\n"),
        ('k:a k:p "x" ^^ <http://k/t> .', '\nk:a\n    k:p "x"^^<http://k/t> ;\n.\n'),
        ("k:a k:p .5 .", "\nk:a\n    k:p .5 ;\n.\n"),
        ("k:a k:p (1 [k:q 2;k:r 3]) .", "\nk:a\n    k:p ( 1 [ k:q 2 ; k:r 3 ] ) ;\n.\n"),
        ("k:a k:p [\nk:r 3;\nk:q 2] .", "\nk:a\n    k:p [\n        k:q 2 ;\n        k:r 3 ;\n    ] ;\n.\n"),
        ("k:a k:p (\n1 2\n) .", "\nk:a\n    k:p (\n        1\n        2\n    ) ;\n.\n"),
        ("k:a k:p (), [] .", "\nk:a\n    k:p () ;\n    k:p [] ;\n.\n"),
        ("[] k:p 1 .\n[ k:p 1 ] .", "\n[]\n    k:p 1 ;\n.\n\n[ k:p 1 ] .\n"),
        ("# top\n\n\n\n\nk:a k:p 1 .", "# top\n\n\nk:a\n    k:p 1 ;\n.\n"),
        (
            "k:a # of a\n  k:q 2 ; # two\n  # above one\n  k:p 1 # one\n  # last\n. # end",
            "\nk:a  # of a\n    # above one\n    k:p 1 ;  # one\n    k:q 2 ;  # two\n    # last\n.  # end\n",
        ),
        ('k:a k:p """two\n  # lines ;\n""" .', '\nk:a\n    k:p """two\n  # lines ;\n""" ;\n.\n'),
        ("k:a k:p k:b\\#c, <http://k/#d> .", "\nk:a\n    k:p k:b\\#c ;\n    k:p <http://k/#d> ;\n.\n"),
        ("PREFIX l: <http://l/>\nk:a k:p l:x.", "PREFIX l: <http://l/>\n\nk:a\n    k:p l:x ;\n.\n"),
        ("k:a k:p 'x'@en;;k:p true;.", "\nk:a\n    k:p 'x'@en ;\n    k:p true ;\n.\n"),
    ],
)
def test_the_style(before: str, after: str) -> None:
    assert laid_out(before) == after
    assert laid_out(after) == after


def test_a_byte_order_mark_and_carriage_returns_go() -> None:
    data = b"\xef\xbb\xbf" + (PREFIX + "k:a k:p 1 .").replace("\n", "\r\n").encode()

    assert turtle.formatted(data, HERE) == PREFIX + "\nk:a\n    k:p 1 ;\n.\n"


def test_what_the_canonical_writer_writes_is_in_the_style(kg: KnowledgeGraph) -> None:
    text = turtle.write(kg.asserted, kg.prefixes)

    assert turtle.formatted(text.encode(), HERE) == text


def test_our_own_files_are_in_the_style(kg: KnowledgeGraph) -> None:
    layouts = pipeline.lay_out(pipeline.authored_files(kg.project))

    assert [str(layout.place) for layout in layouts if layout.place] == [], "run: allegiance fmt"


def test_a_file_that_cannot_be_read_stops_everything(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.ttl", tmp_path / "b.ttl"
    good.write_text("<http://k/a> <http://k/p> 1 .")
    bad.write_text("<http://k/a> <http://k/p> 1")

    with pytest.raises(SourceError) as caught:
        pipeline.lay_out([tmp_path])

    assert caught.value.place is not None
    assert caught.value.place.path == bad
    assert good.read_text() == "<http://k/a> <http://k/p> 1 ."


def test_what_is_beyond_turtle_11_is_refused() -> None:
    with pytest.raises(SourceError) as caught:
        turtle.formatted(b"<http://k/a> <http://k/p> <<( <http://k/a> <http://k/q> 1 )>> .", HERE)

    assert caught.value.code == "not-formattable"
