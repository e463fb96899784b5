"""Where words stand in a text: the other way to a passage, for those who read rather than count."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

# Typographic and plain quotation marks, which keyboards do not tell apart.
_SINGLE, _DOUBLE = "'\u2018\u2019", '"\u201c\u201d'
_GAP = re.compile(r"\u2026|\.\.\.")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text, in code points, half-open, and its words with white space collapsed."""

    start: int
    end: int
    words: str


def find_words(text: str, words: str) -> tuple[Stretch, ...]:
    """Return where a text has these words, in the order of the text; `first … last` is the shortest stretch from first to last.

    Words are whole. Capitals, white space and the kind of quotation mark do not matter. Nothing has no place: no words are found nowhere.
    """
    parts = [part for part in _GAP.split(words) if part.strip()]
    if not parts:
        return ()
    found: dict[int, int] = {}
    heads, *tails = ([match.span(1) for match in _pattern(part).finditer(text)] for part in parts)
    for start, head_end in heads:
        end: int | None = head_end
        for spans in tails:
            end = next((last for first, last in spans if end is not None and first >= end), None)
        if end is not None:
            # Of several beginnings before one end, the last is the nearest.
            found[end] = start
    return tuple(_stretch(text, start, end) for end, start in sorted(found.items()))


def nearest_words(text: str, words: str, most: int = 3) -> tuple[Stretch, ...]:
    """Return the stretches that look most like the words that a text does not have, each as long as they are, the likest first.

    Of `first … last`, like the first part that the text does not have.
    """
    missing = next(
        (part for part in _GAP.split(words) if part.strip() and not _pattern(part).search(text)), None
    )
    if missing is None:
        return ()
    tokens = [match.span() for match in re.finditer(r"\S+", text)]
    length = len(missing.split())
    windows = {
        _stretch(text, tokens[first][0], tokens[first + length - 1][1])
        for first in range(len(tokens) - length + 1)
    }
    by_words: dict[str, Stretch] = {}
    for window in sorted(windows, key=lambda window: window.start):
        by_words.setdefault(window.words, window)
    near = difflib.get_close_matches(" ".join(missing.split()), by_words, n=most, cutoff=0.5)
    return tuple(by_words[each] for each in near)


def _pattern(words: str) -> re.Pattern[str]:
    """Return what matches wherever the words begin, with the words in its group: one place may begin inside another."""
    joined = r"\s+".join(map(_any_quotes, words.split()))
    return re.compile(rf"(?<!\w)(?=({joined})(?!\w))", re.IGNORECASE)


def _any_quotes(word: str) -> str:
    return "".join(
        next((f"[{kind}]" for kind in (_SINGLE, _DOUBLE) if letter in kind), re.escape(letter))
        for letter in word
    )


def _stretch(text: str, start: int, end: int) -> Stretch:
    return Stretch(start, end, " ".join(text[start:end].split()))
