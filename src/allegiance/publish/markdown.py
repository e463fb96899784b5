"""Tables in Markdown, and the two generated pages: the questions with their answers, and the ontology with its diagrams."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from allegiance import dates
from allegiance.labels import Labels
from allegiance.query import Answer, Header, StoredQuery
from allegiance.store import Rows, Truth
from allegiance.terms import Literal, Term

_SHOWN = 12
_GENERATED = "<!-- Generated: `make docs`. -->"


def questions_page(answered: Iterable[tuple[StoredQuery, Answer]], labels: Labels) -> str:
    """Return every stored question with its answer in words, grouped by topic; long answers are cut and say so."""
    lines = ["# Questions and answers", "", _GENERATED, ""]
    lines += [
        "What the graph answers, from the folder's own data. Names stand for IRIs; `allegiance query NAME` gives the whole.",
        "",
    ]
    topic = ""
    for query, answer in answered:
        if (here := query.name.partition("/")[0]) != topic:
            topic = here
            lines += [f"## {topic.capitalize()}", ""]
        lines += [f"### {query.header.question}", "", f"`{query.name}`"]
        given = [p for p in query.header.parameters if p.variable in answer.bindings]
        lines += [f"- {p.label}: {labels.show(answer.bindings[p.variable])}" for p in given]
        if query.header.description:
            lines += ["", query.header.description]
        lines += ["", *_answer(query.header, answer, labels), ""]
    return "\n".join(lines)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a Markdown table as lines."""
    cells = [" | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) for row in rows]
    return [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}", *(f"| {row} |" for row in cells)]


def cell(term: Term | None, labels: Labels) -> str:
    """Return what a person reads in a cell: a name, or a text; a date also in words."""
    if term is None:
        return ""
    if isinstance(term, Literal) and (words := dates.in_words(term.value)) is not None:
        return f"{words} ({term.value})" if not term.value.isdigit() else term.value
    return labels.show(term)


def heading(variable: str, header: Header | None) -> str:
    """Return the heading of a column: the label of a parameter, or the variable's name in words."""
    parameters = header.parameters if header is not None else ()
    label = next((parameter.label for parameter in parameters if parameter.variable == variable), None)
    return label or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", variable).lower()


def _answer(header: Header, answer: Answer, labels: Labels) -> list[str]:
    result = answer.result
    if isinstance(result, Truth):
        return ["Yes." if result.value else "No."]
    if not isinstance(result, Rows):
        return ["A graph."]
    if not result.rows:
        return ["None."]
    shown = [index for index, name in enumerate(result.variables) if name not in answer.bindings]
    rows = [[cell(row[index], labels) for index in shown] for row in result.rows[:_SHOWN]]
    lines = table([heading(result.variables[index], header) for index in shown], rows)
    if (more := len(result.rows) - _SHOWN) > 0:
        lines += ["", f"… and {more} more rows."]
    return lines
