"""Answers kept in files: the W3C result formats, read by pyoxigraph."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, parse_query_results

from allegiance.errors import Place, SourceError
from allegiance.store.port import Rows, Truth

_LITERAL: Final = re.compile(rb"(<(?:[\w.-]+:)?literal\b[^>]*(?<!/)>)(\s*)([^<]*?)(\s*)(?=</)")


def with_whole_literals(document: bytes) -> bytes:
    """Return a result document in XML with the white space at either end of its literals as character references.

    pyoxigraph's reader cuts it off where it stands as it is (docs/deviations.md, D14).
    """
    return _LITERAL.sub(
        lambda found: found[1] + _referred(found[2]) + found[3] + _referred(found[4]), document
    )


def _referred(white_space: bytes) -> bytes:
    return b"".join(b"&#%d;" % character for character in white_space)


def read_result(body: bytes, syntax: QueryResultsFormat) -> Rows | Truth:
    """Return the rows or the truth value in a result document; raises `SyntaxError` for anything incomplete."""
    result = parse_query_results(
        with_whole_literals(body) if syntax == QueryResultsFormat.XML else body, syntax
    )
    if isinstance(result, QueryBoolean):
        return Truth(bool(result))
    if not isinstance(result, QuerySolutions):
        raise SyntaxError("neither rows nor a truth value")  # noqa: TRY004 - the document is wrong, not a Python type
    names = tuple(variable.value for variable in result.variables)
    return Rows(names, tuple(tuple(solution) for solution in result))


def read_tsv(path: Path) -> Rows:
    """Return the rows of a SPARQL TSV file; raises `SourceError` `result-syntax`."""
    try:
        result = read_result(path.read_bytes(), QueryResultsFormat.TSV)
    except SyntaxError as error:
        raise SourceError(
            "result-syntax",
            f"not SPARQL TSV: {error.msg}",
            place=Place(path),
            hint="write it with: allegiance query … -f tsv",
        ) from error
    if isinstance(result, Truth):
        raise SourceError(
            "result-syntax", "holds a truth value, not rows", place=Place(path), hint="one column, one row"
        )
    return result
