"""Shapes held against a data graph: results for the shapes that have targets, yes or no for those nested in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from allegiance.terms import Literal, Term
from allegiance.validate.compiled import focus_tests, path_queries
from allegiance.validate.compiled.focus import EVERYWHERE, Focus
from allegiance.validate.compiled.focus_tests import Failures
from allegiance.validate.compiled.messages import fill
from allegiance.validate.compiled.violation import Violation
from allegiance.validate.compiled.violations import violations
from allegiance.validate.data.data_graph import DataGraph, Row, nameable
from allegiance.validate.data.value_graph import ValueGraph
from allegiance.validate.errors import NotCompilable
from allegiance.validate.results import ValidationResult
from allegiance.validate.shapes.model import CustomConstraint, Pattern, Shape, Simple, SparqlConstraint
from allegiance.validate.shapes.paths import Path, is_single_step

# More values than this are not named in one query: with over a thousand, Oxigraph goes through all triples once for each.
_MOST_NAMED = 500
# Where more values than this fail, they are asked for from the focus nodes.
_MOST_FAILING = 5_000
# So much faster a scan of all values of a property is than a walk to them from known nodes.
_TIMES_FASTER = 4
# So many values of a property tell whose they are.
_SAMPLE = 100


class Evaluation:
    """Everything that shapes find in one data graph; remembers what it has asked, so a shape used twice is asked once."""

    def __init__(self, data: DataGraph, by_value: ValueGraph) -> None:
        self.data = data
        self.by_value = by_value
        self._violators: dict[tuple[Shape, Focus], frozenset[Term]] = {}
        self._value_nodes: dict[tuple[Path, Focus], tuple[tuple[Term, Term], ...]] = {}
        self._failures: dict[tuple[Shape, Focus], Failures] = {}
        self._members: dict[Focus, frozenset[Term]] = {}
        self._most: dict[tuple[Focus, Path], bool] = {}

    def results(
        self, shape: Shape, focus: Focus, times: Mapping[Term, int] | None = None
    ) -> Iterator[ValidationResult]:
        """Yield the results of a shape and of its property shapes (SHACL §3.4), each as often as SHACL counts it.

        A property shape under a path sees a node once for each way to it; `times` says how many ways there are.
        Raises `NotCompilable` where a query cannot carry a constraint.
        """
        if shape.deactivated:
            return
        for violation in violations(shape, focus, self):
            result = _result(violation, shape)
            yield from [result] * (1 if times is None else times[violation.focus])
        for property_ in shape.properties:
            if shape.path is None:
                yield from self.results(property_, focus, times)
                continue
            values = focus.through(shape.path)
            if not self.violators(property_, values):
                continue
            ways: Counter[Term] = Counter()
            for this, value in self.value_nodes(shape, focus):
                ways[value] += 1 if times is None else times[this]
            yield from self.results(property_, values, ways)

    def violators(self, shape: Shape, focus: Focus) -> AbstractSet[Term]:
        """Return the focus nodes that do not conform to a shape (SHACL §3.4.3)."""
        if shape.deactivated:
            return frozenset()
        key = (shape, focus)
        if key not in self._violators:
            self._must_be_found_again(focus)
            found = {violation.focus for violation in violations(shape, focus, self)}
            for property_ in shape.properties:
                if shape.path is None:
                    found |= self.violators(property_, focus)
                elif failing := self.violators(property_, focus.through(shape.path)):
                    found |= {this for this, _ in self.value_nodes_among(shape, focus, failing)}
            self._violators[key] = frozenset(found)
        return self._violators[key]

    def failures(self, shape: Shape, focus: Focus) -> Failures:
        """Return the constraints of a shape that a test of the focus node decides, with the nodes that fail (`focus_tests`)."""
        if (shape, focus) not in self._failures:
            # The property shapes of a node shape have the same focus nodes, and will be asked next.
            parts = shape.properties if shape.path is None else ()
            unasked = [part for part in parts if (part, focus) not in self._failures]
            self._failures |= focus_tests.failures([shape, *unasked], focus, self.data)
        return self._failures[shape, focus]

    def rows_about_values(
        self, focus: Focus, path: Path | None, query: Callable[[Focus], str]
    ) -> Sequence[Row]:
        """Return the rows, `?this` first, of a query about the values that focus nodes have for a path.

        Most values are in order. To look at all values of a property, and only then at whose they are, takes a fraction of the
        time that it takes to walk to them from the focus nodes.
        """
        if path is not None and self.reads_all(focus, path):
            rows = self.data.rows(f"{query(EVERYWHERE)} LIMIT {_MOST_FAILING + 1}")
            nodes = {this for this, *_ in rows if this is not None}
            if len(rows) <= _MOST_FAILING and all(map(nameable, nodes)):
                within = self._members_among(focus, nodes)
                return [row for row in rows if row[0] in within]
        return self.data.rows(query(focus))

    def _members_among(self, focus: Focus, nodes: AbstractSet[Term]) -> AbstractSet[Term]:
        """Return those of some nodes that are focus nodes."""
        named = list(nodes)
        batches = (named[start : start + _MOST_NAMED] for start in range(0, len(named), _MOST_NAMED))
        queries = (path_queries.members(focus.among(batch)) for batch in batches)
        return {this for query in queries for (this,) in self.data.rows(query) if this is not None}

    def reads_all(self, focus: Focus, path: Path) -> bool:
        """Say whether a good part of all values of a step are values of focus nodes, going by a sample of them."""
        if not is_single_step(path):
            return False
        if (focus, path) not in self._most:
            sample = self.data.rows(path_queries.sample(focus, path, _SAMPLE))
            inside = sum(within is not None for _, _, within in sample)
            self._most[focus, path] = len(sample) < _SAMPLE or len(sample) <= _TIMES_FASTER * inside
        return self._most[focus, path]

    def members(self, focus: Focus) -> AbstractSet[Term]:
        """Return the focus nodes themselves."""
        if focus not in self._members:
            self._must_be_found_again(focus)
            rows = self.data.rows(path_queries.members(focus))
            self._members[focus] = frozenset(this for (this,) in rows if this is not None)
        return self._members[focus]

    def value_nodes(self, shape: Shape, focus: Focus) -> tuple[tuple[Term, Term], ...]:
        """Return the focus nodes of a shape with each of their value nodes (SHACL §3.4.1)."""
        if shape.path is None:
            return tuple((node, node) for node in self.members(focus))
        key = (shape.path, focus)
        if key not in self._value_nodes:
            self._must_be_found_again(focus.through(shape.path))
            self._value_nodes[key] = _pairs(self.data.rows(path_queries.value_nodes(focus, shape.path)))
        return self._value_nodes[key]

    def value_nodes_among(
        self, shape: Shape, focus: Focus, wanted: AbstractSet[Term]
    ) -> tuple[tuple[Term, Term], ...]:
        """Return the focus nodes of a shape with those of their value nodes that are among some."""
        if shape.path is None:
            return tuple((node, node) for node in wanted)
        if len(wanted) <= _MOST_NAMED and all(map(nameable, wanted)):
            few = sorted(wanted, key=str)
            return _pairs(self.data.rows(path_queries.value_nodes(focus, shape.path, few)))
        return tuple(pair for pair in self.value_nodes(shape, focus) if pair[1] in wanted)

    def _must_be_found_again(self, focus: Focus) -> None:
        """Raise `NotCompilable` where blank nodes would have to be found in another answer, which has other names for them."""
        if not self.data.names_blank_nodes and self.data.holds(f"{focus.pattern} FILTER(isBlank(?this))"):
            raise NotCompilable(f"{self.data.store.name} names its blank nodes anew in each answer")


def _pairs(rows: Iterable[tuple[Term | None, ...]]) -> tuple[tuple[Term, Term], ...]:
    return tuple((this, value) for this, value in rows if this is not None and value is not None)


def _result(violation: Violation, shape: Shape) -> ValidationResult:
    constraint = violation.constraint
    messages, source = shape.messages, None
    if isinstance(constraint, SparqlConstraint | CustomConstraint):
        messages = violation.messages or constraint.query.messages or shape.messages
        source = constraint.query.node if isinstance(constraint, SparqlConstraint) else None
    return ValidationResult(
        focus=violation.focus,
        path=violation.path or shape.path,
        value=violation.value,
        component=constraint.component,
        shape=shape.node,
        severity=shape.severity,
        messages=fill(messages, _terms(violation)) if messages else (),
        constraint=source,
    )


def _terms(violation: Violation) -> dict[str, Term]:
    terms: dict[str, Term] = {"this": violation.focus, **violation.solution}
    if violation.value is not None:
        terms["value"] = violation.value
    match violation.constraint:
        case Simple(name, value):
            terms[name] = value
        case Pattern(expression, flags):
            terms |= {"pattern": Literal(expression), "flags": Literal(flags)}
        case CustomConstraint(parameters=parameters):
            terms |= parameters
    return terms
