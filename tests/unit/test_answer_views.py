"""Drawings and Python's view of an answer."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from allegiance import dates, publish
from allegiance.errors import RequestError
from allegiance.labels import Labels
from allegiance.pipeline.answering import LabelledAnswer
from allegiance.query import python_value, read_free
from allegiance.store import Graph, Result, Rows, Truth
from allegiance.terms import SKOS, XSD, BlankNode, Literal, NamedNode, Term, Triple


def x(name: str) -> NamedNode:
    return NamedNode(f"http://x/{name}")


LABELS = Labels([Triple(x("a"), SKOS["prefLabel"], Literal('A & "B" <c>'))])


def answered(result: Result, view: str = "table") -> LabelledAnswer:
    text = f"#+ question: Who & what?\n#+ view: {view}\nSELECT ?a WHERE {{ ?a ?b ?_bound_iri }}"
    header = read_free(text, "test", Path("test.rq")).header
    return LabelledAnswer("test", result, {"_bound_iri": x("bound")}, "engine", header, LABELS)


def words(svg: str) -> list[str]:
    return [text for text in ET.fromstring(svg).itertext() if text.strip()]  # noqa: S314 - our own output


def test_a_timeline_has_a_bar_for_each_date_and_a_line_for_each_row() -> None:
    rows = Rows(
        ("who", "when"),
        (
            (x("late"), Literal("2015-05-08")),
            (x("a"), Literal("[2014-09-15..2014-10-22]")),
            (x("open"), Literal("[..2015-01-01]")),
            (x("none"), None),
        ),
    )

    svg = answered(rows, "timeline").svg()

    shown = words(svg)
    bars = [e for e in ET.fromstring(svg) if e.tag.endswith("rect") and len(e)]  # noqa: S314 - our own output
    assert len(bars) == 3
    assert shown.index('A & "B" <c>') < shown.index("http://x/late") < shown.index("http://x/none")
    assert "no date" in shown
    assert [bar.get("stroke-dasharray") for bar in bars].count("3 2") == 1


def test_a_timeline_takes_from_and_until_where_there_are_no_dates_in_words() -> None:
    def instant(day: str) -> Literal:
        return Literal(f"{day}T00:00:00Z", datatype=XSD["dateTime"])

    rows = Rows(("a", "from", "until"), ((x("a"), instant("2014-01-01"), instant("2014-12-31")),))

    assert "2014-01-01" in "".join(words(answered(rows, "timeline").svg()))


def test_a_network_has_each_thing_once_and_an_arrow_for_each_pair() -> None:
    rows = Rows(
        ("one", "relation", "other"),
        (
            (x("a"), Literal("backs"), x("b")),
            (x("a"), Literal("fights"), x("b")),
            (x("b"), Literal("knows"), x("b")),
            (x("c"), Literal("knows"), None),
        ),
    )

    shown = words(answered(rows, "network").svg())

    assert 'A & "B" <c> → http://x/b: backs, fights' in shown
    assert "http://x/b → http://x/b: knows" in shown
    assert "http://x/c" not in shown


@pytest.mark.parametrize(
    ("view", "result"),
    [
        ("table", Rows(("a",), ((x("a"),),))),
        ("timeline", Rows(("a",), ((x("a"),),))),
        ("timeline", Rows(("when",), ())),
        ("network", Rows(("a",), ((x("a"),),))),
        ("network", Truth(value=True)),
    ],
)
def test_what_cannot_be_drawn_is_refused(view: str, result: Result) -> None:
    with pytest.raises(RequestError) as caught:
        answered(result, view).svg()

    assert caught.value.code == "unfit-format"


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None),
        (x("a"), x("a")),
        (BlankNode("b"), BlankNode("b")),
        (Literal("7", datatype=XSD["nonNegativeInteger"]), 7),
        (Literal("1.50", datatype=XSD["decimal"]), Decimal("1.50")),
        (Literal("1e3", datatype=XSD["double"]), 1000.0),
        (Literal("0", datatype=XSD["boolean"]), False),
        (Literal("2015-05-08", datatype=XSD["date"]), date(2015, 5, 8)),
        (Literal("2015-05-08T00:00:00Z", datatype=XSD["dateTime"]), datetime(2015, 5, 8, tzinfo=UTC)),
        (Literal("maybe", datatype=XSD["boolean"]), "maybe"),
        (Literal("2015-02-30", datatype=XSD["date"]), "2015-02-30"),
        (Literal("a", language="fa"), "a"),
    ],
)
def test_a_term_is_the_value_that_python_has_for_it(term: Term | None, value: object) -> None:
    assert python_value(term) == value
    assert type(python_value(term)) is type(value)


ROWS = Rows(("a", "n"), ((x("a"), Literal("7", datatype=XSD["integer"])), (x("b"), None)))


def test_an_answer_is_its_rows() -> None:
    answer = answered(ROWS)

    assert list(answer) == [{"a": x("a"), "n": 7}, {"a": x("b"), "n": None}]
    assert len(answer) == 2
    assert "A &amp; &#34;B&#34; &lt;c&gt;" in answer._repr_html_()


@pytest.mark.parametrize("result", [Truth(value=False), Graph(frozenset()), Rows(("a",), ())])
def test_an_answer_without_anything_is_false(result: Result) -> None:
    assert not answered(result)


def test_a_data_frame_has_typed_columns() -> None:
    pytest.importorskip("pandas", reason="pandas is not installed: pip install 'allegiance[pandas]'")

    frame = answered(ROWS).to_pandas()

    assert list(frame.columns) == ["a", "n"]
    assert list(frame["a"]) == ["http://x/a", "http://x/b"]
    assert frame["n"][0] == 7


def test_without_pandas_the_cure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)

    with pytest.raises(RequestError) as caught:
        answered(ROWS).to_pandas()

    assert caught.value.code == "missing-extra"


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2014-05-06", date(2014, 5, 6), date(2014, 5, 6)),
        ("2014-05/2014-06", date(2014, 5, 1), date(2014, 6, 30)),
        ("[..2014-05]", None, date(2014, 5, 31)),
        ("[2014-05..]", date(2014, 5, 1), None),
    ],
)
def test_a_date_spans_the_days_that_it_may_mean(edtf: str, first: date | None, last: date | None) -> None:
    assert dates.span(edtf) == (first, last)


def test_a_sheet_has_names_and_no_column_of_what_was_bound() -> None:
    rows = Rows(("_bound_iri", "who"), ((x("bound"), x("a")),))
    answer = answered(rows)

    text = publish.answer_sheet(publish.answer_table(answer, None, LABELS))

    assert text == '\ufeffwho\r\n"A & ""B"" <c>"\r\n'


def test_a_column_that_repeats_the_names_in_another_is_left_out_of_tables() -> None:
    same = Rows(("claim", "gloss"), ((x("a"), Literal('A & "B" <c>')),))
    other = Rows(("claim", "gloss"), ((x("a"), Literal('A & "B" <c>')), (x("a"), Literal("more"))))

    assert publish.answer_table(answered(same), None, LABELS).columns == ("claim",)
    assert publish.answer_table(answered(other), None, LABELS).columns == ("claim", "gloss")
