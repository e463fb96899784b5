"""`allegiance reason`: what follows, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from allegiance import pipeline, project, turtle
from allegiance.cli.console import Session
from allegiance.cli.place import place_options, refuse_elsewhere
from allegiance.errors import RequestError
from allegiance.pipeline import Elsewhere, KnowledgeGraph
from allegiance.reason import Engine, Profile, dl_check, profile_violations

_OUR_PROFILES = ("DL", "RL")
_MORE_PROFILES = ("EL", "QL")


@click.command()
@click.option("-f", "--format", "form", type=click.Choice(["ttl", "nt"]), help="ttl by default.")
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
@click.option(
    "--also",
    type=click.Choice(_MORE_PROFILES),
    multiple=True,
    help="With --profile: say also what keeps the folder out of OWL 2 EL or QL.",
)
@click.option("--dl", is_flag=True, help="Ask OWL 2 DL reasoners instead whether the folder is consistent.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=60,
    show_default=True,
    help="How long each DL reasoner may take.",
)
@place_options
@click.option("--clear", is_flag=True, help="Take away what was derived and entailed in a server or a store.")
@click.pass_obj
def reason(
    session: Session,
    form: str | None,
    engine: Engine,
    output: Path | None,
    profile: bool,
    also: tuple[str, ...],
    dl: bool,
    seconds: float,
    clear: bool,
    where: Elsewhere,
) -> int:
    """Print what the rules and OWL 2 RL add to the folder.

    Only triples that are new.

    With --store or --endpoint they are put into graphs of their own there, in place of those that were there. Contradictions are named
    on stderr and make the exit code 1.
    """
    if where.is_given:
        refuse_elsewhere(
            where, output=output, format=form, profile=profile, dl=dl, engine_owlrl=engine == "owlrl"
        )
        return _clear(session, where) if clear else _elsewhere(session, where)
    if clear:
        raise RequestError("no-endpoint", "no place is named", hint="add --endpoint URL or --store DIR")
    kg = session.open(reasoner=engine)
    if profile:
        return _profile(session, kg, also)
    if dl:
        return _consistency(session, kg, seconds)
    with session.watch("reason"):
        triples = kg.derivation.triples | kg.entailment.triples
    session.write(
        turtle.canonical_ntriples(triples) if form == "nt" else turtle.write(triples, kg.prefixes), output
    )
    for found in kg.entailment.contradictions:
        click.echo(f"contradiction ({found.rule or engine}): {found.message}", err=True)
    session.say(
        f"{len(kg.derivation.triples):,} derived by {len(kg.derivation.by_rule)} rules, "
        f"{len(kg.entailment.triples):,} by OWL 2 RL ({kg.entailment.engine})"
    )
    return 1 if kg.entailment.contradictions else 0


def _elsewhere(session: Session, where: Elsewhere) -> int:
    graph = session.elsewhere(where)
    if names := pipeline.left_out(graph):
        session.say(f"rules that look into literals are left out there: {', '.join(names)}")
    with session.watch("reason"):
        found = pipeline.reason_elsewhere(graph, session.step)
    for contradiction in found.contradictions:
        click.echo(f"contradiction ({contradiction.rule}): {contradiction.message}", err=True)
    session.say(
        f"{found.derived:,} derived by {len(graph.project.rules)} rules, {found.entailed:,} by OWL 2 RL, "
        f"written there; to have them here: allegiance pull entailed {where.option}"
    )
    return 1 if found.contradictions else 0


def _clear(session: Session, where: Elsewhere) -> int:
    with session.watch("clear"):
        pipeline.clear(where)
    session.say("what was derived and entailed is no longer there")
    return 0


def _profile(session: Session, kg: KnowledgeGraph, also: tuple[str, ...]) -> int:
    asked = [profile for profile in get_args(Profile) if profile[-2:] in {*_OUR_PROFILES, *also}]
    triples = [*kg.asserted, *kg.derivation.triples]
    found = profile_violations(triples, asked)
    for violation in found:
        place = kg.project.place_of(violation.triple) or kg.project.place_of_node(violation.triple.subject)
        where = f"{place}: " if place else ""
        click.echo(f"{where}not {violation.profile}: {violation.message}")
        click.echo(f"    {violation.hint}")
    is_in = [profile for profile in asked if profile not in {violation.profile for violation in found}]
    session.say(f"ontology and data are in {' and '.join(asked)}" if not found else f"{len(found)} to mend")
    if found and is_in and "OWL 2 DL" in is_in:
        session.say(f"ontology and data are in {' and '.join(is_in)}")
    return 1 if found else 0


def _consistency(session: Session, kg: KnowledgeGraph, seconds: float) -> int:
    """Ask HermiT about the ontology, and rustdl, which does not mind data, about all."""
    ontology = project.triples(kg.project.ontology)
    with session.watch("dl"):
        checks = {
            "the ontology": dl_check(ontology, "hermit", seconds),
            "ontology and data": dl_check([*kg.asserted, *kg.derivation.triples], "rustdl", seconds),
        }
    for what, check in checks.items():
        outcome = "no contradiction found" if check.outcome == "none found" else check.outcome
        click.echo(f"{what}: {outcome} ({check.reasoner}){f': {check.words}' if check.words else ''}")
        for axiom in check.because:
            click.echo(f"    {axiom}")
        for axiom in check.left_out:
            click.echo(f"    not read: {axiom}")
    return 1 if any(check.outcome == "inconsistent" for check in checks.values()) else 0
