"""`allegiance reason`: what follows, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from allegiance import turtle
from allegiance.cli.console import Session
from allegiance.reason import Engine


@click.command()
@click.option("-f", "--format", "form", type=click.Choice(["ttl", "nt"]), default="ttl", show_default=True)
@click.option(
    "--engine",
    type=click.Choice(get_args(Engine)),
    default="compiled",
    show_default=True,
    help="Which OWL 2 RL engine; owlrl is the reference.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the entailment to a file."
)
@click.pass_obj
def reason(session: Session, form: str, engine: Engine, output: Path | None) -> int:
    """Print the triples that the rules and OWL 2 RL add to the folder; only what is new.

    Contradictions are named on stderr and make the exit code 1.
    """
    kg = session.open(reasoner=engine)
    with session.watch("reason"):
        triples = kg.derivation.triples | kg.entailment.triples
    session.write(
        turtle.write(triples, kg.prefixes) if form == "ttl" else turtle.canonical_ntriples(triples), output
    )
    for found in kg.entailment.contradictions:
        click.echo(f"contradiction ({found.rule or engine}): {found.message}", err=True)
    session.talk.print(
        f"{len(kg.derivation.triples):,} derived by {len(kg.derivation.by_rule)} rules, "
        f"{len(kg.entailment.triples):,} by OWL 2 RL ({kg.entailment.engine})"
    )
    return 1 if kg.entailment.contradictions else 0
