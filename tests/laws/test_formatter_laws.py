"""Laws of the formatter, on documents that nobody thought of: the same graph, the same comments, and once is enough."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from allegiance import turtle

HERE = Path("law.ttl")
names = st.sampled_from(["k:a", "k:b.c", "<http://k/x#y>", "_:n"])
literals = st.sampled_from(
    ['"x"', "'y'@en", '"1"^^k:t', "1", "-1.5", "2e3", "true", '"""a\n# b"""', '"\\" ; ."']
)
spaces = st.sampled_from([" ", "\n", "\n\n\n\n", "\t", " # note\n", "\n# line\n", "\n  # one\n  # two\n"])


def join(parts: list[str], between: st.DrawFn) -> str:
    return "".join(part + between(spaces) for part in parts)


@st.composite
def nodes(draw: st.DrawFn, depth: int = 2) -> str:
    kind = draw(st.sampled_from(["name", "literal", "list", "node"] if depth else ["name", "literal"]))
    if kind == "name":
        return draw(names)
    if kind == "literal":
        return draw(literals)
    if kind == "list":
        return join(["(", *draw(st.lists(nodes(depth - 1), max_size=3))], draw) + ")"
    return join(["[", draw(statements(depth - 1))], draw) + "]"


@st.composite
def statements(draw: st.DrawFn, depth: int = 2) -> str:
    parts: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        objects = draw(st.lists(nodes(depth), min_size=1, max_size=2))
        parts += [draw(st.sampled_from(["a", "k:p", "k:q", "<http://k/r>"]))]
        parts += [part for object_ in objects for part in (object_, ",")][:-1]
        parts.append(";")
    return join(parts if draw(st.booleans()) else parts[:-1], draw)


@st.composite
def documents(draw: st.DrawFn) -> str:
    parts = [draw(spaces), "@prefix", "k:", "<http://k/>", "."]
    for _ in range(draw(st.integers(0, 3))):
        parts += [draw(st.sampled_from(["k:s", "<http://k/t>", "[]", "_:n"])), draw(statements()), "."]
    return join(parts, draw)


@given(documents())
def test_formatting_keeps_the_graph_and_the_comments_and_once_is_enough(text: str) -> None:
    # The formatter itself compares graph and comments before and after, and refuses a difference.
    once = turtle.formatted(text.encode(), HERE)

    assert turtle.formatted(once.encode(), HERE) == once


@given(documents())
def test_lines_hold_one_statement_each(text: str) -> None:
    once = turtle.formatted(text.encode(), HERE)

    assert not [line for line in once.split("\n") if line != line.rstrip() and '"""' not in text]
