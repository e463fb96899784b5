"""A part of an answer: at most so many rows, page by page. LIMIT is written on the tokens of the query, never into its text."""

from __future__ import annotations

from dataclasses import dataclass

from allegiance.errors import RequestError
from allegiance.store import Result, Rows
from allegiance.store.tokens import query_form, tokens


@dataclass(frozen=True, slots=True)
class Page:
    """Rows to show: `size` of them, after those of the pages before `number`, which counts from 1."""

    size: int
    number: int = 1

    def __post_init__(self) -> None:
        """Raise `RequestError` `bad-page` for a page that cannot be."""
        if self.size < 1 or self.number < 1:
            raise RequestError(
                "bad-page",
                "a page has at least one row, and pages are counted from 1",
                hint="say for example: --limit 20 --page 2",
            )

    @property
    def end(self) -> int:
        """How many rows must be fetched for the page to be whole."""
        return self.size * self.number

    def limited(self, query: str) -> str:
        """Return the query with no more rows than the page needs; a smaller LIMIT of its own stays.

        Raises `RequestError` `bad-page` where the answer is not rows.
        """
        if (form := query_form(query)) != "SELECT":
            raise RequestError(
                "bad-page", f"{form} answers have no pages", hint="leave --limit and --page out"
            )
        depth, previous, insertion = 0, "", len(query)
        for token in tokens(query):
            depth += {"{": 1, "}": -1}.get(token.text, 0)
            if depth == 0 and previous == "LIMIT" and token.kind == "number":
                smaller = str(min(int(token.text), self.end))
                return query[: token.start] + smaller + query[token.start + len(token.text) :]
            if depth == 0 and token.keyword == "VALUES":
                insertion = token.start
            previous = token.keyword
        return f"{query[:insertion]}\nLIMIT {self.end}\n{query[insertion:]}"

    def cut(self, result: Result) -> Result:
        """Return the rows of the page."""
        if not isinstance(result, Rows):
            return result
        return Rows(result.variables, result.rows[self.end - self.size : self.end])
