"""The timeline: windows as intervals, drawn to scale. Coordinates are computed here, so that a page needs no program to show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from allegiance import dates
from allegiance.publish.site.accounts import Account

_WIDTH = 1000
_LEFT, _RIGHT = 30, 20
_ROW = 26
_TOP = 34
_PADDING = 0.04
_MOST_TICKS = 14
_MONTHS_PER_TICK = (1, 2, 3, 6, 12, 24, 60, 120, 300, 600, 1200, 6000)


@dataclass(frozen=True, slots=True)
class Bar:
    """One situation: from `x` to `x + width`; an open side fades out; `sure` is the part throughout which a state held."""

    account: Account
    y: int
    x: int
    width: int
    open_start: bool
    open_end: bool
    sure: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Tick:
    """One line of the axis."""

    x: int
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawing of `width` by `height` units, and the situations that are too vague to be drawn."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    undrawn: tuple[Account, ...]
    width: int
    height: int


def draw(accounts: Iterable[Account], horizon: str) -> Timeline:
    """Return the timeline of situations; those of which only is known that they were before `horizon` are left undrawn."""
    known: list[Account] = []
    undrawn: list[Account] = []
    for account in accounts:
        window = account.window
        told = (
            window.not_before
            or window.held_from
            or (window.before and (not horizon or window.before < horizon))
        )
        (known if told and _moments(account) else undrawn).append(account)
    instants = sorted({moment for account in known for moment in _moments(account)})
    if not instants:
        return Timeline((), (), tuple(undrawn), _WIDTH, 0)
    scale = _Scale(instants)
    known.sort(key=lambda account: (_moments(account), account.situation.value))
    bars = tuple(_bar(account, row, scale) for row, account in enumerate(known))
    height = _TOP + _ROW * len(bars) + 10
    return Timeline(bars, scale.ticks(), tuple(undrawn), _WIDTH, height)


class _Scale:
    def __init__(self, instants: Sequence[float]) -> None:
        span = max(instants[-1] - instants[0], 86400.0)
        self.first = instants[0] - span * _PADDING
        self.last = instants[-1] + span * _PADDING

    def x(self, instant: float) -> int:
        return round(_LEFT + (instant - self.first) / (self.last - self.first) * (_WIDTH - _LEFT - _RIGHT))

    def ticks(self) -> tuple[Tick, ...]:
        """Return the starts of months, as many as can be read."""
        start, end = (datetime.fromtimestamp(instant, UTC) for instant in (self.first, self.last))
        months = range(start.year * 12 + start.month, end.year * 12 + end.month)
        step = next(step for step in _MONTHS_PER_TICK if len(months) / step <= _MOST_TICKS)
        chosen = [month for month in months if month % step == 0] if step > 1 else list(months)
        found = [datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC) for month in chosen]
        return tuple(Tick(self.x(day.timestamp()), _axis_words(day)) for day in found)


def _axis_words(day: datetime) -> str:
    month = (dates.in_words(f"{day.year:04}-{day.month:02}") or "").removeprefix("in ").partition(" ")[0]
    return f"{month[:3]} {day.year}"


def _bar(account: Account, row: int, scale: _Scale) -> Bar:
    start, end = _start(account), _end(account)
    left = scale.x(start) if start is not None else 0
    right = scale.x(end) if end is not None else _WIDTH
    held_from, held_until = _seconds(account.window.held_from), _seconds(account.window.held_until)
    sure = None
    if held_from is not None:
        first, last = scale.x(held_from), right if held_until is None else scale.x(held_until)
        sure = (first, max(last - first, 3))
    return Bar(account, _TOP + _ROW * row, left, max(right - left, 6), start is None, end is None, sure)


def _start(account: Account) -> float | None:
    return _seconds(account.window.not_before or account.window.held_from)


def _end(account: Account) -> float | None:
    return _seconds(account.window.before or account.window.held_until)


def _moments(account: Account) -> list[float]:
    """Return the bounds of a window that are known and can be drawn, in order of time."""
    return [moment for moment in (_start(account), _end(account)) if moment is not None]


def _seconds(instant: str) -> float | None:
    try:
        moment = datetime.fromisoformat(instant)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
