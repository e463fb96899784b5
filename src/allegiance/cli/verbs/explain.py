"""`allegiance explain`: why is this so, and who says so."""

from __future__ import annotations

from collections.abc import Iterator

import click

from allegiance import pipeline
from allegiance.cli.console import Session
from allegiance.cli.place import place_options
from allegiance.errors import RequestError
from allegiance.explain import SHORTCUTS, Explanation
from allegiance.pipeline import AnyGraph, Elsewhere
from allegiance.publish import (
    EXPLANATION_FORMATS,
    explanation_text,
    explanations_text,
    refusal_text,
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
    """Explain a triple (SUBJECT PREDICATE OBJECT), a node, or a rule or shape.

    Terms are CURIEs, IRIs or names. A triple that does not hold is told why not, and makes the exit code 1. With --store or
    --endpoint, proofs are found there, and the claims that are there are told.
    """
    graph = session.graph(where)
    session.tell_missing(graph)
    if len(terms) == _TRIPLE:
        subject, predicate, object_ = (pipeline.node_called(graph, term) for term in terms)
        triple = Triple(subject, predicate, object_)
        found = _proofs(session, graph, triple, at_most if every else None)
        if not found:
            return _refusal(session, graph, triple, form)
        if verify:
            steps = pipeline.check_proofs(graph.project, graph.explainer, found)
            session.talk.print(f"checked: each of {steps} steps follows by the rule that it names")
        told = (
            explanations_text(found, form, graph.labels)
            if every
            else explanation_text(found[0], form, graph.labels)
        )
        click.echo(told, nl=False)
        return 0
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


def _proofs(session: Session, graph: AnyGraph, triple: Triple, most: int | None) -> tuple[Explanation, ...]:
    """Return one proof, or up to so many, and say what the order of several is worth."""
    if most is not None:
        with session.watch("explain"):
            proofs = graph.explainer.proofs(triple, most)
        if proofs.found:
            if not proofs.every_way_seen:
                session.talk.print(
                    "there are too many ways to look at them all; a shorter proof may have been missed"
                )
            elif len(proofs.found) == most:
                session.talk.print(f"there may be more than these {most}; --at-most asks for more")
            return proofs.found
    found = graph.explainer.why(triple)
    return () if found is None else (found,)


def _refusal(session: Session, graph: AnyGraph, triple: Triple, form: str) -> int:
    behind = graph.explainer.why_not(triple)
    nothing_drawn = form in {"dot", "html", "svg"}
    click.echo(refusal_text(triple, behind, form, graph.labels), nl=False, err=nothing_drawn)
    if not behind:
        session.talk.print("nothing of the kind is described")
    elif triple.predicate not in SHORTCUTS:
        session.talk.print(
            f'"{graph.labels.show(triple.predicate)}" is said of situations; these are described of both'
        )
    return 1


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
