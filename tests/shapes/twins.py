"""The twins of the shapes, data that pass and data that fail, and the project that they are validated against."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from allegiance import project, turtle
from allegiance.terms import PREFIXES, SH, BlankNode, Literal, NamedNode, Subject, Term, Triple, curie
from allegiance.validate import Finding, validate

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHP = PREFIXES["shp"]
TARGETS = tuple(SH[name] for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"))
SEVERITIES = {1: "Info", 2: "Warning", 3: "Violation"}

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


def load_world() -> World:
    """The project as it is."""
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
