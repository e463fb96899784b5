"""`allegiance pull`: a graph, fetched from a server or a store on disk."""

from __future__ import annotations

from pathlib import Path

import click

from allegiance import pipeline
from allegiance.cli.console import Session
from allegiance.cli.place import place_options
from allegiance.pipeline import Elsewhere
from allegiance.terms import GRAPH


@click.command()
@click.argument("layer", type=click.Choice(["asserted", "derived", "entailed"]))
@place_options
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the graph to a file."
)
@click.pass_obj
def pull(session: Session, layer: str, where: Elsewhere, output: Path | None) -> int:
    """Print one LAYER of a server or a store.

    As canonical N-Triples: the same graph gives the same bytes. It is read twice and compared by count and digest; `allegiance push`
    tells the same digest of what it put there.
    """
    graph = GRAPH[layer]
    with session.watch("pull"):
        pulled = pipeline.pull(where, graph)
    session.write(pulled.lines.text(), output)
    found = pulled.fingerprint
    session.say(f"{graph.value}: {found.count:,} triples, {found.digest[:16]}")
    if pulled.rewritten_by is not None:
        note = f"literals are as {pulled.rewritten_by} keeps them, where 1.50 may be 1.5; the digest goes by their values"
        session.say(note)
    return 0
