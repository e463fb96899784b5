"""Answers as Python wants them: rows with typed values, data frames, and a table in notebooks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from allegiance import publish
from allegiance.errors import RequestError
from allegiance.labels import Labels
from allegiance.query import Answer, Header, PythonValue, python_value
from allegiance.store import Rows
from allegiance.terms import NamedNode


@dataclass(frozen=True, slots=True)
class LabelledAnswer(Answer):
    """An answer with its query's header and the names of the graph; iterating it gives rows by column.

    A graph has no rows: take `result.triples`.
    """

    header: Header
    labels: Labels

    def __iter__(self) -> Iterator[dict[str, PythonValue]]:
        for row in self._table.rows:
            yield dict(zip(self._table.variables, map(python_value, row), strict=True))

    def __len__(self) -> int:
        return len(self._table.rows)

    def __bool__(self) -> bool:
        """Whether there is an answer at all: a row, a triple, or yes."""
        result = self.result
        if isinstance(result, Rows):
            return bool(result.rows)
        return bool(getattr(result, "triples", None) or getattr(result, "value", False))

    def to_pandas(self) -> Any:
        """Return a pandas DataFrame: typed values, IRIs as text; raises `RequestError` `missing-extra` without pandas."""
        try:
            pandas = import_module("pandas")
        except ModuleNotFoundError as error:
            raise RequestError(
                "missing-extra", "pandas is not installed", hint="pip install 'allegiance[pandas]'"
            ) from error
        table = self._table
        rows = [[_plain(python_value(term)) for term in row] for row in table.rows]
        return pandas.DataFrame(rows, columns=list(table.variables))

    def svg(self) -> str:
        """Return the drawing that the query's `view` names; raises `RequestError` `unfit-format` where it names none."""
        return publish.answer_drawing(self, self.header, self.labels)

    def _repr_html_(self) -> str:
        return publish.answer_html_table(publish.answer_table(self, self.header, self.labels))

    @property
    def _table(self) -> Rows:
        if not isinstance(self.result, Rows):
            raise RequestError(
                "unfit-format",
                "the answer has no rows",
                hint="take .result: .value of yes or no, .triples of a graph",
            )
        return self.result


def _plain(value: PythonValue) -> object:
    return value.value if isinstance(value, NamedNode) else value
