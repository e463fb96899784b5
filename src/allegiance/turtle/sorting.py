"""Lines in order, each once, without holding them all: sorted runs wait in a temporary file and are merged from there.

Lines are bytes that end in a line feed; their order is that of their bytes, which is the order of their code points.
"""

from __future__ import annotations

import tempfile
import weakref
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import IO

# What is sorted in memory at once, and what is read of each run at once.
_HELD = 1 << 25
_BLOCK = 1 << 20


def spool(owner: object) -> IO[bytes]:
    """Return a file that stays in memory while it is small, and is closed when its owner is no more."""
    file = tempfile.SpooledTemporaryFile(max_size=_HELD)  # noqa: SIM115 - it lives as long as its owner
    weakref.finalize(owner, file.close)
    return file


class Sorter:
    """Takes lines in any order, and gives them back once, sorted."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self._size = 0
        self._runs: list[_Run] = []
        self._file = spool(self)

    def add(self, lines: list[bytes], size: int) -> None:
        """Take some lines, of about so many bytes; beyond what is held at once, they wait in the file."""
        self._lines += lines
        self._size += size
        if self._size > _HELD:
            self._lines.sort()
            start = self._file.tell()
            self._file.write(b"".join(self._lines))
            self._runs.append(_Run(self._file, start, self._file.tell()))
            self._lines, self._size = [], 0

    def merged(self) -> Iterator[list[bytes]]:
        """Yield all lines in stretches, sorted, each once."""
        self._lines.sort()
        last = b""
        while True:
            parts = [waiting for run in self._runs if (waiting := run.waiting())]
            if not parts:
                break
            # Whatever is still in the file comes after the last line of some part, so up to the least of them nothing is missing.
            bound = min(part[-1] for part in parts)
            stretch: list[bytes] = []
            for part in (*parts, self._lines):
                end = bisect_right(part, bound)
                stretch += part[:end]
                del part[:end]
            stretch.sort()
            yield _once(stretch, last)
            last = bound
        yield _once(self._lines, last)


class _Run:
    """A stretch of a file that is sorted, read block by block."""

    def __init__(self, file: IO[bytes], start: int, end: int) -> None:
        self._file, self._next, self._end = file, start, end
        self._waiting: list[bytes] = []

    def waiting(self) -> list[bytes]:
        """Return the lines that were read and not yet taken, the caller's to take from; empty at the end of the run."""
        if not self._waiting and self._next < self._end:
            self._file.seek(self._next)
            block = self._file.read(min(_BLOCK, self._end - self._next))
            if not block.endswith(b"\n"):
                block += self._file.readline()
            self._next += len(block)
            self._waiting = block.splitlines(keepends=True)
        return self._waiting


def _once(lines: list[bytes], before: bytes) -> list[bytes]:
    """Return sorted lines without repetition, and without the one that came before."""
    return [line for previous, line in pairwise([before, *lines]) if line != previous]
