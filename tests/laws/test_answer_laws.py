"""Whatever an answer holds, the W3C result formats give it back, and the formats for people stay well-formed."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import QueryResultsFormat

from allegiance import publish
from allegiance.errors import RequestError
from allegiance.labels import Labels
from allegiance.query import Answer, python_value
from allegiance.store import Rows, Truth
from allegiance.store.formats import read_result
from allegiance.terms import PREFIXES, XSD, Literal, NamedNode, Term

SYNTAX = {"json": QueryResultsFormat.JSON, "tsv": QueryResultsFormat.TSV, "xml": QueryResultsFormat.XML}
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\t\r\n\"'\\<>&|,;"), max_size=8)
TERMS: st.SearchStrategy[Term] = (
    st.builds(Literal, TEXTS)
    | st.builds(lambda text: Literal(text, language="ps"), TEXTS)
    | st.builds(
        lambda text, name: Literal(text, datatype=XSD[name]),
        TEXTS,
        st.sampled_from(["integer", "date", "double"]),
    )
    | st.from_regex(r"https?://[a-z]{1,5}/[a-zA-Z0-9_.é?=&-]{0,5}(#[a-z]{0,2})?", fullmatch=True).map(
        NamedNode
    )
)
ROWS = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.tuples(*[st.none() | TERMS] * width), max_size=4).map(
        lambda rows: Rows(tuple("abc"[:width]), tuple(rows))
    )
)


@pytest.mark.parametrize("form", SYNTAX)
@given(rows=ROWS)
@example(rows=Rows(("a", "b"), ((Literal("\n"), Literal(" &lt;\t", language="ps")), (Literal(""), None))))
def test_rows_come_back_as_they_were(form: str, rows: Rows) -> None:
    if form == "xml" and any(NO_XML.search(getattr(term, "value", "")) for row in rows.rows for term in row):
        with pytest.raises(RequestError, match="which xml cannot hold"):
            publish.answer_text(rows, form, PREFIXES)
        return

    assert read_result(publish.answer_text(rows, form, PREFIXES).encode(), SYNTAX[form]) == rows


@pytest.mark.parametrize("form", ["json", "xml"])
@given(value=st.booleans())
def test_yes_and_no_come_back(form: str, value: bool) -> None:
    text = publish.answer_text(Truth(value), form, PREFIXES)

    assert read_result(text.encode(), SYNTAX[form]) == Truth(value)


@given(rows=ROWS)
def test_csv_holds_the_plain_values(rows: Rows) -> None:
    text = publish.answer_text(rows, "csv", PREFIXES)

    values = [[getattr(term, "value", "") for term in row] for row in rows.rows]
    assert list(csv.reader(io.StringIO(text, newline=""))) == [list(rows.variables), *values]


@given(rows=ROWS)
def test_pages_have_a_row_for_each_row(rows: Rows) -> None:
    shown = publish.answer_table(Answer("q", rows, {}, "e"), None, Labels(()))
    counted: list[str] = []

    class Counter(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            del attrs
            counted.append(tag)

    Counter().feed(publish.answer_html(shown))
    table = [line for line in publish.answer_markdown(shown).splitlines() if line.startswith("|")]

    assert counted.count("td") == len(rows.rows) * len(rows.variables)
    assert "script" not in counted
    assert len(table) == (len(rows.rows) + 2 if rows.rows else 0)


@given(term=TERMS)
def test_a_typed_value_means_the_term(term: Term) -> None:
    value = python_value(term)

    if isinstance(term, NamedNode):
        assert value == term
    elif isinstance(term, Literal) and (term.language or term.datatype == XSD["string"]):
        assert value == term.value
    else:
        assert value is not None


def test_an_answer_in_xml_is_xml() -> None:
    rows = Rows(("a",), ((Literal("]]> & <b>\r"),),))

    root = ET.fromstring(publish.answer_text(rows, "xml", PREFIXES))  # noqa: S314 - our own output
    assert "".join(root.itertext()).strip(" \n") == "]]> & <b>\r"
