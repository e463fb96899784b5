"""Data that stays where it is: an engine that holds it, embedded or remote, answers the compiled queries in its own place.

Literals are what that engine makes of them. What it cannot tell any more is left open in favour of the data, and the report says
so (docs/decisions/0007).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from allegiance.store import Store
from allegiance.terms import RDF, XSD, Literal, NamedNode, Quad, Term
from allegiance.validate.data.data_graph import DataGraph, Row, Value
from allegiance.validate.data.datatypes import form_in_sparql, range_of
from allegiance.validate.data.lexical import by_value
from allegiance.validate.errors import NotCompilable
from allegiance.validate.shapes.paths import Path

_INTEGER = XSD["integer"]


class DataElsewhere(DataGraph):
    """A data graph of which nothing is here."""

    counts_freely = False

    def __init__(self, engine: Store) -> None:
        super().__init__((), ())
        self.store = engine
        self._quirks = engine.quirks
        self._merged: dict[NamedNode, None] = {}
        self.names_blank_nodes = self._quirks.names_blank_nodes
        self.tests_together = not self._quirks.confuses_tests
        self.reads_patterns = not self._quirks.misreads_patterns

    @property
    def notes(self) -> tuple[str, ...]:
        """What the findings leave open, by what the queries so far have asked."""
        forms = (
            f"literals are validated as {self._quirks.name} keeps them: "
            "a form such as 007 or 1.50 may be 7 or 1.5 there"
        )
        merged = sorted(f"xsd:{datatype.value.removeprefix(XSD.iri)}" for datatype in self._merged)
        if not merged:
            return (forms,)
        types = (
            f"{self._quirks.name} keeps every derived integer type as xsd:integer: "
            f"{', '.join(merged)} was taken for any integer in its range"
        )
        return (forms, types)

    def statements(self) -> Iterator[Quad]:
        """Refuse: raise `NotCompilable`."""
        raise NotCompilable("it needs the data here")

    def rows(self, query: str) -> tuple[Row, ...]:
        """Return the distinct rows of a SELECT, with the terms that the engine gives."""
        return super().rows(by_value(query))

    def holds(self, pattern: str) -> bool:
        """Say whether a graph pattern matches there at all."""
        return super().holds(by_value(pattern))

    def has_datatype(self, value: Value, datatype: NamedNode) -> str:
        """Return an expression that is true of the literals of a datatype that the engine has not made unrecognisable."""
        variable = value.variable
        # Stores of RDF 1.0 give text in a language no datatype, or that of strings.
        if datatype == RDF["langString"]:
            return f'LANG({variable}) != ""'
        if datatype == XSD["string"]:
            return f'DATATYPE({variable}) = {datatype} && LANG({variable}) = ""'
        name = datatype.value.removeprefix(XSD.iri) if datatype in XSD else ""
        bounds = range_of(name)
        kinds = [datatype]
        if bounds is not None and self._quirks.merges_integers:
            self._merged[datatype] = None
            kinds.append(_INTEGER)
        tests = [f"({' || '.join(f'DATATYPE({variable}) = {kind}' for kind in kinds)})"]
        if (form := form_in_sparql(name)) is not None:
            tests.append(f"REGEX(STR({variable}), {Literal(form)})")
        for bound, operator in zip(bounds or (), (">=", "<="), strict=False):
            if bound is not None:
                tests.append(f"COALESCE({_INTEGER}(STR({variable})) {operator} {bound}, false)")
        return " && ".join(tests)


class Rehearsal(DataElsewhere):
    """The same data graph, asked nothing but what a query may be made of: what cannot be said there shows before it is asked."""

    def rows(self, query: str) -> tuple[Row, ...]:  # noqa: ARG002 - no query, no rows
        """Return no row."""
        return ()

    def has_at_most_one(self, path: Path) -> bool:  # noqa: ARG002 - nothing is asked
        """Say no."""
        return False

    def has_same_values(self, path: Path, other: NamedNode) -> bool:  # noqa: ARG002 - nothing is asked
        """Say no."""
        return False

    def instantiated(self, classes: Sequence[Term]) -> tuple[Term, ...]:
        """Return the classes, as if all had instances."""
        return tuple(classes)
