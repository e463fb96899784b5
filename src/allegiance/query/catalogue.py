"""The stored queries of a folder, by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from allegiance.errors import Place, RequestError, SourceError
from allegiance.query.header import Header, read_header, undescribed


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """One `.rq` file: its name is its path under `queries/` without the extension."""

    name: str
    path: Path
    text: str
    header: Header


class Catalogue:
    """All stored queries of a folder, in the order of their names."""

    def __init__(self, root: Path, paths: Sequence[Path]) -> None:
        """Read the files; raises `SourceError` `query-header` for the first wrong header."""
        self._queries = {query.name: query for query in (read_query(path, root) for path in paths)}

    def __iter__(self) -> Iterator[StoredQuery]:
        return iter(sorted(self._queries.values(), key=lambda query: query.name))

    def __len__(self) -> int:
        return len(self._queries)

    def find(self, name: str) -> StoredQuery:
        """Return a query by its name, or by the last part of it where that is unambiguous.

        Raises `RequestError` `unknown-query` with the nearest names, or `ambiguous-query`.
        """
        if name in self._queries:
            return self._queries[name]
        ends = [known for known in self._queries if known.rpartition("/")[2] == name]
        if len(ends) == 1:
            return self._queries[ends[0]]
        if ends:
            raise RequestError(
                "ambiguous-query",
                f'several queries are called "{name}"',
                hint=f"say one of: {', '.join(ends)}",
            )
        near = get_close_matches(
            name, [*self._queries, *(known.rpartition("/")[2] for known in self._queries)], 3, 0.4
        )
        hint = f"did you mean {' or '.join(near)}?" if near else "see: allegiance queries"
        raise RequestError("unknown-query", f'no stored query is called "{name}"', hint=hint)


def read_query(path: Path, root: Path | None = None) -> StoredQuery:
    """Read one stored query; its name is relative to `root`, or the file's own."""
    text = read_text(path)
    name = path.relative_to(root).with_suffix("").as_posix() if root else path.stem
    return StoredQuery(name, path, text, read_header(text, path))


def read_text(path: Path) -> str:
    """Return the text of a query's file; raises `SourceError` `file-not-readable`."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(
            "file-not-readable",
            f"cannot be read: {error}",
            place=Place(path),
            hint="check the name, the rights and that it is UTF-8",
        ) from error


def read_free(text: str, name: str, path: Path) -> StoredQuery:
    """Return SPARQL that a person wrote as a query that can be asked: with its front matter where it has any."""
    described = any(line.startswith("#+") for line in text.splitlines())
    return StoredQuery(
        name, path, text, read_header(text, path) if described else undescribed(text, name, path)
    )
