"""The data under validation, in a store, exact about lexical forms: what the compiled queries of SHACL Core look at.

Not here: the data as SPARQL sees it, by value, for queries that others wrote (`value_graph`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import IO, cast

from allegiance.errors import SourceError
from allegiance.store import Engine, OxigraphStore, Rows, Truth
from allegiance.store.tokens import serialise
from allegiance.terms import RDF, RDFS, BlankNode, DefaultGraph, Literal, NamedNode, Quad, Term, Triple
from allegiance.validate.data.lexical import forms_of, keep, restore, value_of
from allegiance.validate.data.lines import Marking, NTriples
from allegiance.validate.shapes import paths
from allegiance.validate.shapes.paths import Path

# For more classes than this it is cheaper to list all types in use than to ask for each.
_FEW = 50
# So many literals are named in one query.
_BATCH = 1_000

Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A variable of a query, and whether it may be bound to a literal that is stored under a datatype of ours."""

    variable: str
    kept: bool

    def __str__(self) -> str:
        return self.variable

    @property
    def worth(self) -> str:
        """A SPARQL expression for what the variable stands for where values are compared."""
        return value_of(self.variable) if self.kept else self.variable


Data = Iterable[Quad | Triple] | NTriples


class DataGraph:
    """A data graph that answers queries; rows carry the terms of the files, lexical forms intact.

    `rewrites` says whether literals that are stored under a datatype of ours may occur in rows at all, `names_blank_nodes` whether
    a blank node of one answer can be found again in another, `tests_together` whether tests may share a query, `reads_patterns`
    whether a regular expression may have characters beyond ASCII, `counts_freely` whether all values of a property may be counted
    where not all are looked at.
    """

    names_blank_nodes = True
    tests_together = True
    reads_patterns = True
    counts_freely = True

    def __init__(self, data: Data, shapes: Iterable[Triple]) -> None:
        self._stored: dict[Term, None] = {}
        self._predicates: set[str] = set()
        self._held: dict[str, bool] = {}
        self._single: dict[Path, bool] = {}
        self._same: dict[tuple[Path, NamedNode], bool] = {}
        self._local = OxigraphStore({})
        self.store: Engine = self._local
        if isinstance(data, NTriples):
            self._load(data)
        else:
            self._local.load(self._exactly(data))
        # A literal of the shapes may be a focus node, and so come out of queries too.
        self.rewrites = bool(self._stored) or any(keep(t.object) is not t.object for t in shapes)

    def _load(self, document: NTriples) -> None:
        marking = Marking(document)
        try:
            self._local.load_ntriples(cast("IO[bytes]", marking))
        except (SyntaxError, SourceError):
            # Read again as a whole, the error has the place in the file.
            self.store = self._local = OxigraphStore({})
            self._local.load(self._exactly(document.quads()))
        self._stored.update(dict.fromkeys(marking.literals))
        self._predicates |= marking.predicates

    def add(self, triples: Iterable[Triple]) -> None:
        """Add triples; what was asked before is not asked again."""
        self._local.load(self._exactly(triples))

    def _exactly(self, data: Iterable[Quad | Triple]) -> Iterator[Quad]:
        for statement in data:
            object_ = statement.object
            if type(object_) is Literal and (stored := keep(object_)) is not object_:
                self._stored[stored] = None
                self._predicates.add(statement.predicate.value)
                yield Quad(statement.subject, statement.predicate, stored)
            elif type(statement) is Quad and type(statement.graph_name) is DefaultGraph:
                yield statement
            else:
                yield Quad(statement.subject, statement.predicate, object_)

    @property
    def kept_predicates(self) -> frozenset[str]:
        """The IRIs of the predicates whose literals may be stored under a datatype of ours."""
        return frozenset(self._predicates)

    @cached_property
    def kept(self) -> tuple[Triple, ...]:
        """The triples of the data whose literal is stored under a datatype of ours."""
        literals = list(self._stored)
        found = []
        for start in range(0, len(literals), _BATCH):
            named = " ".join(map(serialise, literals[start : start + _BATCH]))
            for s, p, o in self.rows(f"SELECT ?s ?p ?o {{ VALUES ?o {{ {named} }} ?s ?p ?o }}"):
                if isinstance(s, NamedNode | BlankNode) and isinstance(p, NamedNode) and o is not None:
                    found.append(Triple(s, p, o))
        return tuple(found)

    def statements(self) -> Iterator[Quad]:
        """Yield the data as it was given, without graph names."""
        for subject, predicate, object_ in self.rows("SELECT ?s ?p ?o { ?s ?p ?o }"):
            if isinstance(subject, NamedNode | BlankNode) and isinstance(predicate, NamedNode) and object_:
                yield Quad(subject, predicate, object_)

    def rows(self, query: str) -> tuple[Row, ...]:
        """Return the distinct rows of a SELECT over the exact graph, in the order of the engine."""
        result = self.store.query(query, {})
        found = result.rows if isinstance(result, Rows) else ()
        if self.rewrites:
            found = tuple(tuple(None if term is None else restore(term) for term in row) for row in found)
        return tuple(dict.fromkeys(found))

    @property
    def notes(self) -> tuple[str, ...]:
        """What the answers leave open."""
        return ()

    def has_datatype(self, value: Value, datatype: NamedNode) -> str:
        """Return an expression that is true of the well-formed literals of a datatype, and an error for what is no literal."""
        forms = forms_of(datatype) if value.kept else (datatype,)
        return " || ".join(f"DATATYPE({value}) = {form}" for form in forms)

    def value(self, variable: str, path: Path | None) -> Value:
        """Return a variable that is bound to the values of a path, or to the focus node where there is none."""
        ends = None if path is None else paths.last_properties(path)
        met = ends is None or any(iri.value in self._predicates for iri in ends)
        return Value(variable, kept=self.rewrites and met)

    def has_at_most_one(self, path: Path) -> bool:
        """Say whether no node has several values for a single step; all of them are read."""
        if path not in self._single:
            ((values, nodes),) = self.rows(
                f"SELECT (COUNT(?this) AS ?values) (COUNT(DISTINCT ?this) AS ?nodes) {{ ?this {paths.text(path)} ?value }}"
            )
            self._single[path] = values == nodes
        return self._single[path]

    def has_same_values(self, path: Path, other: NamedNode) -> bool:
        """Say whether every node has the same values for a single step as for a property; all of them are read."""
        if (path, other) not in self._same:
            here, there = f"?this {paths.text(path)} ?value", f"?this {other} ?value"
            self._same[path, other] = self.count(here) == self.count(there) and not self.holds(
                f"{here} FILTER NOT EXISTS {{ {there} }}"
            )
        return self._same[path, other]

    def count(self, pattern: str) -> int:
        """Return how many solutions a graph pattern has."""
        ((number,),) = self.rows(f"SELECT (COUNT(*) AS ?count) {{ {pattern} }}")
        return _number(number)

    def holds(self, pattern: str) -> bool:
        """Say whether a graph pattern matches the exact graph at all."""
        if pattern not in self._held:
            result = self.store.query(f"ASK {{ {pattern} }}", {})
            self._held[pattern] = isinstance(result, Truth) and result.value
        return self._held[pattern]

    @cached_property
    def _used_types(self) -> frozenset[Term | None]:
        return frozenset(
            kind for (kind,) in self.rows(f"SELECT DISTINCT ?kind {{ ?any {RDF['type']} ?kind }}")
        )

    def instantiated(self, classes: Sequence[Term]) -> tuple[Term, ...]:
        """Return those classes that have direct instances."""
        if len(classes) <= _FEW:
            return tuple(
                c for c in classes if not nameable(c) or self.holds(f"?any {RDF['type']} {written(c)}")
            )
        return tuple(class_ for class_ in classes if class_ in self._used_types)

    @cached_property
    def _subclasses(self) -> Mapping[Term, tuple[Term, ...]]:
        below: dict[Term, list[Term]] = {}
        for lower, upper in self.rows(f"SELECT ?lower ?upper {{ ?lower {RDFS['subClassOf']} ?upper }}"):
            if lower is not None and upper is not None:
                below.setdefault(upper, []).append(lower)
        return {upper: tuple(found) for upper, found in below.items()}

    def with_subclasses(self, class_: Term) -> tuple[Term, ...]:
        """Return a class and all that the data says to be its subclasses, at any distance."""
        found: dict[Term, None] = {class_: None}
        waiting = [class_]
        while waiting:
            for lower in self._subclasses.get(waiting.pop(), ()):
                if lower not in found:
                    found[lower] = None
                    waiting.append(lower)
        return tuple(found)


def written(term: Term) -> str:
    """Return a term as the exact graph stores it, in SPARQL."""
    return serialise(keep(term))


def nameable(term: Term) -> bool:
    """Say whether a query can name a term; blank nodes have no name outside their graph."""
    return not isinstance(term, BlankNode | Triple)


def _number(term: Term | None) -> int:
    return int(term.value) if isinstance(term, Literal) else 0


def is_true(term: Term | None) -> bool:
    """Say whether a row says yes; Virtuoso gives the integers 1 and 0 where SPARQL 1.1 §17.3 gives booleans."""
    return isinstance(term, Literal) and term.value in {"true", "1"}
