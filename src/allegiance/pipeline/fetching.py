"""A graph of another place, brought here whole to be published: what is published was there, all of it, at one time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property

from allegiance import project, store
from allegiance.errors import EngineError, Place, RequestError
from allegiance.pipeline.elsewhere import LAYERS
from allegiance.pipeline.graph_elsewhere import GraphElsewhere
from allegiance.pipeline.knowledge_graph import KnowledgeGraph
from allegiance.reason import Derivation, Entailment
from allegiance.store import Truth
from allegiance.terms import ALG, DCAT, GRAPH, RDF, Literal, NamedNode, Quad, Triple
from allegiance.turtle import Document

_AGENTS = (ALG["Actor"], ALG["Facility"], ALG["Place"], ALG["Work"])


class FetchedGraph(KnowledgeGraph):
    """The layers of another place, as if they followed here from a folder.

    Where the assertions there are the folder's own, they are as its files write them; otherwise literals are as the place keeps them.
    """

    def __init__(self, graph: GraphElsewhere, layers: Mapping[NamedNode, tuple[Triple, ...]]) -> None:
        self._layers = dict(layers)
        self._is_of_the_folder = graph.is_of_the_folder
        home = graph.project
        if self._is_of_the_folder:
            self._layers[GRAPH["asserted"]] = graph.folder.asserted
        else:
            vocabulary = frozenset(project.triples(home.ontology))
            data = tuple(Quad(*triple) for triple in layers[GRAPH["asserted"]] if triple not in vocabulary)
            place = Place(home.root / "kg")
            home = replace(home, data=(Document(place.path, data, (place,) * len(data), {}, {}),))
        super().__init__(home=home)

    @cached_property
    def asserted(self) -> tuple[Triple, ...]:
        """What is asserted there."""
        return self._layers[GRAPH["asserted"]]

    @cached_property
    def derivation(self) -> Derivation:
        """What was derived there, not told apart by rules."""
        return Derivation({"": frozenset(self._layers[GRAPH["derived"]])})

    @cached_property
    def entailment(self) -> Entailment:
        """What was entailed there."""
        return Entailment(frozenset(self._layers[GRAPH["entailed"]]), (), "compiled")

    @cached_property
    def agents(self) -> tuple[Triple, ...]:
        """What describes nodes rather than claims something about them: where no file tells, actors, facilities, places and works."""
        if self._is_of_the_folder:
            return super().agents
        agents = {
            t.subject
            for t in (*self.asserted, *self.entailment.triples)
            if t.predicate == RDF["type"] and t.object in _AGENTS
        }
        return tuple(triple for triple in self.asserted if triple.subject in agents)


def fetch(graph: GraphElsewhere, step: Callable[[str], None] = lambda _what: None) -> FetchedGraph:
    """Return all layers of another place, read twice, and the same by count and digest both times.

    Raises `RequestError` `version-disagrees` where the dataset there is not the folder's in the folder's version, and `EngineError`
    `incomplete-result` where something changed meanwhile.
    """
    dataset, asserted = graph.project.dataset, graph.over(GRAPH["asserted"])
    told = f"{dataset.iri} {RDF['type']} {DCAT['Dataset']} ; {DCAT['version']} {Literal(dataset.version)}"
    if asserted.query(f"ASK {{ {told} }}", {}) != Truth(value=True):
        raise RequestError(
            "version-disagrees",
            f"what is there does not describe {dataset.iri.value} in version {dataset.version}",
            hint=f"put the folder's own description there too: allegiance push {graph.where.option}",
        )
    layers: dict[NamedNode, tuple[Triple, ...]] = {}
    for layer in LAYERS:
        step(f"fetch: {graph.sizes[layer]:,} triples of {layer.value}")
        layers[layer] = tuple(graph.store.triples(layer))
    for layer, triples in layers.items():
        step(f"fetch: {layer.value} compared")
        again = store.fingerprint(graph.store.triples(layer))
        if len(triples) != graph.sizes[layer] or store.fingerprint(triples) != again:
            raise EngineError(
                "incomplete-result",
                f"{layer.value} changed in {graph.store.name} while it was read",
                hint="nothing was written; do it again when nobody writes there",
            )
    return FetchedGraph(graph, layers)
