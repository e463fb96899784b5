"""N-Triples that are marked as text give the same report as their triples, one by one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegiance.errors import SourceError
from allegiance.terms import XSD, BlankNode, Literal, Triple
from allegiance.validate import NTriples, validate
from allegiance.validate.data.data_graph import DataGraph
from laws.random_shapes import EX, LITERALS, data, shapes

PATH = Path("given.nt")
DATATYPES = [
    *(
        XSD[name]
        for name in ("integer", "decimal", "string", "date", "token", "nonNegativeInteger", "boolean")
    ),
    EX["own"],
]
literals = st.builds(
    lambda form, datatype: Literal(form, datatype=datatype),
    st.one_of(
        st.text(max_size=8),
        st.from_regex(r"-?0?[0-9]{1,3}(\.[0-9]{1,2})?", fullmatch=True),
        st.sampled_from(
            ['"5"^^<http://www.w3.org/2001/XMLSchema#integer>', "true", "\\", '\\"', "2010-01-01", "a\nb"]
        ),
    ),
    st.sampled_from(DATATYPES),
)


def document(triples: list[Triple]) -> NTriples:
    return NTriples(PATH, "".join(f"{triple} .\n" for triple in triples).encode())


@settings(max_examples=200, deadline=None)
@given(st.lists(literals, max_size=6))
def test_every_literal_comes_back_as_it_was_written(found: list[Literal]) -> None:
    triples = [Triple(EX["a"], EX["p"], literal) for literal in found]
    one_by_one, as_text = DataGraph(triples, ()), DataGraph(document(triples), ())
    assert {quad.triple for quad in as_text.statements()} == set(triples)
    assert set(as_text.kept) == set(one_by_one.kept)
    assert as_text.kept_predicates == one_by_one.kept_predicates


@settings(
    max_examples=50, deadline=None, suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large)
)
@given(data(LITERALS), shapes(ordered=False))
def test_the_report_is_the_same(triples: list[Triple], demands: list[Triple]) -> None:
    # The store gives blank nodes new names, so they cannot be compared.
    named = [
        t for t in triples if not isinstance(t.subject, BlankNode) and not isinstance(t.object, BlankNode)
    ]
    if named:
        one_by_one, as_text = (
            Counter(map(str, validate(form, demands, "compiled").results))
            for form in (named, document(named))
        )
        assert as_text == one_by_one


@pytest.mark.parametrize(
    "text",
    [
        '<http://e/a> <http://e/p> "05" ^^ <http://www.w3.org/2001/XMLSchema#integer> .',
        '<http://e/a> <http://e/p> "05"^^<http://www.w3.org/2001/XMLSchema#\\u0069nteger> .',
        '# "05"^^<http://www.w3.org/2001/XMLSchema#integer>\n<http://e/a> <http://e/p> "05"^^<http://www.w3.org/2001/XMLSchema#integer> . # "x',
    ],
)
def test_unusual_spellings_are_kept_too(text: str) -> None:
    graph = DataGraph(NTriples(PATH, text.encode()), ())
    assert [quad.object for quad in graph.statements()] == [Literal("05", datatype=XSD["integer"])]


def test_a_broken_line_is_told_with_its_place() -> None:
    broken = b'<http://e/a> <http://e/p> "05"^^<http://www.w3.org/2001/XMLSchema#integer> .\n<http://e/a> <http://e/p> .\n'
    with pytest.raises(SourceError) as caught:
        DataGraph(NTriples(PATH, broken), ())
    assert caught.value.place is not None
    assert caught.value.place.line == 2
