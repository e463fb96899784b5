"""What canonical lines say about one node after another, without holding them all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from pyoxigraph import RdfFormat, parse

from allegiance.terms import NamedNode, Quad, Triple
from allegiance.turtle.lines import Lines

# Lines are looked through page by page, and so many pages are kept at hand.
_PAGE, _KEPT = 1 << 16, 16


class Lookup:
    """Looks nodes up in the lines of a graph by the first line of every page; quickest in the order of the lines."""

    def __init__(self, lines: Lines) -> None:
        self._firsts: list[bytes] = []
        starts: list[int] = []
        position = 0
        while page := lines.block(position, _PAGE):
            self._firsts.append(page[: page.index(b"\n") + 1])
            starts.append(position)
            position += len(page)
        self._page = lru_cache(_KEPT)(
            lambda number: lines.block(starts[number], _PAGE).splitlines(keepends=True)
        )

    def about(self, node: NamedNode) -> tuple[Triple, ...]:
        """Return the statements about a node, in the order of their lines."""
        beginning = f"{node} ".encode()
        found: list[bytes] = []
        # The page before the first one that begins so may end in such lines.
        for number in range(max(0, bisect_left(self._firsts, beginning) - 1), len(self._firsts)):
            page = self._page(number)
            start = end = bisect_left(page, beginning)
            while end < len(page) and page[end].startswith(beginning):
                end += 1
            found += page[start:end]
            if end < len(page):
                break
        quads = cast("Iterator[Quad]", parse(b"".join(found), RdfFormat.N_TRIPLES))
        return tuple(quad.triple for quad in quads)
