"""The folder's rules, shapes and questions over graphs that stay where they are: on disk or in a server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from allegiance import project, reason, store, validate
from allegiance.explain import Explainer
from allegiance.labels import Labels
from allegiance.pipeline.asking import Asking
from allegiance.pipeline.elsewhere import LAYERS, Elsewhere, engine
from allegiance.pipeline.figures import Figures, figures_elsewhere
from allegiance.pipeline.knowledge_graph import KnowledgeGraph
from allegiance.pipeline.labelling import LabelsElsewhere
from allegiance.pipeline.proving import explainer_at
from allegiance.pipeline.sources import documents
from allegiance.pipeline.validating import located
from allegiance.project import Project
from allegiance.query import Catalogue, Lookup
from allegiance.reason import Contradiction, Layers, Program
from allegiance.store import DiskStore, Endpoint, Store, Truth
from allegiance.terms import GRAPH, OWL, RDF, NamedNode, Term
from allegiance.validate import Progress, Report


class GraphElsewhere(Asking):
    """A folder and the graphs of another place. What is asked is answered there; nothing is fetched but answers."""

    def __init__(self, folder: KnowledgeGraph, where: Elsewhere) -> None:
        self.folder = folder
        self.where = where

    @property
    def project(self) -> Project:
        """The folder, whose rules, shapes and questions are used."""
        return self.folder.project

    @property
    def catalogue(self) -> Catalogue:
        """The stored queries of the folder."""
        return self.folder.catalogue

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes that everybody knows, and those that the folder declares."""
        return self.folder.prefixes

    @cached_property
    def store(self) -> DiskStore | Endpoint:
        """What answers there, over all layers; see `elsewhere.engine`."""
        return engine(self.where)

    @cached_property
    def lookup(self) -> Lookup:
        """What the graph there knows about values for parameters."""
        return Lookup(self.store)

    @cached_property
    def labels(self) -> LabelsElsewhere:
        """Names for people, as the graph there has them."""
        return LabelsElsewhere(self.store, self.folder.labels, self.prefixes)

    def labels_of(self, terms: Iterable[Term]) -> Labels:
        """Return names for people, of some nodes at least, which are asked for at once."""
        self.labels.learn(terms)
        return self.labels

    @cached_property
    def sizes(self) -> Mapping[NamedNode, int]:
        """How many triples each layer holds; they are counted there."""
        return {graph: store.count(self.store, graph) for graph in LAYERS}

    @cached_property
    def explainer(self) -> Explainer:
        """Answers why a triple holds there, and who says so; see `explainer_at`."""
        return explainer_at(self.folder, self.store)

    @cached_property
    def figures(self) -> Figures:
        """The figures that a summary tells, counted there."""
        return figures_elsewhere(self.store, self.sizes)

    @cached_property
    def program(self) -> Program:
        """OWL 2 RL for the folder's ontology, as queries and updates."""
        return reason.compile_program(project.triples(self.project.ontology), Layers(*LAYERS))

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """The contradictions that queries find over all layers; see `reason.contradictions_inside`."""
        return named(reason.contradictions_inside(self.over(*LAYERS), self.program))

    @cached_property
    def present(self) -> tuple[NamedNode, ...]:
        """The layers that hold anything there."""
        return tuple(graph for graph in LAYERS if store.is_there(self.store, graph))

    @cached_property
    def missing(self) -> tuple[NamedNode, ...]:
        """The layers that hold nothing there, though there is what would fill them."""
        return tuple(graph for graph in LAYERS if graph not in self.present and self._fills(graph))

    def _fills(self, layer: NamedNode) -> bool:
        """Say whether rules would put something into a layer: the folder's, or OWL 2 RL wherever there are classes."""
        asserted = self.over(GRAPH["asserted"])
        if layer == GRAPH["derived"]:
            return reason.fires(asserted, self.project.rules)
        classes = f"ASK {{ ?class {RDF['type']} {OWL['Class']} }}"
        return layer == GRAPH["asserted"] or asserted.query(classes, {}) == Truth(value=True)

    @cached_property
    def is_of_the_folder(self) -> bool:
        """Whether what is asserted there is what the folder asserts, so that its expected answers are about it."""
        wanted = store.fingerprint(self.folder.asserted)
        if self.sizes[GRAPH["asserted"]] != wanted.count:
            return False
        return store.fingerprint(self.store.triples(GRAPH["asserted"])) == wanted

    def over(self, *layers: NamedNode) -> Store:
        """Return what answers over some layers; over what is there by default, where nothing is in any layer of ours."""
        if not self.present:
            return self.store.over(())
        # Some servers take a graph that they do not have for an error.
        return self.store.over([graph for graph in layers if graph in self.present] or layers)

    def validate(self, shapes: Sequence[Path] = (), progress: Progress | None = None) -> Report:
        """Return what shapes find in assertions and derivations there: the shapes given, or else those of the folder.

        A finding has a place where a file of the folder says what it is about. Errors as for `validate.validate_inside`.
        """
        demands = documents(shapes) if shapes else self.project.shapes
        inside = self.over(GRAPH["asserted"], GRAPH["derived"])
        wanted = project.triples(demands)
        return located(lambda: validate.validate_inside(inside, wanted, progress), self.project)


def named(rules: Iterable[str]) -> tuple[Contradiction, ...]:
    """Return contradictions of which only the rules are known."""
    return tuple(Contradiction(rule, reason.rule_line(rule) or "", ()) for rule in rules)


AnyGraph = KnowledgeGraph | GraphElsewhere
"""A folder and its graph, wherever that is."""
