"""A text as its blocks and sentences: which stretches are running text, where each paragraph and each sentence begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Closing and opening quotation marks and brackets, as code points: typographic ones look alike in print.
_CLOSING, _OPENING = r"[\u201D\u2019\"')*]*", r"[\u201C\u2018\"'(]?"
_END_OF_SENTENCE = re.compile(rf"(?<=[.!?]){_CLOSING}\s+(?={_OPENING}[A-Z])")
_END_OF_PROSE = re.compile(rf"[.!?]{_CLOSING}$")
_BLOCK = re.compile(r"\S(?:[^\n]|\n(?![ \t]*\n))*")


def paragraph_at(text: str, position: int) -> int | None:
    """Return the number of the paragraph that has a code point, from 1; None for titles, headings and what is between."""
    return next((number for number, start, end in blocks(text) if start <= position < end), None)


def blocks(text: str) -> list[tuple[int | None, int, int]]:
    """Return the blocks of a text with their bounds; running text is numbered from 1, titles and headings are not.

    A block that stops in mid-sentence and goes on in the next one was cut by a page break: the two are one.
    """
    healed: list[tuple[int, int]] = []
    for match in _BLOCK.finditer(text):
        start, end = match.start(), match.start() + len(match.group().rstrip())
        if healed and text[start].islower() and text[healed[-1][1] - 1].isalpha():
            start = healed.pop()[0]
        healed.append((start, end))
    numbered, count = [], 0
    for start, end in healed:
        prose = text[start].isalpha() and _END_OF_PROSE.search(text[start:end]) is not None
        count += prose
        numbered.append((count if prose else None, start, end))
    return numbered


def sentences_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the sentences of a block."""
    first = start
    for gap in _END_OF_SENTENCE.finditer(text, start, end):
        last = gap.start() + len(gap.group().rstrip())
        yield first, last
        first = gap.end()
    yield first, end
