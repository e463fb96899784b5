"""What feeds another is completed before it, unless both feed each other."""

from hypothesis import given
from hypothesis import strategies as st

from allegiance.reason.ranks import ranks

graphs = st.dictionaries(st.integers(-6, 6), st.frozensets(st.integers(-6, 6)), max_size=10)


def reachable(feeds: dict[int, frozenset[int]], start: int) -> set[int]:
    seen: set[int] = set()
    pending = [*feeds.get(start, ())]
    while pending:
        node = pending.pop()
        if node not in seen:
            seen.add(node)
            pending.extend(feeds.get(node, ()))
    return seen


@given(graphs)
def test_ranks_follow_the_edges_and_cycles_share_one(feeds: dict[int, frozenset[int]]) -> None:
    found = ranks(feeds)

    for node, targets in feeds.items():
        for target in targets:
            if node in reachable(feeds, target):
                assert found[node] == found[target]
            else:
                assert found[node] < found[target]


def test_a_long_chain_needs_no_recursion() -> None:
    found = ranks({n: {n + 1} for n in range(20_000)})

    assert [found[n] for n in range(20_001)] == sorted(found.values())
