"""`allegiance init`: a new folder to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from allegiance import pipeline
from allegiance.cli.console import Session


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--base", metavar="IRI", help="What the IRIs of the folder begin with.")
@click.pass_obj
def init(session: Session, folder: Path, base: str | None) -> int:
    """Write a small folder that builds: one claim, one shape, one question and its expected answer."""
    for path in pipeline.scaffold(folder, base):
        click.echo(str(path))
    session.talk.print(f"now: allegiance -C {folder} build", soft_wrap=True)
    return 0
