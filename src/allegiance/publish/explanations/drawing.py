"""Proofs as a picture in SVG: one line a step, each under what it proves, with brackets that lead from one to the other."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from allegiance.explain import Explanation
from allegiance.labels import Labels
from allegiance.publish.drawing import CHARACTER, Drawing
from allegiance.publish.explanations.statements import statement
from allegiance.publish.explanations.words import CLAIM_MARK, proof_titles, told

_WIDTH = 800.0
_MARGIN = 20.0
_LINE = 16.0
_INDENT = 18.0
_FEWEST_CHARACTERS = 40


class _Row(NamedTuple):
    """A step or a claim: its depth, the line it starts on, and its words, broken into lines."""

    depth: int
    line: int
    words: tuple[str, ...]


def proofs_drawing(found: Sequence[Explanation], labels: Labels) -> str:
    """Return proofs of one triple below each other, with a title each where they are several; as wide as a page."""
    rows = list(_rows(found, labels))
    last = rows[-1]
    height = 2 * _MARGIN + _LINE * (last.line + len(last.words))
    drawing = Drawing(_WIDTH, height, statement(found[0].triple, labels))
    above: dict[int, _Row] = {}
    for row in rows:
        if row.depth > 0:
            _bracket(drawing, above[row.depth - 1], row)
        above[row.depth] = row
        for number, words in enumerate(row.words):
            quiet = row.words[0].startswith(CLAIM_MARK)
            drawing.text(_left(row.depth), _base(row.line + number), words, quiet=quiet)
    return drawing.svg()


def _rows(found: Sequence[Explanation], labels: Labels) -> Iterator[_Row]:
    line = 0
    for title, each in zip(proof_titles(found), found, strict=True):
        if len(found) > 1:
            yield _Row(0, line, (title,))
            line += 1
        for depth, words in told(each, labels).lines():
            most = int((_WIDTH - _MARGIN - _left(depth)) / CHARACTER)
            row = _Row(depth, line, tuple(textwrap.wrap(words, max(most, _FEWEST_CHARACTERS))))
            yield row
            line += len(row.words)
        line += 1


def _bracket(drawing: Drawing, upper: _Row, lower: _Row) -> None:
    x, top, bottom = (
        _left(upper.depth) + 5,
        _base(upper.line + len(upper.words) - 1) + 4,
        _base(lower.line) - 4,
    )
    points = f"{x:.1f},{top:.1f} {x:.1f},{bottom:.1f} {_left(lower.depth) - 3:.1f},{bottom:.1f}"
    drawing.shape("polyline", points=points, fill="none", stroke="#555", stroke_width=0.7)


def _left(depth: int) -> float:
    return _MARGIN + _INDENT * depth


def _base(line: int) -> float:
    return _MARGIN + _LINE * (line + 1)
