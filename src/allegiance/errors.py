"""The error tree, on one screen. Findings are not errors: they are values that rooms return.

    AllegianceError      code · message · place (file:line:column) · hint · excerpt
    ├── SourceError      your files       exit 2
    ├── RequestError     your question    exit 2
    └── EngineError      our suppliers    exit 3

Every code has a heading in docs/errors.md with cause and cure.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file and, where known, line and column, both counted from 1."""

    path: Path
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)


class AllegianceError(Exception):
    """The root of the tree: anything this package raises on purpose."""

    exit_code: ClassVar[int] = 3

    def __init__(
        self,
        code: str,
        message: str,
        *,
        place: Place | None = None,
        hint: str | None = None,
        excerpt: str | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.place = place
        self.hint = hint
        self.excerpt = excerpt

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.message}"


class SourceError(AllegianceError):
    """Something is wrong in a file or folder that was given."""

    exit_code = 2


class RequestError(AllegianceError):
    """Something is wrong in what was asked."""

    exit_code = 2


class EngineError(AllegianceError):
    """An engine or an endpoint failed; the message says whether trying again may help."""

    exit_code = 3
