"""`allegiance reason`: what follows, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from allegiance import turtle
from allegiance.cli.console import Session
from allegiance.pipeline import KnowledgeGraph
from allegiance.reason import Engine, profile_violations


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
@click.option(
    "--profile", is_flag=True, help="Say instead what keeps the folder out of OWL 2 DL and OWL 2 RL."
)
@click.pass_obj
def reason(session: Session, form: str, engine: Engine, output: Path | None, profile: bool) -> int:
    """Print the triples that the rules and OWL 2 RL add to the folder; only what is new.

    Contradictions are named on stderr and make the exit code 1.
    """
    kg = session.open(reasoner=engine)
    if profile:
        return _profile(session, kg)
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


def _profile(session: Session, kg: KnowledgeGraph) -> int:
    found = profile_violations([*kg.asserted, *kg.derivation.triples])
    for violation in found:
        place = kg.project.place_of(violation.triple) or kg.project.place_of_node(violation.triple.subject)
        where = f"{place}: " if place else ""
        click.echo(f"{where}not {violation.profile}: {violation.message}")
        click.echo(f"    {violation.hint}")
    session.talk.print(
        "ontology and data are in OWL 2 DL and OWL 2 RL" if not found else f"{len(found)} to mend"
    )
    return 1 if found else 0
