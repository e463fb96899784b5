"""`allegiance explain`: why is this so, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from allegiance import pipeline
from allegiance.cli.console import Session
from allegiance.cli.place import place_options
from allegiance.errors import RequestError
from allegiance.explain import Explanation
from allegiance.pipeline import AnyGraph, Elsewhere
from allegiance.publish import (
    EXPLANATION_FORMATS,
    explanations_text,
    testimony_lines,
)
from allegiance.terms import ALG, Literal, NamedNode, Triple

_ONE, _TRIPLE = 1, 3
_MOST = 1000


@click.command()
@click.argument("terms", nargs=-1, required=True)
@click.option(
    "-f", "--format", "form", type=click.Choice(EXPLANATION_FORMATS), default="text", show_default=True
)
@click.option("--all", "every", is_flag=True, help="Give further proofs of a triple, the shortest first.")
@click.option(
    "--at-most",
    type=click.IntRange(1, _MOST),
    default=10,
    show_default=True,
    help="How many proofs --all gives at most.",
)
@click.option("--verify", is_flag=True, help="Have each step checked by an independent checker as well.")
@place_options
@click.pass_obj
def explain(
    session: Session,
    terms: tuple[str, ...],
    form: str,
    every: bool,
    at_most: int,
    verify: bool,
    where: Elsewhere,
) -> int:
    """Explain a triple, a node, a rule or a shape.

    A triple is given as SUBJECT PREDICATE OBJECT.
    Terms are CURIEs, IRIs or names. A triple that does not hold is told why not, and makes the exit code 1. With --store or
    --endpoint, proofs are found there, and the claims that are there are told.
    """
    graph = session.graph(where)
    session.tell_missing(graph)
    if len(terms) == _TRIPLE:
        return _triple(session, graph, terms, form, at_most if every else None, verify=verify)
    if len(terms) != _ONE:
        raise RequestError(
            "bad-parameter", "say one thing or three", hint="a node, a rule, or SUBJECT PREDICATE OBJECT"
        )
    if (rule := pipeline.rule_text(graph, terms[0])) is not None:
        click.echo(rule, nl=False)
        return 0
    for line in _node(graph, pipeline.node_called(graph, terms[0])):
        click.echo(line)
    return 0


def _triple(
    session: Session, graph: AnyGraph, terms: tuple[str, ...], form: str, most: int | None, *, verify: bool
) -> int:
    subject, predicate, object_ = (pipeline.node_called(graph, term) for term in terms)
    found = () if most is None else _proofs(session, graph, Triple(subject, predicate, object_), most)
    if found:
        _check(session, graph, found, verify=verify)
        click.echo(explanations_text(found, form, graph.labels), nl=False)
        return 0
    reasons = graph.explain(subject, predicate, object_)
    if reasons.proof is not None:
        _check(session, graph, [reasons.proof], verify=verify)
    nothing_drawn = not reasons and form in {"dot", "html", "svg"}
    click.echo(reasons.text(form), nl=False, err=nothing_drawn)
    if reasons:
        _tell_standing(session, graph, subject)
        return 0
    facts = graph.explainer.knowledge.asserted.facts
    for name, term in ((terms[0], subject), (terms[2], object_)):
        if not facts(term):
            session.say(f"nothing is said here of {graph.labels.short(term)}: is {name} the right name?")
    return 1


def _tell_standing(session: Session, graph: AnyGraph, subject: NamedNode) -> None:
    """Say of an event what its standing is: a description of it holds whether or not it happened."""
    statuses = ", ".join(graph.labels.show(status) for status in graph.explainer.statuses(subject))
    if statuses:
        session.say(f"that is how it is described; the standing of what is described: {statuses}")


def _check(session: Session, graph: AnyGraph, found: Sequence[Explanation], *, verify: bool) -> None:
    if verify:
        steps = pipeline.check_proofs(graph.project, graph.explainer, found)
        session.say(f"checked: each of {steps} steps follows by the rule that it names")


def _proofs(session: Session, graph: AnyGraph, triple: Triple, most: int) -> tuple[Explanation, ...]:
    """Return several proofs, and say what their order is worth."""
    with session.watch("explain"):
        proofs = graph.explainer.proofs(triple, most)
    if not proofs.every_way_seen:
        session.say("there are too many ways to look at them all; a shorter proof may have been missed")
    elif len(proofs.found) == most:
        session.say(f"there may be more than these {most}; --at-most asks for more")
    return proofs.found


def _node(graph: AnyGraph, node: NamedNode) -> Iterator[str]:
    """Yield everything that is said of a node: as a situation, as a claim, as somebody who takes part."""
    labels, witnesses = graph.labels, graph.explainer.witnesses
    place = graph.project.within(graph.project.place_of_node(node))
    yield f"{labels.show(node)}  ({labels.short(node)}){f'  {place}' if place else ''}"
    for predicate, objects in sorted(witnesses.facts(node).items(), key=lambda item: item[0].value):
        named = sorted((o.language or "" if isinstance(o, Literal) else "", labels.show(o)) for o in objects)
        yield f"  {labels.show(predicate)}: {'; '.join(name for _, name in named)}"
    statuses = graph.explainer.statuses(node)
    if statuses:
        yield f"  status: {', '.join(labels.show(status) for status in statuses)}"
    for line in testimony_lines(witnesses.about(node), labels):
        yield f"  · {line}"
    said = [witnesses.of(claim) for claim in sorted(witnesses.subjects(ALG["claimant"], node), key=str)]
    for line in testimony_lines(sorted(said, key=lambda testimony: testimony.passages), labels):
        yield f"  says: {line}"
    involved = graph.explainer.knowledge.entailed.subjects(ALG["participant"], node)
    for situation in sorted(involved, key=str):
        standing = ", ".join(labels.show(status) for status in graph.explainer.statuses(situation))
        yield f"  takes part: {labels.show(situation)}  [{standing}]"
