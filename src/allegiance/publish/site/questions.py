"""Stored queries as pages: the question, a form for its parameters, and the answer as a table."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from allegiance import dates
from allegiance.errors import RequestError
from allegiance.labels import Labels
from allegiance.publish.answers.drawings import answer_drawing
from allegiance.publish.answers.tables import shown_columns
from allegiance.publish.answers.texts import answer_text
from allegiance.publish.markdown import heading
from allegiance.publish.site.material import Material
from allegiance.publish.site.source import Asked
from allegiance.query import Parameter, StoredQuery
from allegiance.store import Graph, Result, Rows, Truth
from allegiance.terms import Literal, NamedNode, Term, expand

# A day means its first instant in UTC.
_MIDNIGHT = "T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter in a form: what it is, and the value that the shown answer is for.

    `nodes` are the only ones that fit, where a class or a scheme narrows them.
    """

    parameter: Parameter
    value: str
    nodes: frozenset[NamedNode] | None

    @property
    def kind(self) -> str:
        """What to suggest nodes of: the class and the scheme, or nothing where any node will do."""
        return " ".join(filter(None, (self.parameter.of_class, self.parameter.concept_scheme)))


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


def question_page(asked: Asked, material: Material) -> QuestionPage:
    """Return the page of a stored query."""
    prefixes, labels = material.source.prefixes, material.names.labels
    header, answer = asked.query.header, asked.answer
    result = answer.result if answer is not None else None
    bindings = answer.bindings if answer is not None else {}
    fields = tuple(
        _field(parameter, bindings.get(parameter.variable), material) for parameter in header.parameters
    )
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    if answer is not None and isinstance(result, Rows):
        kept = shown_columns(result, answer, labels)
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


def _field(parameter: Parameter, bound: Term | None, material: Material) -> Field:
    return Field(parameter, _as_typed(parameter, bound, material), _fitting(parameter, material))


def _fitting(parameter: Parameter, material: Material) -> frozenset[NamedNode] | None:
    """Return the nodes of the parameter's class and scheme, or None where it has neither."""
    prefixes, graph = material.source.prefixes, material.graph
    found: list[set[NamedNode]] = []
    if parameter.of_class is not None:
        found.append(graph.instances(NamedNode(expand(parameter.of_class, prefixes) or parameter.of_class)))
    if parameter.concept_scheme is not None:
        scheme = NamedNode(expand(parameter.concept_scheme, prefixes) or parameter.concept_scheme)
        found.append(graph.concepts(scheme))
    return frozenset(set.intersection(*found)) if found else None


def _as_typed(parameter: Parameter, bound: Term | None, material: Material) -> str:
    """Return what a person would type for the value of a parameter: a name, a day, a text."""
    default = parameter.default or ""
    if parameter.type == "iri":
        iri = bound or NamedNode(expand(default, material.source.prefixes) or default or "urn:none")
        return material.names.typed(iri) if bound or default else ""
    text = bound.value if isinstance(bound, Literal) else default
    return text.removesuffix(_MIDNIGHT) if parameter.type == "dateTime" else text
