"""The W3C SHACL test suite, read from its manifests where it is installed beside the repository."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from allegiance import turtle
from allegiance.errors import AllegianceError
from allegiance.terms import RDF, SH, BlankNode, Namespace, Object, Triple
from allegiance.validate import Engine, validate
from allegiance.validate.shapes.shapes_graph import ShapesGraph

SUITE = Path(__file__).parents[2].parent / "shared" / "suites" / "shacl" / "tests"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")

# The properties of results that the suite compares; messages only where the expected report has any.
_COMPARED = frozenset(
    SH[name]
    for name in [
        "conforms",
        "focusNode",
        "result",
        "resultMessage",
        "resultPath",
        "resultSeverity",
        "sourceConstraint",
        "sourceConstraintComponent",
        "sourceShape",
        "value",
    ]
) | {RDF["type"]}
_NAMED = frozenset(SH[name] for name in ("focusNode", "sourceConstraint", "sourceShape", "value"))


@dataclass(frozen=True, slots=True)
class SuiteCase:
    """One `sht:Validate` test: its files, and the report that is due, or None where validation must fail."""

    name: str
    data: Path
    shapes: Path
    report: tuple[Triple, ...] | None

    def __str__(self) -> str:
        return self.name


def cases(part: str) -> Iterator[SuiteCase]:
    """Yield the tests of a part of the suite, `core` or `sparql`, in the order of its manifests."""
    manifest = SUITE / part / "manifest.ttl"
    if manifest.exists():
        yield from _listed(manifest)


def _listed(path: Path) -> Iterator[SuiteCase]:
    graph = ShapesGraph(read(path))
    for manifest in graph.subjects(RDF["type"], MF["Manifest"]):
        for included in graph.objects(manifest, MF["include"]):
            yield from _listed(_path(included))
        for entries in graph.objects(manifest, MF["entries"]):
            for entry in graph.members(entries):
                if SHT["Validate"] in graph.objects(entry, RDF["type"]):
                    yield _case(graph, entry)


def _case(graph: ShapesGraph, entry: Object) -> SuiteCase:
    (action,) = graph.objects(entry, MF["action"])
    (data,), (shapes,) = graph.objects(action, SHT["dataGraph"]), graph.objects(action, SHT["shapesGraph"])
    (result,) = graph.objects(entry, MF["result"])
    name = str(_path(entry).relative_to(SUITE))
    report = None if result == SHT["Failure"] else tuple(_about(graph, result))
    return SuiteCase(name, _path(data), _path(shapes), report)


def _path(node: Object) -> Path:
    return Path(str(node).strip("<>").removeprefix("file://"))


def read(path: Path) -> tuple[Triple, ...]:
    """Return the triples of a file, its relative IRIs resolved against its place."""
    document = turtle.parse(f"@base <file://{path}> .\n".encode() + path.read_bytes(), path)
    return tuple(quad.triple for quad in document.quads)


def _about(graph: ShapesGraph, start: Object) -> Iterator[Triple]:
    """Yield what the suite compares about a node and the blank nodes that it leads to; shapes and values are only named."""
    seen: set[Object] = set()
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if node in seen or not isinstance(node, BlankNode):
            continue
        seen.add(node)
        for predicate in graph.predicates(node):
            if predicate in SH and predicate not in _COMPARED and not predicate.value.endswith("Path"):
                continue
            for value in graph.objects(node, predicate):
                yield Triple(node, predicate, value)
                if predicate not in _NAMED:
                    waiting.append(value)


def canonical(report: Iterable[Triple], *, with_messages: bool) -> str:
    """Return what the suite compares of a report, such that equal texts mean isomorphic graphs."""
    graph = ShapesGraph(report)
    (root,) = graph.subjects(RDF["type"], SH["ValidationReport"])
    message = SH["resultMessage"]
    return turtle.canonical_ntriples(
        t for t in _about(graph, root) if with_messages or t.predicate != message
    )


def fault(case: SuiteCase, engine: Engine) -> str | None:
    """Return what is wrong with an engine's answer to a test, or None where it is right."""
    try:
        report = validate(read(case.data), read(case.shapes), engine)
    except AllegianceError as error:
        return None if case.report is None else f"error: {error}"
    if case.report is None:
        return "a report, where validation must fail"
    with_messages = any(triple.predicate == SH["resultMessage"] for triple in case.report)
    due = canonical(case.report, with_messages=with_messages)
    given = canonical(report.graph, with_messages=with_messages)
    return None if due == given else f"due:\n{due}\ngiven:\n{given}"
