"""The data as SPARQL sees it, by value: for the queries that shapes bring along, which expect numbers to be numbers.

What comes out is brought back to the forms in the file. Where a focus node has one value in several forms, a query by value
cannot tell them apart, and the first form stands for all (docs/validation.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from allegiance.store import Engine, OxigraphStore, Rows
from allegiance.terms import XSD, Literal, NamedNode, Term, Triple
from allegiance.validate.data.data_graph import DataGraph, Row
from allegiance.validate.data.lexical import keep
from allegiance.validate.shapes.prebinding import may_touch

DATA = NamedNode("urn:allegiance:data")
SHAPES = NamedNode("urn:allegiance:shapes")


class ValueGraph:
    """A data graph, with the shapes graph beside it, that answers the queries of SHACL-SPARQL."""

    def __init__(self, exact: DataGraph, shapes: Iterable[Triple]) -> None:
        self._exact = exact
        self._shapes = shapes

    @cached_property
    def _alone(self) -> OxigraphStore:
        store = OxigraphStore({})
        store.load(self._exact.statements())
        return store

    @cached_property
    def _beside_shapes(self) -> OxigraphStore:
        return OxigraphStore({DATA: (quad.triple for quad in self._exact.statements()), SHAPES: self._shapes})

    @cached_property
    def _forms(self) -> dict[Term, list[Term]]:
        """The forms in the file of each value that the store has rewritten."""
        named = (triple.object for triple in self._shapes if keep(triple.object) is not triple.object)
        forms = list(dict.fromkeys((*named, *(triple.object for triple in self._exact.kept))))
        numbered = [NamedNode(f"urn:allegiance:form:{number}") for number in range(len(forms))]
        store = OxigraphStore({DATA: (Triple(n, n, form) for n, form in zip(numbered, forms, strict=True))})
        found = store.query("SELECT ?form ?value { ?form ?form ?value }", {})
        original = dict(zip(numbered, forms, strict=True))
        values: dict[Term, list[Term]] = {}
        for form, value in found.rows if isinstance(found, Rows) else ():
            if isinstance(form, NamedNode) and value is not None:
                values.setdefault(value, []).append(original[form])
        return {value: sorted(originals, key=str) for value, originals in values.items()}

    @cached_property
    def _forms_at(self) -> dict[Term, set[Term]]:
        at: dict[Term, set[Term]] = {}
        for triple in self._exact.kept:
            at.setdefault(triple.subject, set()).add(triple.object)
        return at

    def rows(self, query: str, *, beside_shapes: bool) -> tuple[tuple[str, ...], tuple[Row, ...]]:
        """Return the variables and rows of a SELECT, as often as they come, with the terms of the file.

        A query that names `$shapesGraph` runs beside the shapes and must keep to the graph `DATA` elsewhere.
        """
        result = self._store(query, beside_shapes).query(query, {})
        if not isinstance(result, Rows):
            return (), ()
        if not self._exact.rewrites or not any(
            _may_be_rewritten(term) for row in result.rows for term in row
        ):
            return result.variables, result.rows
        this = result.variables.index("this") if "this" in result.variables else None
        return result.variables, tuple(
            tuple(self._form(term, None if this is None else row[this]) for term in row)
            for row in result.rows
        )

    def _store(self, query: str, beside_shapes: bool) -> Engine:
        if beside_shapes:
            return self._beside_shapes
        # A query that cannot meet a literal under a datatype of ours sees the same in the exact graph.
        return self._alone if may_touch(query, self._exact.kept_predicates) else self._exact.store

    def _form(self, term: Term | None, focus: Term | None) -> Term | None:
        if term is None or not (forms := self._forms.get(term)):
            return term
        at_focus = self._forms_at.get(focus, set()) if focus is not None else set()
        return next((form for form in forms if form in at_focus), forms[0])


def _may_be_rewritten(term: Term | None) -> bool:
    return isinstance(term, Literal) and term.datatype in XSD and term.datatype != XSD["string"]
