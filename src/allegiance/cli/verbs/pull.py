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

    As canonical N-Triples: the same graph gives the same bytes.
    """
    with session.watch("pull"):
        text = pipeline.pull(where, GRAPH[layer])
    session.write(text, output)
    return 0
