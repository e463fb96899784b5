"""After a change, looking again at the affected nodes only gives what looking at all of them does."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings

from allegiance.terms import Triple
from allegiance.validate import Change, validate
from laws.random_shapes import LITERALS, data, shapes


def found(triples: list[Triple], demands: list[Triple], change: Change | None = None) -> Counter[str]:
    return Counter(map(str, validate(triples, demands, "compiled", change).results))


@settings(
    max_examples=300, deadline=None, suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large)
)
@given(data(LITERALS), data(LITERALS), shapes(ordered=False))
def test_nodes_that_are_not_affected_keep_their_results(
    kept: list[Triple], edited: list[Triple], demands: list[Triple]
) -> None:
    # An edit adds some triples and takes some away.
    before = sorted({*kept, *edited[: len(edited) // 4]}, key=str)
    after = sorted({*kept[len(kept) // 4 :], *edited[-2:]}, key=str)
    change = Change(before, after)
    now, again = found(after, demands), found(after, demands, change)
    assert again <= now
    assert now - again == found(before, demands) - found(before, demands, change)


@settings(max_examples=20, deadline=None, suppress_health_check=(HealthCheck.too_slow,))
@given(data(LITERALS), shapes(ordered=False))
def test_without_a_change_there_is_nothing_to_look_at(triples: list[Triple], demands: list[Triple]) -> None:
    assert not found(triples, demands, Change(triples, triples))
