"""The main job's last step: a release folder."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from allegiance import project, publish
from allegiance.errors import RequestError
from allegiance.pipeline.checking import Watch
from allegiance.pipeline.knowledge_graph import KnowledgeGraph
from allegiance.validate import Report

# The files of kg/ that describe nodes rather than claim something about them.
_AGENT_FILES = ("agents", "places", "works")


def build(
    kg: KnowledgeGraph,
    target: Path,
    report: Report,
    *,
    tool: str,
    issued: str | None = None,
    watch: Watch = lambda _room: nullcontext(),
    step: Callable[[str], None] = lambda _path: None,
) -> publish.Release:
    """Write the release of a checked folder under `target`, named after the dataset and its version.

    `tool` is the name and version of the program; `issued`, an ISO 8601 date-time in UTC, dates the release.
    """
    agents = project.triples([document for document in kg.project.data if document.path.stem in _AGENT_FILES])
    with watch("publish"):
        edition = publish.Edition(
            project=kg.project,
            asserted=kg.asserted,
            derived=kg.derivation.triples,
            entailed=kg.entailment.triples,
            agents=agents,
            prefixes=kg.prefixes,
            queries=tuple(kg.catalogue),
            report=report,
            tool=tool,
            issued=issued,
        )
        return publish.write_release(edition, target, step)


def agree_on_version(kg: KnowledgeGraph, version: str) -> None:
    """Raise `RequestError` `version-disagrees` unless the dataset has that version."""
    if version != (own := kg.project.dataset.version):
        raise RequestError(
            "version-disagrees",
            f"version {version} was asked for, but the dataset is {own}",
            hint="change dcat:version in kg/dataset.ttl, and every file that repeats it",
        )
