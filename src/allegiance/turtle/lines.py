"""Sorted lines of N-Triples or N-Quads, as many as there are: small ones wait in memory, large ones in a temporary file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from allegiance.turtle.sorting import spool

Fact = tuple[str, str]
"""A predicate and an object, as they stand in a line."""
END = " .\n"
_BLOCK = 1 << 20


class Lines:  # noqa: PLW1641 - equal lines need not be one object
    """Canonical lines, to be read as often as wanted; a line is one statement without its closing ` .`.

    `blank` are those that speak of blank nodes, which are held in memory: how such nodes are written depends on all of them.
    """

    def __init__(self, stretches: Iterable[list[bytes]], blank: Iterable[str] = ()) -> None:
        """Take sorted lines as text, each with its ` .` and line feed."""
        self.blank = tuple(blank)
        self._file = spool(self)
        self._count = 0
        for stretch in stretches:
            self._file.write(b"".join(stretch))
            self._count += len(stretch)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        for text in self.text():
            yield from text.split(END)[:-1]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Lines):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    def text(self) -> Iterator[str]:
        """Yield the lines as the text of a file, in stretches of whole lines."""
        # Each reader has a position of its own: two may be under way at once.
        position = 0
        while block := self.block(position):
            position += len(block)
            yield block.decode()

    def block(self, position: int, size: int = _BLOCK) -> bytes:
        """Return whole lines from a position on that is the beginning of one, of at least so many bytes; none at the end."""
        self._file.seek(position)
        block = self._file.read(size)
        return block if block.endswith(b"\n") else block + self._file.readline()

    def rdfc_hash(self) -> str:
        """Return the RDFC-1.0 hash: SHA-256 of the canonical text, in hexadecimal."""
        found = hashlib.sha256()
        for text in self.text():
            found.update(text.encode())
        return found.hexdigest()


def by_subject(lines: Iterable[str]) -> Iterator[tuple[str, list[Fact]]]:
    """Yield each subject with its predicates and objects, in the order of the lines."""
    current, facts = "", list[Fact]()
    for line in lines:
        subject, predicate, object_ = line.split(" ", 2)
        if subject != current:
            if facts:
                yield current, facts
            current, facts = subject, []
        facts.append((predicate, object_))
    if facts:
        yield current, facts
