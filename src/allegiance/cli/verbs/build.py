"""`allegiance build`: the main job, from files to a release folder."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from allegiance import __version__, pipeline
from allegiance.cli.console import Session
from allegiance.cli.place import place_options, refuse_elsewhere
from allegiance.cli.verbs.check import show_faults, show_site, show_summary, tell_unseen
from allegiance.pipeline import AnyGraph, Elsewhere, KnowledgeGraph


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, dir_okay=False), metavar="[FILE]...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where releases go; dist/ in the folder by default.",
)
@click.option("--version", help="Refuse to build anything but this version.")
@click.option(
    "--previous",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Tell in diff/ what changed since this release.",
)
@click.option("--no-site", is_flag=True, help="Leave out site/, the pages for people.")
@place_options
@click.pass_obj
def build(
    session: Session,
    files: tuple[Path, ...],
    output: Path | None,
    version: str | None,
    previous: Path | None,
    where: Elsewhere,
    *,
    no_site: bool,
) -> int:
    """Check everything, and write the release.

    Loads, reasons, derives, validates and tests the queries; the release is dumps, tables, descriptions and pages.

    With FILE: release these RDF files as they are, which must describe one dcat:Dataset; what needs claims, shapes or stored queries
    is left out. Nothing is written while anything is wrong: a release is always of a clean folder. The release is dated by SOURCE_DATE_EPOCH
    where that is set, and by nothing else.

    With --store or --endpoint: what is there is checked there, and then fetched whole to be written.
    """
    refuse_elsewhere(where, FILE=files)
    if not files:
        session.need_folder()
    issued = _issued(os.environ.get("SOURCE_DATE_EPOCH"))
    graph = KnowledgeGraph.of_files(files) if files else session.graph(where)
    if version is not None:
        pipeline.agree_on_version(graph.project, version)
    tell_unseen(session, graph)
    outcome = None if files else pipeline.check(graph, session.watch)
    if outcome is not None and outcome.faults:
        show_faults(session, outcome)
        session.talk.print("[bold]nothing was written[/bold]: mend the above first")
        return 1
    kg = _here(session, graph)
    release = pipeline.build(
        kg,
        output or (Path("dist") if files else kg.project.root / "dist"),
        pipeline.unchecked() if outcome is None else outcome.report,
        tool=f"allegiance {__version__}",
        issued=issued,
        previous=previous,
        with_site=not no_site,
        watch=session.watch,
        step=session.step,
    )
    if outcome is None:
        session.say("files alone: no rules, no shapes, no stored queries; nothing was validated")
        session.say(f"wrote {release.folder} ({len(release.checksums) + 1:,} files)")
        show_site(session, release)
    else:
        show_summary(session, graph, outcome, release)
    return 0


def _here(session: Session, graph: AnyGraph) -> KnowledgeGraph:
    """Return a graph with all its triples, fetched where they are elsewhere."""
    if isinstance(graph, KnowledgeGraph):
        return graph
    session.say(f"{sum(graph.sizes.values()):,} triples are fetched from {graph.store.name}")
    if not graph.is_of_the_folder:
        session.say("they are not the folder's own; literals are published as they are kept there")
    with session.watch("fetch"):
        return pipeline.fetch(graph, session.step)


def _issued(epoch: str | None) -> str | None:
    """Return the moment that reproducible builds give in SOURCE_DATE_EPOCH, as `xsd:dateTime` in UTC."""
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}; it must be a number of seconds") from None
