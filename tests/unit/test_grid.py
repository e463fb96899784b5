"""Tables on terminals: no line is too long and no word is broken, whatever is in them."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from allegiance.cli.grid import fitted, print_rows, wrapped

DATES = "between 15 September 2014 and 22 October 2014 ([2014-09-15..2014-10-22])"
WORDS = st.text(alphabet="abc[]\u4e00-", min_size=1, max_size=9)
CELLS = st.lists(WORDS, max_size=6).map(" ".join)


def printed(width: int, columns: list[str], rows: list[list[str]], *, ruled: bool = True) -> str:
    file = io.StringIO()
    print_rows(Console(file=file, width=width), columns, rows, ruled=ruled)
    return file.getvalue()


@given(st.data(), st.integers(10, 120), st.booleans())
def test_a_table_is_no_wider_than_the_terminal_and_its_words_are_whole(
    data: st.DataObject, width: int, ruled: bool
) -> None:
    columns = data.draw(st.lists(WORDS, min_size=1, max_size=4))
    row = st.lists(CELLS, min_size=len(columns), max_size=len(columns))
    rows = data.draw(st.lists(row, max_size=3))

    text = printed(width, columns, rows, ruled=ruled)
    shown = text.replace("│", " ").replace("┃", " ").split()

    assert all(word in shown for row in rows for cell in row for word in cell.split())
    assert is_records(text) or all(cell_len(line) <= width for line in text.splitlines())


def is_records(text: str) -> bool:
    return ": " in text or not text.strip()


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=5), st.integers(0, 90)
)
def test_widths_have_room_together_and_none_is_too_small(pairs: list[tuple[int, int]], room: int) -> None:
    natural, least = [max(pair) for pair in pairs], [min(pair) for pair in pairs]

    widths = fitted(natural, least, room)

    assert (widths is None) == (sum(least) > room)
    if widths is not None:
        assert sum(widths) <= max(room, 0)
        assert all(low <= width <= high for low, width, high in zip(least, widths, natural, strict=True))
        assert sum(widths) == min(room, sum(natural))


def test_a_line_ends_between_dates_but_not_within_one() -> None:
    assert wrapped(DATES, 26).splitlines() == [
        "between 15 September 2014",
        "and 22 October 2014",
        "([2014-09-15..2014-10-22])",
    ]
    assert wrapped("by 7 May 2015 ([..2015-05-07])", 16).splitlines() == ["by 7 May 2015", "([..2015-05-07])"]
    assert wrapped(DATES, 16).splitlines()[-2:] == ["([2014-09-15..", "2014-10-22])"]


def test_where_there_is_no_room_each_row_is_told_line_by_line() -> None:
    assert (
        printed(12, ["who", "when"], [["Tehreek-e-Taliban", "2014-10-22"]])
        == "who: Tehreek-e-Taliban\nwhen: 2014-10-22\n\n"
    )
