"""The main job's last step: a release folder."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from allegiance import publish
from allegiance.pipeline.checking import Watch
from allegiance.pipeline.comparing import compare, release_version, side, side_of
from allegiance.pipeline.knowledge_graph import KnowledgeGraph
from allegiance.pipeline.site import source_of
from allegiance.validate import Report


def build(
    kg: KnowledgeGraph,
    target: Path,
    report: Report,
    *,
    tool: str,
    issued: str | None = None,
    previous: Path | None = None,
    with_site: bool = True,
    watch: Watch = lambda _room: nullcontext(),
    step: Callable[[str], None] = lambda _path: None,
) -> publish.Release:
    """Write the release of a checked folder under `target`, named after the dataset and its version.

    `tool` is the name and version of the program; `issued`, an ISO 8601 date-time in UTC, dates the release; what changed
    since the release in the folder `previous` is told in `diff/`; the pages of `site/` can be left out.
    """
    changes: dict[str, str] = {}
    if previous is not None:
        with watch("diff"):
            old = side(str(previous), kg.project.root)
            comparison = compare(
                replace(old, name=release_version(previous)),
                replace(side_of(kg), name=kg.project.dataset.version),
            )
            changes = {form: publish.changes_text(comparison, form) for form in publish.CHANGES_FORMATS}
    pages = source_of(kg, watch=watch) if with_site else None
    with watch("publish"):
        edition = publish.Edition(
            project=kg.project,
            asserted=kg.asserted,
            derived=kg.derivation.triples,
            entailed=kg.entailment.triples,
            agents=kg.agents,
            prefixes=kg.prefixes,
            queries=tuple(kg.catalogue),
            report=report,
            tool=tool,
            issued=issued,
            changes=changes,
            previous=None if previous is None else release_version(previous),
            site=pages,
        )
        return publish.write_release(edition, target, step)


def unchecked() -> Report:
    """Return the report of a validation that was not made: no shape was run."""
    return Report((), (), 0, "none")
