"""Every node shape has twins, data that pass and data that fail: is exactly what each fail file expects found in it?

A folder is a node shape, `fail-x.expected.tsv` lists the findings of `fail-x.ttl`. Adding a shape means adding a folder; there is
no list to edit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest

from allegiance import project, reason, turtle
from allegiance.terms import PREFIXES, RDF, SH, BlankNode, Literal, NamedNode, Subject, Term, Triple, curie
from allegiance.validate import Finding, Report, validate

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHP = PREFIXES["shp"]
TARGETS = tuple(SH[name] for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"))
SEVERITIES = {1: "Info", 2: "Warning", 3: "Violation"}
HEADER = "focus\tpath\tcomponent\tseverity"

PASSING = sorted(HERE.glob("*/pass-*.ttl"))
FAILING = sorted(HERE.glob("*/fail-*.ttl"))

Row: TypeAlias = tuple[str, str, str, str]
"""A finding as the fail files list it: focus, path, component, severity."""


def slug(shape: Term) -> str:
    """The folder of a node shape: `shp:AllegiancePledge` -> `allegiance-pledge`."""
    assert isinstance(shape, NamedNode)
    name = shape.value.removeprefix(SHP)
    return "".join(f"-{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


def twin_id(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@dataclass(frozen=True, eq=False)
class Shapes:
    """The project's shapes, read once: all that belongs to each targeted node shape, by the name of its folder."""

    facts: Mapping[Subject, tuple[Triple, ...]]
    targeted: Mapping[str, Subject]

    def own(self, folder: str) -> frozenset[Term]:
        """The node shape of a folder and its property shapes: the sources of the findings that its twins are about."""
        shape = self.targeted[folder]
        properties = {t.object for t in self.facts[shape] if t.predicate == SH["property"]}
        return frozenset({shape, *properties})

    @cache  # noqa: B019 - one instance for the whole session
    def closure(self, folder: str) -> tuple[Triple, ...]:
        """All that the node shape of a folder is made of: property shapes, paths, alternatives, queries, prefixes."""
        found: list[Triple] = []
        seen: set[Term] = set()
        waiting: list[Term] = [self.targeted[folder]]
        while waiting:
            node = waiting.pop()
            if node in seen or isinstance(node, Literal) or node not in self.facts:
                continue
            seen.add(node)
            found += self.facts[node]
            waiting += [triple.object for triple in self.facts[node]]
        return tuple(found)

    @property
    def properties(self) -> frozenset[Term]:
        """Every property shape that can be the source of a finding."""
        return frozenset(shape for folder in self.targeted for shape in self.own(folder)) - frozenset(
            self.targeted.values()
        )


@dataclass(frozen=True, eq=False)
class World:
    """The project, and what validation of a twin takes from it."""

    project: project.Project
    ontology: tuple[Triple, ...]
    shapes: Shapes

    @cache  # noqa: B019 - one instance for the whole session
    def findings(self, twin: Path) -> tuple[Finding, ...]:
        """What the folder's own shape finds in a twin, read together with the ontology, outside the ontology itself."""
        folder = twin.parent.name
        data = project.triples([turtle.read(twin)])
        report = validate([*data, *self.ontology], self.shapes.closure(folder))
        own = self.shapes.own(folder)
        return tuple(finding for finding in report.findings if finding.shape in own)


@pytest.fixture(scope="session")
def world() -> World:
    loaded = project.load(ROOT)
    facts: dict[Subject, list[Triple]] = {}
    for triple in project.triples(loaded.shapes):
        facts.setdefault(triple.subject, []).append(triple)
    targeted = {
        slug(node): node
        for node, triples in facts.items()
        if any(triple.predicate in TARGETS for triple in triples)
    }
    shapes = Shapes({node: tuple(triples) for node, triples in facts.items()}, targeted)
    return World(loaded, tuple(project.triples(loaded.ontology)), shapes)


def rows(findings: Iterable[Finding], twin: Path) -> set[Row]:
    """Findings as the fail files write them, with the prefixes of the twin; a blank node is `[]`, a literal its text."""
    prefixes = {**PREFIXES, **turtle.read(twin).prefixes}

    def text(term: Term) -> str:
        if isinstance(term, BlankNode):
            return "[]"
        if isinstance(term, NamedNode):
            return curie(term.value, prefixes) or term.value
        return term.value if isinstance(term, Literal) else str(term)

    return {(text(f.focus), f.path or "", text(f.component), SEVERITIES[f.severity]) for f in findings}


def expected(twin: Path) -> set[Row]:
    header, *lines = twin.with_suffix(".expected.tsv").read_text(encoding="utf-8").splitlines()
    assert header == HEADER
    found: set[Row] = set()
    for line in lines:
        focus, path, component, severity = line.split("\t")
        found.add((focus, path, component, severity))
    return found


@pytest.mark.parametrize("twin", PASSING, ids=twin_id)
def test_the_passing_twin_passes(world: World, twin: Path) -> None:
    assert rows(world.findings(twin), twin) == set()


@pytest.mark.parametrize("twin", FAILING, ids=twin_id)
def test_the_failing_twin_fails_as_expected_and_not_otherwise(world: World, twin: Path) -> None:
    wanted = expected(twin)
    assert wanted
    assert rows(world.findings(twin), twin) == wanted


def test_every_folder_is_a_shape_and_every_shape_has_both_twins(world: World) -> None:
    assert {path.parent.name for path in PASSING} == set(world.shapes.targeted)
    assert {path.parent.name for path in FAILING} == set(world.shapes.targeted)


def test_every_expectation_has_its_data() -> None:
    assert {path.with_suffix(".expected.tsv") for path in FAILING} == set(HERE.glob("*/*.tsv"))


def test_every_property_shape_fires_in_some_failing_twin(world: World) -> None:
    fired = {finding.shape for twin in FAILING for finding in world.findings(twin)}
    assert sorted(map(str, world.shapes.properties - fired)) == []


def test_every_shape_is_named_and_every_property_shape_speaks(world: World) -> None:
    kinds = {SH["NodeShape"], SH["PropertyShape"]}
    facts = world.shapes.facts
    unnamed = [n for n, ts in facts.items() if isinstance(n, BlankNode) and kinds & {t.object for t in ts}]
    untyped = [shape for shape in world.shapes.properties if _type_of(facts, shape) != SH["PropertyShape"]]
    silent = [
        shape
        for shape in world.shapes.properties
        if not any(triple.predicate == SH["message"] for triple in _about(facts, shape))
    ]
    assert (unnamed, untyped, silent) == ([], [], [])


def test_no_shape_is_idle_over_the_project(world: World) -> None:
    assert [str(shape) for shape in _report_on_project(world).idle_shapes] == []


def _report_on_project(world: World) -> Report:
    asserted = project.triples([*world.project.ontology, *world.project.data])
    derived = reason.derive(asserted, world.project.rules).triples
    targets = [t for ts in world.shapes.facts.values() for t in ts if t.predicate in TARGETS]
    return validate([*asserted, *derived], targets)  # targets alone: who is met, not what is found


def _about(facts: Mapping[Subject, tuple[Triple, ...]], node: Term) -> tuple[Triple, ...]:
    return () if isinstance(node, Literal) else facts.get(node, ())


def _type_of(facts: Mapping[Subject, tuple[Triple, ...]], node: Term) -> Term | None:
    return next((t.object for t in _about(facts, node) if t.predicate == RDF["type"]), None)
