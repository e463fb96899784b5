"""The two forms of each idiom in docs/temporal-idioms.md answer alike, on both engines; the lint flags the slow one alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.bridge import RdflibStore
from allegiance.query import StoredQuery, advise, ask, read_free
from allegiance.store import Engine, OxigraphStore
from allegiance.terms import GRAPH, XSD, Literal, NamedNode, Triple

PAGE = (Path(__file__).parents[2] / "docs" / "temporal-idioms.md").read_text(encoding="utf-8")
TITLES = re.findall(r"^## (.*)$", PAGE, re.MULTILINE)
FORMS = [
    read_free(text, "form", Path("form.rq")) for text in re.findall(r"```sparql\n(.*?)```", PAGE, re.DOTALL)
]
IDIOMS = dict(zip(TITLES, zip(FORMS[::2], FORMS[1::2], strict=True), strict=True))
EVENTS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 5)), max_size=12)


def triples(events: list[tuple[int, int, int]]) -> list[Triple]:
    found = []
    for number, (subject, state, day) in enumerate(events):
        event = NamedNode(f"https://example.org/event{number}")
        told: dict[str, NamedNode | Literal] = {
            "subject": NamedNode(f"https://example.org/subject{subject}"),
            "begins": NamedNode(f"https://example.org/state{state}"),
            "at": Literal(f"2015-05-0{day}T00:00:00Z", datatype=XSD["dateTime"]),
        }
        found += [
            Triple(event, NamedNode(f"https://example.org/{name}"), term) for name, term in told.items()
        ]
    return found


def answers(engine: Engine, query: StoredQuery, day: int) -> object:
    values = {"t": f"2015-05-0{day}"} if query.header.parameters else {}
    return ask(engine, query, values).result


@pytest.mark.parametrize("title", IDIOMS)
@settings(deadline=None, max_examples=50)
@given(events=EVENTS, day=st.integers(1, 5))
def test_both_forms_answer_alike(title: str, events: list[tuple[int, int, int]], day: int) -> None:
    naive, linear = IDIOMS[title]
    engine = OxigraphStore({GRAPH["asserted"]: triples(events)})

    expected = answers(engine, naive, day)

    assert answers(engine, linear, day) == expected
    assert answers(RdflibStore(triples(events)), linear, day) == expected


@pytest.mark.parametrize("title", IDIOMS)
def test_the_lint_flags_the_slow_form_alone(title: str) -> None:
    naive, linear = IDIOMS[title]

    assert [advice.rule for advice in advise(naive)] == ["negated-later-event"]
    assert advise(linear) == ()
