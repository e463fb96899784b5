"""`allegiance check`: all of `build` without writing; what CI runs."""

from __future__ import annotations

from collections.abc import Sequence

import click
from rich.markup import escape
from rich.table import Table

from allegiance import pipeline
from allegiance.cli.console import Session
from allegiance.cli.place import place_options, refuse_elsewhere
from allegiance.pipeline import AnyGraph, Elsewhere, GraphElsewhere, KnowledgeGraph, Outcome
from allegiance.publish import Release

_SHOWN = 50
_STATUS_WORDS = {
    "narratorStated": "stated by the narrator",
    "attributedOnly": "attributed only",
    "contested": "contested",
    "rejectedOnly": "rejected only",
    "notActual": "not actual",
}


@click.command()
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    is_flag=False,
    flag_value="",
    metavar="[QUERY]",
    help="First take the present answer of this stored query (of every one where none is named) as the expected one.",
)
@place_options
@click.pass_obj
def check(session: Session, accepted: tuple[str, ...], where: Elsewhere) -> int:
    """Reason, derive, validate, and test the stored queries.

    Nothing is written but what --accept says.

    With --store or --endpoint: what is there, with what was derived and entailed there; the folder's expected answers are compared
    where the graph is the folder's.
    """
    session.need_folder()
    refuse_elsewhere(where, accept=accepted)
    graph = session.graph(where)
    tell_unseen(session, graph)
    if accepted:
        _accept(session, session.kg, [name for name in accepted if name])
    outcome = pipeline.check(graph, session.watch)
    show_faults(session, outcome)
    show_summary(session, graph, outcome, None)
    return 1 if outcome.faults else 0


def tell_unseen(session: Session, graph: AnyGraph) -> None:
    """Say which contradictions are not looked for where the graph is elsewhere."""
    if isinstance(graph, GraphElsewhere) and (rules := graph.program.left_out):
        session.say(f"contradictions by way of {', '.join(rules)} are not looked for there")


def _accept(session: Session, kg: KnowledgeGraph, names: Sequence[str]) -> None:
    """Rewrite expected answers that differ, and print the rows that went and came."""
    with session.watch("query"):
        done = pipeline.accept(kg, names)
    for one in done:
        click.echo(f"{one.path}: {one.query}: {one.words}")
        for row in one.rows:
            click.echo(f"    {row}")
    session.say(f"{len(done)} expected {'answer' if len(done) == 1 else 'answers'} rewritten")


def show_faults(session: Session, outcome: Outcome) -> None:
    """Print what was found, on stdout, one fault a line."""
    for fault in outcome.faults[:_SHOWN]:
        where = f"{fault.place}: " if fault.place else ""
        click.echo(f"{where}{fault.room}: {fault.message}")
        for line in fault.details:
            click.echo(f"    {line}")
        if fault.hint:
            click.echo(f"    {fault.hint}")
    if (more := len(outcome.faults) - _SHOWN) > 0:
        session.say(f"… and {more} more")


def show_summary(session: Session, graph: AnyGraph, outcome: Outcome, release: Release | None) -> None:
    """Tell a person what happened, on stderr, with the time each room took."""
    dataset, figures = graph.project.dataset, outcome.figures
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", style="bold")
    table.add_column()
    report = outcome.report
    table.add_row(
        "triples",
        f"{figures.asserted:,} asserted, {figures.derived:,} derived by rules, {figures.entailed:,} by OWL 2 RL",
    )
    table.add_row("claims", f"{figures.claims:,}")
    words = (f"{number:,} {_STATUS_WORDS.get(name, name)}" for name, number in figures.statuses.items())
    table.add_row("situations", ", ".join(words))
    if report is not None:
        findings = "none with findings" if report.conforms else f"{len(report.findings)} findings"
        table.add_row("shapes", f"{report.shapes_run} run, {findings}, {len(report.idle_shapes)} idle")
    compared = "another graph than the folder's: no" if outcome.cases is None else f"{outcome.cases}"
    table.add_row("queries", f"{outcome.queries} stored, {compared} expected answers compared")
    table.add_row("seconds", ", ".join(f"{room} {seconds:.1f}" for room, seconds in session.seconds.items()))
    session.talk.print(f"[bold]{escape(dataset.title)}[/bold], version {dataset.version}")
    session.talk.print(table)
    if release is not None:
        session.say(f"wrote {release.folder} ({len(release.checksums) + 1:,} files)")
        show_site(session, release)
    elif outcome.faults:
        session.talk.print(f"[bold]{len(outcome.faults)} things to mend[/bold]")
    else:
        session.say("all is well")


def show_site(session: Session, release: Release) -> None:
    """Say where to look, where the release has pages, and what they have to do without."""
    if "site/index.html" not in release.checksums:
        return
    session.say(f"look at {release.folder / 'site' / 'index.html'}")
    if "site/sparql.html" not in release.checksums:
        session.say(
            "without search, SPARQL page and moving network: npm did not run when allegiance was installed"
        )
