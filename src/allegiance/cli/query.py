"""`allegiance query`: answer a stored query, a file, or what comes in on stdin."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from allegiance import pipeline
from allegiance import query as questions
from allegiance.cli.console import Session
from allegiance.cli.place import place_options
from allegiance.errors import RequestError
from allegiance.labels import Labels
from allegiance.pipeline import Elsewhere
from allegiance.publish import ANSWER_FORMATS, answer_text, cell, heading
from allegiance.query import Answer, Header
from allegiance.store import Graph, Rows, Truth
from allegiance.terms import Literal, Term


@click.command()
@click.argument("name")
@click.option(
    "-p", "parameters", multiple=True, metavar="NAME=VALUE", help="A value for a parameter; repeat for more."
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["table", *ANSWER_FORMATS]),
    help="Table on a terminal, else tsv; ttl for graphs.",
)
@click.option(
    "--engine",
    type=click.Choice(["pyoxigraph", "rdflib"]),
    default="pyoxigraph",
    show_default=True,
    help="Which SPARQL engine.",
)
@place_options
@click.option("--iris", is_flag=True, help="IRIs instead of labels in tables.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the answer to a file."
)
@click.pass_obj
def query(
    session: Session,
    name: str,
    parameters: tuple[str, ...],
    form: str | None,
    engine: str,
    iris: bool,
    output: Path | None,
    where: Elsewhere,
) -> int:
    """Answer the stored query NAME, a .rq FILE, or SPARQL from stdin (-)."""
    kg = session.kg
    values = dict(_pair(parameter) for parameter in parameters)
    target = pipeline.engine(where) if where.is_given else kg.engine(engine)
    stored = _stored(session, name)
    with session.watch("query"):
        if stored is None:
            answer = questions.ask_free(target, sys.stdin.read())
        else:
            answer = questions.ask(target, stored, values, kg.prefixes)
    header = None if stored is None else stored.header
    if form is None:
        form = "table" if sys.stdout.isatty() and output is None else "tsv"
        form = "ttl" if isinstance(answer.result, Graph) else form
    if form == "table" and not isinstance(answer.result, Graph):
        _show(session, answer, header, kg.labels, iris=iris)
    else:
        session.write(answer_text(answer.result, "ttl" if form == "table" else form, kg.prefixes), output)
    return 0


def _stored(session: Session, name: str) -> questions.StoredQuery | None:
    """Return the query that a name means: none for stdin, a file's, or one of the folder's."""
    if name == "-":
        return None
    if name.endswith(".rq") and Path(name).is_file():
        return questions.read_query(Path(name))
    return session.kg.catalogue.find(name)


def _pair(parameter: str) -> tuple[str, str]:
    name, equals, value = parameter.partition("=")
    if not equals:
        raise RequestError(
            "bad-parameter",
            f'"{parameter}" is not NAME=VALUE',
            hint="for example: -p organisation=kg:islamic-state",
        )
    return name, value


def _show(session: Session, answer: Answer, header: Header | None, labels: Labels, *, iris: bool) -> None:
    """Print a table for people: names instead of IRIs, the question above, what was bound beside it."""
    bound = {name: term for name, term in answer.bindings.items() if name.startswith("_")}
    if header is not None:
        session.talk.print(f"[bold]{escape(header.question)}[/bold]")
        for parameter in header.parameters:
            if parameter.variable in bound:
                session.talk.print(
                    f"  {escape(parameter.label)}: {escape(labels.show(bound[parameter.variable]))}"
                )
    if isinstance(answer.result, Truth):
        session.out.print("yes" if answer.result.value else "no")
        return
    if not isinstance(answer.result, Rows):
        return
    shown = [index for index, name in enumerate(answer.result.variables) if name not in bound]
    table = Table(show_lines=False)
    for index in shown:
        table.add_column(escape(heading(answer.result.variables[index], header)), overflow="fold")
    for row in answer.result.rows:
        table.add_row(*(_cell(row[index], labels, iris=iris) for index in shown))
    session.out.print(table)
    session.talk.print(f"{len(answer.result.rows)} rows" if len(answer.result.rows) != 1 else "1 row")


def _cell(term: Term | None, labels: Labels, *, iris: bool) -> str:
    if term is not None and iris and not isinstance(term, Literal):
        return escape(labels.short(term))
    return escape(cell(term, labels))
