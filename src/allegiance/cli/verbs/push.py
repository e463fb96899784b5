"""`allegiance push`: the graphs, put into a server or a store on disk."""

from __future__ import annotations

from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from allegiance import pipeline
from allegiance.cli.console import Session
from allegiance.cli.place import place_options
from allegiance.errors import RequestError
from allegiance.pipeline import LAYERS, Elsewhere, GraphElsewhere


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@place_options
@click.pass_obj
def push(session: Session, files: tuple[Path, ...], where: Elsewhere) -> int:
    """Put the folder's graphs into a server or a store.

    They take the place of those there. FILES go in as the graph of assertions.

    What had been derived and entailed from other assertions goes away with FILES; `allegiance reason` makes it again there. For rules
    to apply, FILES must hold the ontology too.
    Broken off, it can be given again: what was sent is not sent twice, and nothing is in place before it is whole.
    """
    if not where.is_given:
        raise RequestError("no-endpoint", "no place is named", hint="add --endpoint URL or --store DIR")
    if not files:
        session.need_folder()
    # Of the folder nothing is put where files are: whose it is need not be said.
    kg = session.open(doing=None)
    if files and where.directory is not None:
        total, unit = sum(path.stat().st_size for path in files), "bytes"
    else:
        total, unit = 0, "triples"
    columns = (TextColumn("push"), BarColumn(), MofNCompleteColumn(), TextColumn(unit), TimeRemainingColumn())
    with Progress(
        *columns, console=session.talk, transient=True, disable=not session.talk.is_terminal
    ) as bar:
        task = bar.add_task("push", total=total or None)
        done = pipeline.push(kg, where, files, lambda more: bar.advance(task, more))
    for graph, put in done.items():
        session.say(f"{graph.value}: {put.count:,} triples, {put.digest[:16]}")
    if not done:
        there = GraphElsewhere(kg, where)
        session.say(f"{LAYERS[0].value}: {there.sizes[LAYERS[0]]:,} triples")
    return 0
