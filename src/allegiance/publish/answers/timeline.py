"""An answer as a timeline in SVG: a line for each row, a bar over the days that its date may mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from allegiance import dates
from allegiance.errors import RequestError
from allegiance.labels import Labels
from allegiance.publish.answers.tables import free_columns
from allegiance.publish.drawing import FONT_SIZE, Drawing, shortened
from allegiance.publish.markdown import cell
from allegiance.query import Answer, Header
from allegiance.store import Rows
from allegiance.terms import XSD, Literal, Term

_WORDS, _AXIS, _MARGIN, _LINE, _TOP = 560.0, 440.0, 20.0, 36.0, 70.0
_TICKS = 10
_WORDED_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class _Event:
    words: str
    when: str
    first: date | None
    last: date | None

    @property
    def is_dated(self) -> bool:
        return self.first is not None or self.last is not None


def timeline(answer: Answer, header: Header, labels: Labels) -> str:
    """Return the timeline of an answer's rows, oldest first; rows without a date stand at the end.

    The dates are those of the first column of EDTF texts, or else of the first two columns of `xsd:dateTime`, from and until.
    Raises `RequestError` `unfit-format` where no column holds dates.
    """
    result = answer.result
    times = _time_columns(result) if isinstance(result, Rows) else []
    if not isinstance(result, Rows) or not times:
        raise RequestError(
            "unfit-format", "no column of the answer holds dates", hint="use -f table, or another query"
        )
    words = [index for index in free_columns(result, answer) if index not in times][:_WORDED_COLUMNS]
    events = [_event(row, times, words, labels) for row in result.rows]
    known = [day for event in events for day in (event.first, event.last) if day is not None]
    if not known:
        raise RequestError("unfit-format", "no row of the answer has a date", hint="use -f table")
    return _drawn(sorted(events, key=_order), min(known), max(known), header.question)


def _time_columns(rows: Rows) -> list[int]:
    """Return the positions of the columns that say when."""
    edtf, instants = [], []
    for index in range(len(rows.variables)):
        values = [row[index] for row in rows.rows if row[index] is not None]
        if values and all(_is_instant(value) for value in values):
            instants.append(index)
        elif values and all(isinstance(v, Literal) and dates.span(v.value) for v in values):
            edtf.append(index)
    return edtf[:1] or instants[:2]


def _is_instant(term: Term | None) -> bool:
    return isinstance(term, Literal) and term.datatype in {XSD["dateTime"], XSD["date"]}


def _event(row: Sequence[Term | None], times: Sequence[int], words: Sequence[int], labels: Labels) -> _Event:
    spans = [_span(row[index]) for index in times]
    told = " · ".join(text for index in words if (text := cell(row[index], labels)))
    when = " to ".join(text for index in times if (text := cell(row[index], labels)))
    return _Event(told, when.partition(" (")[0], spans[0][0], spans[-1][1])


def _span(term: Term | None) -> tuple[date | None, date | None]:
    if not isinstance(term, Literal):
        return None, None
    return dates.span(term.value[:10] if _is_instant(term) else term.value) or (None, None)


def _order(event: _Event) -> tuple[bool, date, date, str]:
    first, last = event.first or event.last or date.max, event.last or event.first or date.max
    return not event.is_dated, first, last, event.words


def _drawn(events: Sequence[_Event], first: date, last: date, title: str) -> str:
    days = max(1, (last - first).days)
    left, height = _MARGIN + _WORDS, _TOP + _LINE * len(events) + _MARGIN
    drawing = Drawing(left + _AXIS + _MARGIN, height, title)
    drawing.text(_MARGIN, _MARGIN + FONT_SIZE, shortened(title, _WORDS + _AXIS))

    def place(day: date) -> float:
        return left + _AXIS * (day - first).days / days

    for tick in _ticks(first, last):
        drawing.shape("line", x1=place(tick), x2=place(tick), y1=_TOP - 8, y2=height - _MARGIN, stroke="#bbb")
        drawing.text(place(tick), _TOP - 12, tick.isoformat()[:7], anchor="middle", quiet=True)
    for number, event in enumerate(events):
        middle = _TOP + _LINE * number + _LINE / 2
        drawing.text(_MARGIN, middle - 2, shortened(event.words, _WORDS - _MARGIN))
        drawing.text(_MARGIN, middle + FONT_SIZE, event.when or "no date", quiet=True)
        if event.is_dated:
            start = place(event.first or first)
            width = max(4.0, place(event.last or last) - start)
            is_open = event.first is None or event.last is None
            drawing.shape(
                "rect",
                f"{event.when}: {event.words}",
                x=start,
                y=middle - 6,
                width=width,
                height=12,
                fill="#fff" if is_open else "#999",
                stroke="#000",
                stroke_dasharray="3 2" if is_open else "none",
            )
    return drawing.svg()


def _ticks(first: date, last: date) -> list[date]:
    """Return first days of months that divide the time, at most `_TICKS` of them, at even distances."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next(
        step for step in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12000) if months / step <= _TICKS
    )
    start = first.year * 12 + first.month - 1
    numbers = (n for n in range(start, start + months) if n % step == 0)
    return [day for n in numbers if (day := date(n // 12, n % 12 + 1, 1)) >= first]
