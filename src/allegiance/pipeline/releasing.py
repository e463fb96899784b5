"""The main job's last step: a release folder."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from allegiance import project, publish
from allegiance.pipeline.checking import Watch
from allegiance.pipeline.knowledge_graph import KnowledgeGraph

# The files of kg/ that describe nodes rather than claim something about them.
_AGENT_FILES = ("agents", "places", "works")


def build(kg: KnowledgeGraph, target: Path, watch: Watch = lambda _room: nullcontext()) -> publish.Release:
    """Write the release of a folder under `target`, named after the dataset and its version."""
    dataset = kg.project.dataset
    agents = project.triples([document for document in kg.project.data if document.path.stem in _AGENT_FILES])
    with watch("publish"):
        return publish.write_release(
            target / f"{dataset.slug}-{dataset.version}",
            asserted=kg.asserted,
            derived=kg.derivation.triples,
            entailed=kg.entailment.triples,
            agents=agents,
            prefixes=kg.prefixes,
        )
