"""The stored queries of a folder, by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from allegiance.errors import Place, RequestError, SourceError
from allegiance.query.header import Header, read_header, undescribed
from allegiance.store.tokens import tokens


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """One `.rq` file: its name is its path under `queries/` without the extension."""

    name: str
    path: Path
    text: str
    header: Header


class Catalogue:
    """All stored queries of a folder, in the order of their names; a file that is wrong stops only who asks for it."""

    def __init__(self, root: Path, paths: Sequence[Path]) -> None:
        """Read the files."""
        self._queries: dict[str, StoredQuery] = {}
        self._faults: dict[str, SourceError] = {}
        for path in paths:
            name = _name(path, root)
            try:
                self._queries[name] = read_query(path, root)
            except SourceError as error:
                self._faults[name] = error

    @property
    def faults(self) -> Mapping[str, SourceError]:
        """What is wrong with the files that cannot be read, by the names that their queries would have."""
        return dict(sorted(self._faults.items()))

    def __iter__(self) -> Iterator[StoredQuery]:
        return iter(sorted(self._queries.values(), key=lambda query: query.name))

    def __len__(self) -> int:
        return len(self._queries)

    def demand_whole(self) -> None:
        """Raise the `SourceError` of the first file that is wrong: for what must not leave a query out in silence."""
        for error in self.faults.values():
            raise error

    def about(self, words: str) -> list[StoredQuery]:
        """Return the queries that have all these words in their name, question, description or tags, case apart."""
        wanted = re.findall(r"\w+", words.lower())
        return [query for query in self if all(word in _said(query) for word in wanted)]

    def find(self, name: str) -> StoredQuery:
        """Return a query by its name, or by the last part of it where that is unambiguous.

        Raises `RequestError` `unknown-query` with the nearest names, or `ambiguous-query`, and `SourceError` where the file is wrong.
        """
        every = [*self._queries, *self._faults]
        ends = [name] if name in every else [known for known in every if known.rpartition("/")[2] == name]
        if len(ends) == 1:
            if ends[0] in self._faults:
                raise self._faults[ends[0]]
            return self._queries[ends[0]]
        if ends:
            raise RequestError(
                "ambiguous-query",
                f'several queries are called "{name}"',
                hint=f"say one of: {', '.join(ends)}",
            )
        alike = get_close_matches(name, [*every, *(known.rpartition("/")[2] for known in every)], 3)
        near = alike or [query.name for query in self.about(name)[:3]]
        hint = (
            f"did you mean {' or '.join(near)}?"
            if near
            else "find one by its words: allegiance queries --about WORDS"
        )
        raise RequestError("unknown-query", f'no stored query is called "{name}"', hint=hint)


def _said(query: StoredQuery) -> str:
    header = query.header
    return " ".join((query.name, header.question, header.description, *header.tags)).lower()


def read_query(path: Path, root: Path | None = None) -> StoredQuery:
    """Read one stored query; its name is relative to `root`, or the file's own."""
    text = read_text(path)
    return StoredQuery(_name(path, root), path, text, read_header(text, path))


def _name(path: Path, root: Path | None) -> str:
    return path.relative_to(root).with_suffix("").as_posix() if root else path.stem


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


def read_free(
    text: str, name: str, path: Path, prefixes: Mapping[str, str] = MappingProxyType({})
) -> StoredQuery:
    """Return SPARQL that a person wrote as a query that can be asked: with its front matter where it has any.

    Of the prefixes, those are declared that the query uses and does not declare.
    """
    described = any(line.startswith("#+") for line in text.splitlines())
    header = read_header(text, path) if described else undescribed(text, name, path)
    return StoredQuery(name, path, _declared(text, prefixes) + text, header)


def _declared(text: str, prefixes: Mapping[str, str]) -> str:
    """Return the declarations that a query lacks, on no line of their own: the lines of the query keep their numbers."""
    read = tokens(text)
    own = {
        name.text.rstrip(":")
        for word, name in pairwise(read)
        if word.keyword == "PREFIX" and name.kind == "name"
    }
    used = {token.text.partition(":")[0] for token in read if token.kind == "name"}
    lacking = sorted(used - own - {"_"})
    return "".join(f"PREFIX {prefix}: <{prefixes[prefix]}> " for prefix in lacking if prefix in prefixes)
