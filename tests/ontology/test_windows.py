"""Every window is what its reading rule makes of the wording: the rules of docs/annotating.md, recomputed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from allegiance import KnowledgeGraph
from allegiance.terms import ALG, DCTERMS, Literal, NamedNode, Object, Subject
from conftest import ROOT

CONCEPT = "https://w3id.org/allegiance/concept/"
Facts = Mapping[Subject, Mapping[NamedNode, list[Object]]]
Window = tuple[datetime | None, datetime | None]


@pytest.fixture(scope="module")
def facts() -> Facts:
    found: dict[Subject, dict[NamedNode, list[Object]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, object_ in KnowledgeGraph(ROOT).asserted:
        found[subject][predicate].append(object_)
    return found


def instant(facts: Facts, node: Object, name: NamedNode) -> datetime | None:
    values = facts.get(node, {}).get(name, []) if not isinstance(node, Literal) else []
    return datetime.fromisoformat(values[0].value) if values and isinstance(values[0], Literal) else None


def window(facts: Facts, node: Object) -> Window:
    return instant(facts, node, ALG["notBefore"]), instant(facts, node, ALG["before"])


def anchors(facts: Facts, node: Subject) -> list[Window]:
    """Return the windows that a window may be counted from: of what comes before, and of what it is the result of."""
    linked = [
        o
        for name in ("follows", "resultOf", "responsibleFor", "about")
        for o in facts[node].get(ALG[name], [])
    ]
    linked += [s for s, statements in facts.items() if node in statements.get(ALG["resultOf"], [])]
    return [window(facts, other) for other in linked]


def with_rule(facts: Facts, rule: str) -> list[Subject]:
    concept = NamedNode(CONCEPT + rule)
    return sorted((node for node in facts if concept in facts[node].get(ALG["dateBasis"], [])), key=str)


def next_month(first: datetime) -> datetime:
    return (first + timedelta(days=32)).replace(day=1)


def test_a_stated_month_is_the_whole_month(facts: Facts) -> None:
    for rule in ("stated-month", "next-month"):
        nodes = with_rule(facts, rule)
        assert nodes
        for node in nodes:
            first, end = window(facts, node)
            assert first is not None, node
            assert (first.day, end) == (1, next_month(first)), node


def test_early_in_a_month_is_its_first_ten_days(facts: Facts) -> None:
    nodes = with_rule(facts, "early-in-month")
    assert nodes
    for node in nodes:
        first, end = window(facts, node)
        assert first is not None, node
        assert (first.day, end) == (1, first + timedelta(days=10)), node


@pytest.mark.parametrize(("rule", "least"), [("few-weeks-after", 14), ("weeks-after", 7)])
def test_some_weeks_after_are_counted_from_what_came_before(facts: Facts, rule: str, least: int) -> None:
    nodes = with_rule(facts, rule)
    assert nodes
    earlier = {
        window(facts, node) for name in ("early-in-month", "stated-month") for node in with_rule(facts, name)
    }
    allowed = {(a + timedelta(days=least), b + timedelta(days=42)) for a, b in earlier if a and b}
    for node in nodes:
        assert window(facts, node) in allowed, node


def test_by_publication_closes_where_the_publication_day_begins(facts: Facts) -> None:
    published = {
        datetime.fromisoformat(o.value)
        for node in facts
        for o in facts[node].get(DCTERMS["issued"], [])
        if isinstance(o, Literal)
    }
    assert published == {datetime(2015, 5, 8, tzinfo=UTC)}
    for node in with_rule(facts, "by-publication"):
        assert window(facts, node) == (None, *published), node


def test_what_might_be_or_will_be_has_no_window(kg: KnowledgeGraph, facts: Facts) -> None:
    """A situation that is only claimed as future or hypothetical is not dated by the publication."""
    modalities: dict[Object, set[Object]] = defaultdict(set)
    for statements in facts.values():
        for situation in statements.get(ALG["concerns"], []):
            modalities[situation] |= set(statements.get(ALG["modality"], []))
    unreal = {s for s, found in modalities.items() if found and ALG["actual"] not in found}
    assert unreal
    assert [kg.labels.short(s) for s in sorted(unreal, key=str) if window(facts, s) != (None, None)] == []
