"""An answer as a network in SVG: things on a circle, an arrow for each row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from allegiance.errors import RequestError
from allegiance.labels import Labels
from allegiance.publish.answers.tables import free_columns
from allegiance.publish.drawing import CHARACTER, Drawing, shortened
from allegiance.publish.markdown import cell
from allegiance.query import Answer, Header
from allegiance.store import Rows
from allegiance.terms import Literal, Term

_NAME_WIDTH = 230.0
_AROUND = 26.0
_MARGIN = 40.0
_LEAST_RADIUS = 150.0
_LINE = 15.0
_ARROW = 9.0


@dataclass(frozen=True, slots=True)
class _Arrow:
    start: Term
    end: Term
    told: str


def network(answer: Answer, header: Header, labels: Labels) -> str:
    """Return the network of an answer's rows.

    The first two columns of nodes are the ends of an arrow; the column between or after them names it. Raises `RequestError`
    `unfit-format` where there are no such columns.
    """
    arrows = _arrows(answer, labels)
    if not arrows:
        raise RequestError(
            "unfit-format", "no row of the answer joins two things", hint="use -f table, or another query"
        )
    nodes = _around(arrows)
    radius = max(_LEAST_RADIUS, _AROUND * len(nodes) / (2 * pi))
    width, below = 2 * (radius + _NAME_WIDTH + _MARGIN), 2 * (radius + 2 * _MARGIN)
    drawing = Drawing(width, below + _LINE * len(arrows) + _MARGIN, header.question)
    drawing.text(_MARGIN, _MARGIN / 2, shortened(header.question, width - 2 * _MARGIN))
    angles = {node: 2 * pi * number / len(nodes) for number, node in enumerate(nodes)}
    places = {
        node: (width / 2 + radius * cos(angle), below / 2 + radius * sin(angle))
        for node, angle in angles.items()
    }
    for number, arrow in enumerate(arrows):
        _draw(drawing, places[arrow.start], places[arrow.end], arrow.told)
        drawing.text(_MARGIN, below + _LINE * number, shortened(arrow.told, width - 2 * _MARGIN), quiet=True)
    for node, (x, y) in places.items():
        name, is_left = cell(node, labels), cos(angles[node]) < 0
        drawing.shape("circle", name, cx=x, cy=y, r=4, fill="#000")
        drawing.text(
            x - 9 if is_left else x + 9,
            y + 4,
            shortened(name, _NAME_WIDTH - CHARACTER),
            anchor="end" if is_left else "start",
        )
    return drawing.svg()


def _arrows(answer: Answer, labels: Labels) -> list[_Arrow]:
    """Return one arrow for each pair of things, with everything that the rows say about it."""
    rows = answer.result
    if not isinstance(rows, Rows):
        return []
    shown = free_columns(rows, answer)
    ends = [index for index in shown if _holds_nodes(row[index] for row in rows.rows)][:2]
    if len(ends) < 2:  # noqa: PLR2004 - an arrow has two ends
        return []
    between = [index for index in shown if ends[0] < index < ends[1]]
    naming = (between or [index for index in shown if index > ends[1]])[:1]
    told: dict[tuple[Term, Term], dict[str, None]] = {}
    for row in rows.rows:
        start, end = (row[index] for index in ends)
        if start is not None and end is not None:
            said = told.setdefault((start, end), {})
            said.update(dict.fromkeys(cell(row[index], labels) for index in naming))
    return [
        _Arrow(start, end, _sentence(cell(start, labels), cell(end, labels), said))
        for (start, end), said in told.items()
    ]


def _sentence(start: str, end: str, said: Iterable[str]) -> str:
    return f"{start} → {end}: {', '.join(filter(None, said))}".removesuffix(": ")


def _holds_nodes(column: Iterable[Term | None]) -> bool:
    terms = [term for term in column if term is not None]
    return bool(terms) and not any(isinstance(term, Literal) for term in terms)


def _around(arrows: list[_Arrow]) -> list[Term]:
    """Return the nodes in the order in which arrows lead to them, so that neighbours stand together."""
    order: dict[Term, None] = {}

    def visit(start: Term) -> None:
        waiting = [start]
        while waiting:
            here = waiting.pop()
            if here in order:
                continue
            order[here] = None
            joined = [a.end for a in arrows if a.start == here] + [a.start for a in arrows if a.end == here]
            waiting += reversed(joined)

    for arrow in arrows:
        visit(arrow.start)
    return list(order)


def _draw(drawing: Drawing, start: tuple[float, float], end: tuple[float, float], told: str) -> None:
    (x1, y1), (x2, y2) = start, end
    length = hypot(x2 - x1, y2 - y1)
    if not length:
        drawing.shape("circle", told, cx=x1, cy=y1, r=10, fill="none", stroke="#000")
        return
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    tip = (x2 - 5 * ux, y2 - 5 * uy)
    left = (tip[0] - _ARROW * (ux - uy / 2.5), tip[1] - _ARROW * (uy + ux / 2.5))
    right = (tip[0] - _ARROW * (ux + uy / 2.5), tip[1] - _ARROW * (uy - ux / 2.5))
    drawing.shape("line", told, x1=x1, y1=y1, x2=tip[0], y2=tip[1], stroke="#555")
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (tip, left, right))
    drawing.shape("polygon", told, points=points, fill="#555")
