"""The one interface to SHACL engines: from an engine's report graph to findings in plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Literal as OneOf

from allegiance.errors import EngineError, RequestError
from allegiance.labels import Labels
from allegiance.terms import OWL, RDF, RDFS, SH, Literal, NamedNode, Object, Subject, Triple
from allegiance.validate import pyshacl_engine
from allegiance.validate.report import Finding, Report, Severity
from allegiance.validate.words import Facts, path_text, sentence

Engine = OneOf["pyshacl"]

_ENGINES: Mapping[Engine, Callable[[Iterable[Triple], Iterable[Triple]], frozenset[Triple]]] = {
    "pyshacl": pyshacl_engine.report_graph,
}
_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")


def validate(data: Iterable[Triple], shapes: Iterable[Triple], engine: Engine = "pyshacl") -> Report:
    """Return what the shapes find in the data (SHACL §3).

    Raises `RequestError` `nothing-to-check` when there is no data or no shape with a target: silence would look like success.
    Raises `EngineError` `validator-failed`.
    """
    facts, demands = _index(data), _index(shapes)
    targeted = _targeted(demands)
    if not facts or not targeted:
        missing = "data" if not facts else "shape with a target"
        raise RequestError("nothing-to-check", f"there is no {missing}", hint="name files that hold some")
    try:
        graph = _ENGINES[engine](_triples(facts), _triples(demands))
    except Exception as error:
        raise EngineError(
            "validator-failed",
            f"{engine} could not finish: {error}",
            hint="check the shapes; run again with --debug",
        ) from error
    results, reader = _index(graph), _Reader(facts, demands)
    findings = [
        reader.finding(result)
        for node, result in results.items()
        if SH["ValidationResult"] in result.get(RDF["type"], ()) and not _is_detail(node, results)
    ]
    return Report(
        findings=tuple(sorted(findings, key=lambda finding: finding.key)),
        idle_shapes=tuple(
            sorted((shape for shape in targeted if not _meets(demands[shape], shape, facts)), key=str)
        ),
        shapes_run=len(targeted),
        engine=engine,
        graph=graph,
    )


def _index(triples: Iterable[Triple]) -> Facts:
    facts: dict[Subject, dict[NamedNode, list[Object]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, object_ in triples:
        facts[subject][predicate].append(object_)
    return facts


def _triples(facts: Facts) -> list[Triple]:
    return [
        Triple(s, p, o)
        for s, statements in facts.items()
        for p, objects in statements.items()
        for o in objects
    ]


def _targeted(demands: Facts) -> list[Subject]:
    """Return the shapes that declare a target (SHACL §2.1.3), implicit class targets among them."""

    def declares(shape: Subject) -> bool:
        statements = demands[shape]
        if any(SH[name] in statements for name in _TARGETS):
            return True
        types = statements.get(RDF["type"], ())
        return SH["NodeShape"] in types and (RDFS["Class"] in types or OWL["Class"] in types)

    return [shape for shape in demands if declares(shape)]


def _meets(shape: Mapping[NamedNode, list[Object]], node: Subject, facts: Facts) -> bool:
    """Say whether any target of a shape selects a focus node."""
    classes = set(shape.get(SH["targetClass"], ()))
    if {RDFS["Class"], OWL["Class"]} & set(shape.get(RDF["type"], ())):
        classes.add(node)
    wanted = _with_subclasses(classes, facts)
    subjects = set(shape.get(SH["targetSubjectsOf"], ()))
    objects = set(shape.get(SH["targetObjectsOf"], ()))
    return bool(shape.get(SH["targetNode"])) or any(
        wanted & set(statements.get(RDF["type"], ())) or (subjects | objects) & statements.keys()
        for statements in facts.values()
    )


def _with_subclasses(classes: set[Object], facts: Facts) -> set[Object]:
    found: set[Object] = set(classes)
    frontier: set[Object] = set(classes)
    while frontier:
        below: set[Object] = {s for s, st in facts.items() if frontier & set(st.get(RDFS["subClassOf"], ()))}
        frontier = below - found
        found |= frontier
    return found


def _is_detail(node: Subject, results: Facts) -> bool:
    return any(node in statements.get(SH["detail"], ()) for statements in results.values())


class _Reader:
    """Turns an engine's results into findings, with names from the data and demands from the shapes."""

    def __init__(self, facts: Facts, demands: Facts) -> None:
        self._demands = demands
        self._labels = Labels(_triples(facts))

    def finding(self, result: Mapping[NamedNode, list[Object]]) -> Finding:
        def one(name: str) -> Object | None:
            return next(iter(result.get(SH[name], ())), None)

        focus, component, shape = one("focusNode"), one("sourceConstraintComponent"), one("sourceShape")
        if focus is None or not isinstance(component, NamedNode) or shape is None:
            raise EngineError(
                "validator-failed", "the engine reported a result without focus node, component or shape"
            )
        demand = self._demands.get(shape, {}) if not isinstance(shape, Literal) else {}
        steps = next(iter(demand.get(SH["path"], ())), None) or one("resultPath")
        path = None if steps is None else path_text(steps, self._demands, self._labels)
        message = one("resultMessage")
        written = SH["message"] in demand or component == SH["SPARQLConstraintComponent"]
        return Finding(
            focus=focus,
            path=path,
            value=one("value"),
            component=component,
            shape=shape,
            severity=Severity.of(one("resultSeverity")),
            message=message.value
            if written and isinstance(message, Literal)
            else sentence(component, path, one("value"), demand, self._labels),
            label=self._labels.get(focus),
        )
