"""What people ask of a graph from Python: stored questions, SPARQL, and why something is so."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from allegiance import query
from allegiance.pipeline.answering import LabelledAnswer
from allegiance.pipeline.asked import Asked
from allegiance.pipeline.naming import node_called
from allegiance.pipeline.reasons import Reasons
from allegiance.query import Page, StoredQuery, Values
from allegiance.terms import NamedNode, Subject, Term, Triple


class Asking:
    """The questions that people ask of a graph from Python; values are terms, Python values, or what a person would type."""

    def query(self: Asked, name: str, /, *, page: Page | None = None, **parameters: Values) -> LabelledAnswer:
        """Return the answer to a stored query; errors as for `query.ask` and `Catalogue.find`."""
        return _answer(self, self.catalogue.find(name), parameters, page)

    def sparql(
        self: Asked, text: str, /, *, page: Page | None = None, **parameters: Values
    ) -> LabelledAnswer:
        """Return the answer to SPARQL; known prefixes need not be declared, and `?_name_type` takes a parameter as in stored queries."""
        return _answer(self, query.read_free(text, "query", Path("-"), self.prefixes), parameters, page)

    def explain(
        self: Asked, subject: str | Subject, predicate: str | NamedNode, object_: str | Term, /
    ) -> Reasons:
        """Return why a triple holds, or why not; each part is a term, or a word as `node_called` takes it."""
        triple = Triple(
            node_called(self, subject) if isinstance(subject, str) else subject,
            node_called(self, predicate) if isinstance(predicate, str) else predicate,
            node_called(self, object_) if isinstance(object_, str) else object_,
        )
        return Reasons.of(triple, self.explainer, self.labels)


def _answer(
    graph: Asked, stored: StoredQuery, values: Mapping[str, Values], page: Page | None
) -> LabelledAnswer:
    answer = query.ask(graph.store, stored, values, graph.prefixes, lookup=graph.lookup, page=page)
    labels = graph.labels_of(answer.terms())
    return LabelledAnswer(answer.query, answer.result, answer.bindings, answer.engine, stored.header, labels)
