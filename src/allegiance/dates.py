"""Dates for people: Extended Date/Time Format (the part of ISO 8601-2 that the graph uses) in English words."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DATE = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_ONE_OF = re.compile(rf"\[({_DATE})?\.\.({_DATE})?\]")
_INTERVAL = re.compile(rf"({_DATE})/({_DATE})")


def in_words(edtf: str) -> str | None:
    """Return a date, an interval or a one-of range in words, or None for anything else.

    >>> in_words("[2014-09-15..2014-10-22]")
    'between 15 September 2014 and 22 October 2014'
    >>> in_words("[..2015-05-07]")
    'by 7 May 2015'
    >>> in_words("2014-04")
    'in April 2014'
    """
    if one_of := _ONE_OF.fullmatch(edtf):
        first, last = one_of.groups()
        if first and last:
            return f"between {_date(first)} and {_date(last)}"
        return f"by {_date(last)}" if last else f"from {_date(first)} on" if first else None
    if interval := _INTERVAL.fullmatch(edtf):
        return f"from {_date(interval[1])} to {_date(interval[2])}"
    if re.fullmatch(_DATE, edtf):
        return f"{'on' if edtf.count('-') > 1 else 'in'} {_date(edtf)}"
    return None


def span(edtf: str) -> tuple[date | None, date | None] | None:
    """Return the first and the last day that a date, an interval or a one-of range may mean, or None for anything else.

    An open end is None.

    >>> span("2014-04")
    (datetime.date(2014, 4, 1), datetime.date(2014, 4, 30))
    """
    if found := _ONE_OF.fullmatch(edtf) or _INTERVAL.fullmatch(edtf):
        first, last = found.groups()
    elif re.fullmatch(_DATE, edtf):
        first = last = edtf
    else:
        return None
    return _first_day(first) if first else None, _last_day(last) if last else None


def _first_day(text: str) -> date:
    return date.fromisoformat(f"{text}-01-01"[:10] if len(text) == len("2014") else f"{text}-01"[:10])


def _last_day(text: str) -> date:
    year, *rest = (int(part) for part in text.split("-"))
    month = rest[0] if rest else 12
    return date(year, month, rest[1] if len(rest) > 1 else monthrange(year, month)[1])


def _date(text: str) -> str:
    year, *rest = text.split("-")
    words = [_MONTHS[int(rest[0]) - 1], year] if rest else [year]
    return " ".join([str(int(rest[1])), *words] if len(rest) > 1 else words)
