"""An answer as a table for people: names instead of IRIs, words for columns, what was bound told beside it.

Drawn as Markdown and HTML here, on terminals by `cli`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from allegiance.labels import Labels
from allegiance.publish.markdown import cell, heading, table
from allegiance.publish.pages import PAGES
from allegiance.query import Answer, Header
from allegiance.store import Graph, Rows, Truth
from allegiance.terms import Literal, NamedNode, Term


@dataclass(frozen=True, slots=True)
class Cell:
    """What a person reads in a cell, with the IRI behind it and the language of the text where there are any."""

    text: str
    iri: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """An answer for people: the question, what was given, columns, and rows as long as `columns`."""

    question: str
    description: str
    given: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def answer_table(answer: Answer, header: Header | None, labels: Labels, *, iris: bool = False) -> AnswerTable:
    """Return an answer as a table; a graph has a row for each triple, yes and no are a table of one cell."""
    columns, rows = _content(answer, header, labels)
    given = tuple(
        (parameter.label, labels.show(answer.bindings[parameter.variable]))
        for parameter in (header.parameters if header else ())
        if parameter.variable in answer.bindings
    )
    return AnswerTable(
        question=header.question if header else answer.query,
        description=header.description if header else "",
        given=given,
        columns=columns,
        rows=tuple(tuple(_cell(term, labels, iris=iris) for term in row) for row in rows),
    )


def answer_markdown(shown: AnswerTable) -> str:
    """Return the table in Markdown."""
    lines = [f"# {shown.question}", ""]
    lines += [shown.description, ""] if shown.description else []
    lines += [*(f"- {label}: {value}" for label, value in shown.given), ""] if shown.given else []
    lines += (
        table(shown.columns, ([cell.text for cell in row] for row in shown.rows)) if shown.rows else ["None."]
    )
    return "\n".join(lines) + "\n"


def answer_sheet(shown: AnswerTable) -> str:
    """Return the table as CSV that a spreadsheet opens (RFC 4180, with the byte order mark by which it knows UTF-8)."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(shown.columns)
    writer.writerows([cell.text for cell in row] for row in shown.rows)
    return f"\ufeff{buffer.getvalue()}"


def answer_html(shown: AnswerTable) -> str:
    """Return the table as a page of HTML that needs nothing else."""
    return PAGES.get_template("answer.html").render(answer=shown) + "\n"


def answer_html_table(shown: AnswerTable) -> str:
    """Return the table alone, for notebooks."""
    return PAGES.get_template("answer_table.html").render(answer=shown)


def _content(
    answer: Answer, header: Header | None, labels: Labels
) -> tuple[tuple[str, ...], Iterable[Sequence[Term | None]]]:
    result = answer.result
    if isinstance(result, Truth):
        return ("answer",), [[Literal("yes" if result.value else "no")]]
    if isinstance(result, Graph):
        triples = sorted(result.triples, key=lambda triple: [labels.show(term) for term in triple])
        return ("subject", "predicate", "object"), [list(triple) for triple in triples]
    indexes = shown_columns(result, answer, labels)
    columns = tuple(heading(result.variables[index], header) for index in indexes)
    return columns, ([row[index] for index in indexes] for row in result.rows)


def shown_columns(result: Rows, answer: Answer, labels: Labels) -> list[int]:
    """Return the positions of the free columns, without texts that only repeat the names in another one: a claim is called by its gloss."""
    free = free_columns(result, answer)
    return [index for index in free if not any(_is_named_by(result, index, node, labels) for node in free)]


def free_columns(result: Rows, answer: Answer) -> list[int]:
    """Return the positions of the columns that differ from row to row: those of bound parameters say nothing new."""
    return [index for index, name in enumerate(result.variables) if name not in answer.bindings]


def _is_named_by(result: Rows, index: int, node: int, labels: Labels) -> bool:
    """Say whether every row has a text in one column, and in the other a node that is called so."""
    return bool(result.rows) and all(
        isinstance(text := row[index], Literal)
        and isinstance(term := row[node], NamedNode)
        and labels.show(term) == text.value
        for row in result.rows
    )


def _cell(term: Term | None, labels: Labels, *, iris: bool) -> Cell:
    iri = term.value if isinstance(term, NamedNode) else None
    if term is not None and iris and not isinstance(term, Literal):
        return Cell(labels.short(term), iri, None)
    return Cell(cell(term, labels), iri, term.language if isinstance(term, Literal) else None)
