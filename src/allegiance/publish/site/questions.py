"""Stored queries as pages: the question, a form for its parameters, and the answer as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from allegiance import dates
from allegiance.errors import RequestError
from allegiance.labels import Labels
from allegiance.publish.answer_tables import shown_columns
from allegiance.publish.answers import answer_text
from allegiance.publish.drawings import answer_drawing
from allegiance.publish.markdown import heading
from allegiance.publish.site.source import Asked
from allegiance.query import Parameter, StoredQuery
from allegiance.store import Graph, Result, Rows, Truth
from allegiance.terms import Literal, NamedNode, Term, curie


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter in a form: what it is, and the value that the shown answer is for."""

    parameter: Parameter
    value: str


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question with its answer: a table, a sentence, or a graph as text, and a drawing in SVG where it asks for one.

    `rows` hide the parameters.
    """

    query: StoredQuery
    fields: tuple[Field, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    sentence: str
    graph: str
    drawing: str

    @property
    def path(self) -> str:
        """The address of the page."""
        return f"queries/{self.query.name}.html"


def question_page(asked: Asked, prefixes: Mapping[str, str], labels: Labels) -> QuestionPage:
    """Return the page of a stored query."""
    header, answer = asked.query.header, asked.answer
    result = answer.result if answer is not None else None
    bindings = answer.bindings if answer is not None else {}
    fields = tuple(
        Field(parameter, _as_typed(bindings.get(parameter.variable), prefixes) or parameter.default or "")
        for parameter in header.parameters
    )
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    if answer is not None and isinstance(result, Rows):
        kept = shown_columns(result, answer)
        columns = tuple(heading(result.variables[index], header) for index in kept)
        rows = tuple(tuple(row[index] for index in kept) for row in result.rows)
    return QuestionPage(
        query=asked.query,
        fields=fields,
        columns=columns,
        rows=rows,
        sentence=_sentence(result),
        drawing=_drawing(asked, labels),
        graph=answer_text(result, "ttl", prefixes) if isinstance(result, Graph) else "",
    )


def by_topic(pages: list[QuestionPage]) -> list[tuple[str, list[QuestionPage]]]:
    """Return the pages under the folder that each question is filed in."""
    return [
        (topic, list(group))
        for topic, group in groupby(pages, key=lambda page: page.query.name.partition("/")[0])
    ]


def date_words(term: object) -> str:
    """Return a date in words where a text is one, and nothing otherwise."""
    if not isinstance(term, Literal) or term.language or term.value.isdigit():
        return ""
    return dates.in_words(term.value) or ""


def _drawing(asked: Asked, labels: Labels) -> str:
    """Return the drawing that the query asks for where its answer can be drawn, as SVG, or nothing."""
    if asked.answer is None or asked.query.header.view == "table":
        return ""
    try:
        return answer_drawing(asked.answer, asked.query.header, labels)
    except RequestError:
        return ""


def _sentence(result: Result | None) -> str:
    """Return an answer that is one sentence, or nothing."""
    if result is None:
        return "This question needs values: fill in the form."
    return ("Yes." if result.value else "No.") if isinstance(result, Truth) else ""


def _as_typed(term: Term | None, prefixes: Mapping[str, str]) -> str:
    """Return what a person would type for a term: a CURIE where there is one."""
    if isinstance(term, NamedNode):
        return curie(term.value, prefixes) or term.value
    return term.value if isinstance(term, Literal) else ""
