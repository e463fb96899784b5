"""`allegiance ontology`: what the words mean, as a page."""

from __future__ import annotations

import click

from allegiance import pipeline
from allegiance.cli.console import Session


@click.command()
@click.pass_obj
def ontology(session: Session) -> int:
    """Print the ontology of the folder in Markdown.

    With diagrams, and every term with its definition.
    """
    click.echo(pipeline.ontology_page(session.kg), nl=False)
    return 0
