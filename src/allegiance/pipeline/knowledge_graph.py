"""A folder and everything that follows from it, computed when asked for, and kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from allegiance import bridge, project, reason, turtle, validate, verify
from allegiance.explain import Explainer, Held
from allegiance.labels import Labels
from allegiance.pipeline.asking import Asking
from allegiance.pipeline.figures import Figures, figures_of
from allegiance.pipeline.validating import loose, validate_at
from allegiance.project import Project
from allegiance.query import Catalogue, Lookup
from allegiance.reason import Contradiction, Derivation, Entailment
from allegiance.store import Engine, OxigraphStore
from allegiance.terms import GRAPH, PREFIXES, NamedNode, Term, Triple
from allegiance.validate import Change, Progress, Report

# The files of kg/ with the nodes that are described rather than claimed something about.
_AGENT_FILES = ("agents", "places", "works")


class KnowledgeGraph(Asking):
    """A folder and everything that follows from it: assertions, derivations, entailments, answers, reports."""

    def __init__(
        self, folder: Path | None = None, *, reasoner: reason.Engine = "compiled", home: Project | None = None
    ) -> None:
        """Open a folder: the one given, or the nearest parent of the present one, or the one that came with the package.

        A project that was read already is taken as it is.
        """
        self.project: Project = home or project.load(project.find(folder) or project.bundled())
        self._reasoner: reason.Engine = reasoner

    @classmethod
    def of_files(cls, files: Sequence[Path]) -> KnowledgeGraph:
        """Take RDF files of anybody's as they are: without rules, shapes and stored queries."""
        return cls(home=loose(tuple(turtle.read(path) for path in files), files[0].parent))

    @cached_property
    def asserted(self) -> tuple[Triple, ...]:
        """The triples of `ontology/` (alignments apart) and `kg/`, as written."""
        return tuple(project.triples([*self.project.ontology, *self.project.data]))

    @cached_property
    def agents(self) -> tuple[Triple, ...]:
        """The triples of `kg/` that describe nodes rather than claim something about them."""
        files = [document for document in self.project.data if document.path.stem in _AGENT_FILES]
        return tuple(project.triples(files))

    @cached_property
    def derivation(self) -> Derivation:
        """What the folder's derivation rules add."""
        return reason.derive(self.asserted, self.project.rules)

    @cached_property
    def entailment(self) -> Entailment:
        """What OWL 2 RL adds to assertions and derivations together."""
        return reason.entail([*self.asserted, *self.derivation.triples], self._reasoner)

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """What cannot hold together, as far as OWL 2 RL sees."""
        return self.entailment.contradictions

    @cached_property
    def figures(self) -> Figures:
        """The figures that a summary tells."""
        return figures_of(self.layers)

    @property
    def is_of_the_folder(self) -> bool:
        """Whether the graph is the folder's own, so that the folder's expected answers are about it."""
        return True

    @cached_property
    def layers(self) -> Mapping[NamedNode, Iterable[Triple]]:
        """The whole graph by layer, each layer a named graph."""
        return {
            GRAPH["asserted"]: self.asserted,
            GRAPH["derived"]: self.derivation.triples,
            GRAPH["entailed"]: self.entailment.triples,
        }

    @cached_property
    def store(self) -> OxigraphStore:
        """The whole graph in the embedded engine."""
        return OxigraphStore(self.layers)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The stored queries of the folder."""
        return Catalogue(self.project.root / "queries", self.project.queries)

    @cached_property
    def labels(self) -> Labels:
        """Names for people, for every node of the folder."""
        return Labels(self.asserted, prefixes=self.prefixes)

    def labels_of(self, _terms: Iterable[Term]) -> Labels:
        """Return names for people, of some nodes at least."""
        return self.labels

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes that everybody knows, and those that the folder declares."""
        return {**PREFIXES, **self.project.prefixes}

    def engine(self, name: str = "pyoxigraph") -> Engine:
        """Return an engine that answers over the whole graph: embedded, or the rdflib reference."""
        if name == "rdflib":
            return bridge.RdflibStore(t for layer in self.layers.values() for t in layer)
        return self.store

    @cached_property
    def explainer(self) -> Explainer:
        """Answers why a triple holds, and who says so."""
        known = Held(self.asserted, self.derivation, self.project.because)
        return Explainer(known, lambda triple: self.project.within(self.project.place_of(triple)))

    def graph(self) -> bridge.RdflibGraph:
        """Return the whole graph as a new rdflib graph."""
        return bridge.to_rdflib(t for layer in self.layers.values() for t in layer)

    @cached_property
    def lookup(self) -> Lookup:
        """What the graph knows about values for parameters."""
        return Lookup(self.store)

    def validate(
        self,
        engine: validate.Engine = "auto",
        change: Change | None = None,
        progress: Progress | None = None,
    ) -> Report:
        """Return what the folder's shapes find in its assertions and derivations, each finding with its place.

        Given a change, they look only at the nodes that it can have affected. Shapes that met no node are told where they are the
        folder's own: of what it conforms to, it need not have an example of everything.
        """
        data = [*self.asserted, *self.derivation.triples]
        shapes = project.triples(self.project.shapes)
        report = validate_at(self.project, data, shapes, engine, change, progress)
        return replace(report, idle_shapes=tuple(s for s in report.idle_shapes if self.project.is_own(s)))

    def verify(self, text: Path) -> verify.Verification:
        """Hold a reader's copy of the text against the folder's anchors."""
        return verify.verify(verify.read_text(text), self.asserted)
