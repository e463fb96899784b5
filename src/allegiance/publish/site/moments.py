"""As of a day: what the stored queries about a day answer for every day. Nothing is decided here: there is one logic of time."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from allegiance.publish.answers.tables import free_columns
from allegiance.publish.markdown import heading
from allegiance.publish.site.names import Names
from allegiance.publish.site.source import AskedByDay
from allegiance.query import Answer, StoredQuery
from allegiance.store import Rows
from allegiance.terms import NamedNode, Term

VERDICT = "verdict"
"""The column in which a query about a day says how it stands on that day."""

BEFORE, AFTER = "no record", "no longer"
"""The words for days on which a query has no such row: before it first has it, and later."""

# Columns that follow from the day, besides the verdict.
_OF_THE_DAY = frozenset({VERDICT, "beyondHorizon"})

Cells = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """One row of the answers, with its verdicts: each holds from its day (ISO 8601) until the next; the first since ever."""

    cells: Cells
    verdicts: tuple[tuple[str, str], ...]

    def on(self, day: str) -> str:
        """Return the verdict on a day."""
        return self.verdicts[max(bisect([first for first, _ in self.verdicts], day) - 1, 0)][1]

    def is_known(self, day: str) -> bool:
        """Say whether the query has this row on a day."""
        return self.on(day) not in {BEFORE, AFTER}


@dataclass(frozen=True, slots=True)
class Courses:
    """All rows that a query has on any day, by their names; `given` are the parameters' labels and values, the day aside."""

    query: StoredQuery
    columns: tuple[str, ...]
    given: tuple[tuple[str, Term], ...]
    rows: tuple[Course, ...]

    def on(self, day: str) -> list[Course]:
        """Return the rows in the order to be shown on a day: those that the query has first."""
        return sorted(self.rows, key=lambda row: not row.is_known(day))


def courses(asked: AskedByDay, names: Names) -> Courses:
    """Return the answers of a query about a day row by row instead of day by day."""
    days = [day.isoformat() for day, _ in asked.answers]
    found: dict[Cells, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for day, (_, answer) in zip(days, asked.answers, strict=True):
        for cells, verdict in _rows(answer):
            if verdict not in found[cells][day]:
                found[cells][day].append(verdict)
    rows = [Course(cells, tuple(_changes(days, verdicts))) for cells, verdicts in found.items()]
    header, last = asked.query.header, asked.answers[-1][1]
    given = [
        (parameter.label, last.bindings[parameter.variable])
        for parameter in header.parameters
        if isinstance(last.bindings.get(parameter.variable), NamedNode)
    ]
    return Courses(
        query=asked.query,
        columns=tuple(heading(name, header) for name, _ in _columns(last)),
        given=tuple(given),
        rows=tuple(sorted(rows, key=lambda row: [names.text(cell) if cell else "" for cell in row.cells])),
    )


def _columns(answer: Answer) -> list[tuple[str, int]]:
    """Return the columns that say what a row is about, with their places."""
    if not isinstance(answer.result, Rows):
        return []
    names = answer.result.variables
    return [(names[i], i) for i in free_columns(answer.result, answer) if names[i] not in _OF_THE_DAY]


def _rows(answer: Answer) -> Iterator[tuple[Cells, str]]:
    if not isinstance(answer.result, Rows):
        return
    columns = _columns(answer)
    place = answer.result.variables.index(VERDICT)
    for row in answer.result.rows:
        verdict = row[place]
        yield tuple(row[index] for _, index in columns), str(getattr(verdict, "value", ""))


def _changes(days: Sequence[str], verdicts: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield the days on which the verdicts change; rows that differ in nothing else have theirs told together."""
    first = min(verdicts)
    told = [
        (day, " / ".join(verdicts[day]) if day in verdicts else BEFORE if day < first else AFTER)
        for day in days
    ]
    for words, same in groupby(told, key=lambda pair: pair[1]):
        yield next(same)[0], words
