"""The W3C SPARQL 1.1 query and results suites, read from their manifests where they are installed beside the repository."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import cast

from pyoxigraph import DefaultGraph, QueryResultsFormat, parse

from allegiance import publish, turtle
from allegiance.errors import AllegianceError, RequestError
from allegiance.query import python_value, refuse_unsafe
from allegiance.query.safety import REACHING_OUT
from allegiance.store import Graph, OxigraphStore, Result, Rows, Truth
from allegiance.store.formats import read_result
from allegiance.terms import PREFIXES, RDF, BlankNode, Literal, NamedNode, Namespace, Object, Term, Triple
from allegiance.validate.shapes.shapes_graph import ShapesGraph

SUITE = Path(__file__).parents[2].parent / "shared" / "suites" / "sparql" / "sparql11"
MANIFESTS = ("manifest-sparql11-query.ttl", "manifest-sparql11-results.ttl")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
_EVALUATIONS = (MF["QueryEvaluationTest"], MF["CSVResultFormatTest"])
_RESULT_FORMATS = {
    ".srx": QueryResultsFormat.XML,
    ".srj": QueryResultsFormat.JSON,
    ".tsv": QueryResultsFormat.TSV,
}


@dataclass(frozen=True, slots=True)
class SuiteCase:
    """One test: a query that must be read, must be refused, or must give a result over data."""

    name: str
    kind: str
    query: Path
    data: tuple[Path, ...] = ()
    named: tuple[Path, ...] = ()
    result: Path | None = None

    def __str__(self) -> str:
        return self.name


def cases() -> Iterator[SuiteCase]:
    """Yield the tests of the suites, in the order of their manifests."""
    for name in MANIFESTS:
        if (SUITE / name).exists():
            yield from _listed(SUITE / name)


def read(path: Path) -> tuple[Triple, ...]:
    """Return the triples of a file, its relative IRIs resolved against its place."""
    return tuple(quad.triple for quad in parse(path=path, base_iri=f"file://{path}"))


def _listed(path: Path) -> Iterator[SuiteCase]:
    graph = ShapesGraph(read(path))
    for manifest in graph.subjects(RDF["type"], MF["Manifest"]):
        for included in graph.objects(manifest, MF["include"]):
            for member in graph.members(included):
                yield from _listed(_path(member))
        for entries in graph.objects(manifest, MF["entries"]):
            for entry in graph.members(entries):
                yield from _case(graph, entry, path.parent)


def _case(graph: ShapesGraph, entry: Object, folder: Path) -> Iterator[SuiteCase]:
    types = set(graph.objects(entry, RDF["type"]))
    (action,) = graph.objects(entry, MF["action"])
    name = f"{folder.name}/{str(entry).strip('<>').rpartition('#')[2]}"
    if MF["PositiveSyntaxTest11"] in types or MF["NegativeSyntaxTest11"] in types:
        kind = "positive" if MF["PositiveSyntaxTest11"] in types else "negative"
        yield SuiteCase(name, kind, _path(action))
    elif types & set(_EVALUATIONS):
        (query,) = graph.objects(action, QT["query"])
        (result,) = graph.objects(entry, MF["result"])
        data, named = (
            tuple(_path(node) for node in graph.objects(action, QT[key])) for key in ("data", "graphData")
        )
        yield SuiteCase(name, "evaluation", _path(query), data, named, _path(result))


def _path(node: Object) -> Path:
    return Path(str(node).strip("<>").removeprefix("file://"))


def fault(case: SuiteCase) -> str | None:
    """Return what is wrong with the answer to a test, or None where it is right."""
    query = f"BASE <file://{case.query}>\n" + case.query.read_text(encoding="utf-8")
    if case.kind == "negative":
        try:
            _answer(OxigraphStore({}), query)
        except RequestError:
            return None
        return "read, where it must be refused"
    layers = {NamedNode(f"file://{path}"): read(path) for path in case.named}
    default = cast("NamedNode", DefaultGraph())
    store = OxigraphStore({**layers, default: [t for path in case.data for t in read(path)]})
    try:
        result = _answer(store, query)
    except AllegianceError as error:
        is_read = case.kind == "positive" and error.code != "query-syntax"
        return None if is_read else f"error: {error}"
    return None if case.result is None else _difference(case.result, result)


def _answer(store: OxigraphStore, query: str) -> Result:
    refuse_unsafe(query, REACHING_OUT)
    return store.query(query, {})


def _difference(path: Path, result: Result) -> str | None:
    if isinstance(result, Graph):
        due, given = (turtle.canonical_ntriples(graph) for graph in (read(path), result.triples))
        return None if due == given else f"due:\n{due}\ngiven:\n{given}"
    if path.suffix == ".csv":
        texts = path.read_bytes().decode(), publish.answer_text(result, "csv", PREFIXES)
        due_lines, given_lines = (_csv_rows(text) for text in texts)
        return None if due_lines == given_lines else f"due:\n{due_lines}\ngiven:\n{given_lines}"
    expected = _expected(path)
    if isinstance(expected, Truth) or isinstance(result, Truth):
        return None if expected == result else f"due: {expected}, given: {result}"
    due_rows, given_rows = (_canonical(rows) for rows in (expected, result))
    return None if due_rows == given_rows else f"due:\n{due_rows}\ngiven:\n{given_rows}"


def _csv_rows(text: str) -> Counter[frozenset[tuple[str, str]]]:
    """Return the rows of a CSV result, columns by name, for `SELECT *` leaves their order open; blank nodes have none."""
    unnamed = re.sub(r"_:\w+", "_:", text)
    return Counter(frozenset(row.items()) for row in csv.DictReader(io.StringIO(unnamed, newline="")))


def _expected(path: Path) -> Rows | Truth:
    if path.suffix in _RESULT_FORMATS:
        return read_result(path.read_bytes(), _RESULT_FORMATS[path.suffix])
    graph = ShapesGraph(read(path))
    (root,) = graph.subjects(RDF["type"], RS["ResultSet"])
    names = tuple(sorted(str(cast("Literal", v).value) for v in graph.objects(root, RS["resultVariable"])))
    return Rows(names, tuple(_solution(graph, node, names) for node in graph.objects(root, RS["solution"])))


def _solution(graph: ShapesGraph, node: Object, names: Iterable[str]) -> tuple[Term | None, ...]:
    bound: dict[str, Term] = {}
    for binding in graph.objects(node, RS["binding"]):
        (variable,), (value,) = graph.objects(binding, RS["variable"]), graph.objects(binding, RS["value"])
        bound[cast("Literal", variable).value] = value
    return tuple(bound.get(name) for name in names)


def _canonical(rows: Rows) -> str:
    """Return rows as a graph in canonical form: order of rows and names of blank nodes do not count, duplicates do."""
    triples = []
    for number, row in enumerate(rows.rows):
        node = BlankNode(f"row{number}")
        triples.append(Triple(node, RDF["type"], RS["ResultSet"]))
        triples += [
            Triple(node, NamedNode(f"urn:{name}"), _by_value(term))
            for name, term in zip(rows.variables, row, strict=True)
            if term is not None
        ]
    return " ".join(sorted(rows.variables)) + "\n" + turtle.canonical_ntriples(triples)


def _by_value(term: Term) -> Term:
    """Return a number in the one form of its value: the store writes numbers anew (D9), and the suite compares values."""
    value = python_value(term)
    if isinstance(term, Literal) and isinstance(value, int | float | Decimal):
        form = value.normalize() if isinstance(value, Decimal) else value
        return Literal(f"{form}", datatype=term.datatype)
    return term
