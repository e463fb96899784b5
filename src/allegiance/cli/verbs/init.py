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
    """Write a small folder of your own that builds.

    It holds an invented report, claims about two pledges, questions and their expected answers.

    Words, rules, shapes and questions are copies of those that came with allegiance; its README says which file came from where.
    """
    for path in pipeline.scaffold(folder, base):
        click.echo(str(path))
    session.say(f"now read {folder / 'README.md'}, and: allegiance -C {folder} check")
    return 0
