"""Rows on a terminal: a table whose words stay whole, or else one record after another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.box import HEAVY_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

# What a ruled table spends on a column beside its text (a space on each side, a line), and a plain one.
_RULED, _PLAIN = 3, 2
_WORD = re.compile(r"(\s*)(\S*?\d\.\.(?=\d)|\S+)")


def print_rows(
    console: Console, columns: Sequence[str], rows: Sequence[Sequence[str]], *, ruled: bool = True
) -> None:
    """Print rows as a table that is no wider than the console and breaks no word.

    Where there is no room for that, each row is told line by line, a cell on each.
    """
    cells = list(zip(columns, *rows, strict=True))
    natural = [max(map(cell_len, column)) for column in cells]
    least = [
        max((cell_len(word) for cell in column for _, word in _words(cell)), default=0) for column in cells
    ]
    room = console.width - (1 + _RULED * len(columns) if ruled else _PLAIN * len(columns))
    widths = fitted(natural, least, room)
    if widths is None:
        _print_records(console, columns, rows)
        return
    box, padding = (HEAVY_HEAD, (0, 1)) if ruled else (None, (0, _PLAIN, 0, 0))
    table = Table(box=box, padding=padding)
    for name, width in zip(columns, widths, strict=True):
        table.add_column(Text(wrapped(name, width)), width=width)
    for row in rows:
        table.add_row(*(Text(wrapped(cell, width)) for cell, width in zip(row, widths, strict=True)))
    console.print(table)


def fitted(natural: Sequence[int], least: Sequence[int], room: int) -> list[int] | None:
    """Return widths that have room together, each at least the least; wide columns give way first. None where there is no room."""
    if sum(least) > room:
        return None
    widths = list(natural)
    while sum(widths) > room:
        widest = max((n for n, width in enumerate(widths) if width > least[n]), key=lambda n: widths[n])
        widths[widest] -= 1
    return widths


def wrapped(text: str, width: int) -> str:
    """Return a text in lines of at most so many cells, longer words apart; a line may end within `2014-09-15..2014-10-22`, after the dots."""
    lines = [""]
    for gap, word in _words(text):
        joined = f"{lines[-1]}{' ' if gap and lines[-1] else ''}{word}"
        if lines[-1] and cell_len(joined) > width:
            lines.append(word)
        else:
            lines[-1] = joined
    return "\n".join(lines)


def _words(text: str) -> list[tuple[str, str]]:
    """Return what may not be broken in a text, each after the white space before it."""
    return _WORD.findall(text)


def _print_records(console: Console, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    for row in rows:
        for name, cell in zip(columns, row, strict=True):
            if cell:
                console.print(Text.assemble((f"{name}: ", "bold"), cell), soft_wrap=True)
        console.print()
