"""Stored queries as pages: the question, a form for its parameters, and the answer as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from allegiance import dates
from allegiance.publish.answers import answer_text
from allegiance.publish.markdown import heading
from allegiance.publish.site.source import Asked
from allegiance.query import Parameter, StoredQuery
from allegiance.store import Graph, Rows, Truth
from allegiance.terms import Literal, Term


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter in a form: what it is, and the value that the shown answer is for."""

    parameter: Parameter
    value: str


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question with its answer: a table, a sentence, or a graph as text. `rows` hide the parameters."""

    query: StoredQuery
    fields: tuple[Field, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    sentence: str
    graph: str
    downloads: Mapping[str, str]

    @property
    def path(self) -> str:
        """The address of the page."""
        return f"queries/{self.query.name}.html"


def question_page(asked: Asked, prefixes: Mapping[str, str]) -> QuestionPage:
    """Return the page of a stored query."""
    header, answer = asked.query.header, asked.answer
    result = answer.result
    fields = tuple(
        Field(parameter, _as_typed(answer.bindings.get(parameter.variable)) or parameter.default or "")
        for parameter in header.parameters
    )
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    if isinstance(result, Rows):
        kept = [index for index, name in enumerate(result.variables) if name not in answer.bindings]
        columns = tuple(heading(result.variables[index], header) for index in kept)
        rows = tuple(tuple(row[index] for index in kept) for row in result.rows)
    extension = "ttl" if isinstance(result, Graph) else "csv"
    text = answer_text(result, extension, prefixes)
    return QuestionPage(
        query=asked.query,
        fields=fields,
        columns=columns,
        rows=rows,
        sentence=("Yes." if result.value else "No.") if isinstance(result, Truth) else "",
        graph=text if isinstance(result, Graph) else "",
        downloads={"rq": asked.query.text, extension: text},
    )


def by_topic(pages: list[QuestionPage]) -> list[tuple[str, list[QuestionPage]]]:
    """Return the pages under the folder that each question is filed in."""
    return [
        (topic, list(group)) for topic, group in groupby(pages, key=lambda page: page.query.name.partition("/")[0])
    ]


def date_words(term: object) -> str:
    """Return a date in words where a text is one, and nothing otherwise."""
    if not isinstance(term, Literal) or term.language or term.value.isdigit():
        return ""
    return dates.in_words(term.value) or ""


def _as_typed(term: Term | None) -> str:
    return "" if term is None else str(getattr(term, "value", term))
