"""`allegiance query`: answer a stored query, a file, or what comes in on stdin."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import click
from rich.markup import escape

from allegiance import pipeline, publish
from allegiance import query as questions
from allegiance.cli.console import Session
from allegiance.cli.grid import print_rows
from allegiance.cli.place import place_options, refuse_elsewhere
from allegiance.errors import RequestError
from allegiance.pipeline import AnyGraph, Elsewhere, KnowledgeGraph
from allegiance.publish import ANSWER_FORMATS, AnswerTable
from allegiance.query import Answer, Page, StoredQuery
from allegiance.store import Engine, Graph, TimeLimitedEngine, Truth

# Formats for people: with names for IRIs, so they need more than the result.
_FOR_PEOPLE: Mapping[str, Callable[[AnswerTable], str]] = {
    "md": publish.answer_markdown,
    "html": publish.answer_html,
    "sheet": publish.answer_sheet,
}
_STDIN = Path("-")


@click.command()
@click.argument("name")
@click.option(
    "-p",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="A value for a parameter: an IRI, a CURIE, a name, a number, a date. Repeat for more.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["table", *ANSWER_FORMATS, *_FOR_PEOPLE, "svg"]),
    help="Table on a terminal, else tsv; sheet is CSV with names, for spreadsheets; ttl for graphs; svg where the query has a view.",
)
@click.option(
    "--engine",
    type=click.Choice(["pyoxigraph", "rdflib"]),
    default="pyoxigraph",
    show_default=True,
    help="Which SPARQL engine.",
)
@place_options
@click.option("--limit", type=int, help="At most so many rows.")
@click.option("--page", type=int, help="Which page of --limit rows, from 1.")
@click.option("--timeout", type=float, metavar="SECONDS", help="Stop the query after so long.")
@click.option("--explain", is_flag=True, help="Show how the query is read, and run nothing.")
@click.option("--allow-service", is_flag=True, help="Let the query ask other servers (SERVICE).")
@click.option("--allow-from", is_flag=True, help="Let the query name its dataset (FROM).")
@click.option("--no-check", is_flag=True, help="Take any IRI: no names, classes or schemes.")
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
    limit: int | None,
    page: int | None,
    timeout: float | None,
    explain: bool,
    allow_service: bool,
    allow_from: bool,
    no_check: bool,
    iris: bool,
    output: Path | None,
    where: Elsewhere,
) -> int:
    """Answer a stored query, a .rq file, or SPARQL from stdin (-)."""
    refuse_elsewhere(where, engine_rdflib=engine == "rdflib")
    graph = session.graph(where)
    session.tell_missing(graph)
    stored = _stored(graph, name)
    values = _values(parameters)
    allowed = {clause for clause, let in (("SERVICE", allow_service), ("FROM", allow_from)) if let}
    if explain:
        session.write(pipeline.explain_query(graph, stored, values, allowed), output)
        return 0
    target: Engine = graph.engine(engine) if isinstance(graph, KnowledgeGraph) else graph.store
    target = target if timeout is None else TimeLimitedEngine(target, timeout)
    with session.watch("query"):
        answer = questions.ask(
            target,
            stored,
            values,
            graph.prefixes,
            lookup=None if no_check else questions.Lookup(target),
            page=_page(stored, limit, page),
            allowed=allowed,
        )
    if form is None:
        form = "table" if sys.stdout.isatty() and output is None else "tsv"
        form = "ttl" if isinstance(answer.result, Graph) else form
    _write(session, graph, stored, answer, form, iris=iris, output=output)
    return 0


def _write(
    session: Session,
    graph: AnyGraph,
    stored: StoredQuery,
    answer: Answer,
    form: str,
    *,
    iris: bool,
    output: Path | None,
) -> None:
    labels = graph.labels_of(answer.terms())
    if form == "svg":
        session.write(publish.answer_drawing(answer, stored.header, labels), output)
    elif form in _FOR_PEOPLE or (form == "table" and not isinstance(answer.result, Graph)):
        shown = publish.answer_table(answer, stored.header, labels, iris=iris)
        if form == "table":
            _show(session, answer, shown)
        else:
            session.write(_FOR_PEOPLE[form](shown), output)
    else:
        form = "ttl" if form == "table" else form
        session.write(publish.answer_text(answer.result, form, graph.prefixes), output)


def _stored(graph: AnyGraph, name: str) -> StoredQuery:
    """Return the query that a name means: what comes in on stdin, a file's, or one of the folder's."""
    if name == str(_STDIN):
        return questions.read_free(sys.stdin.read(), "query", _STDIN, graph.prefixes)
    if (path := Path(name)).suffix == ".rq" and path.is_file():
        return questions.read_free(questions.read_text(path), path.stem, path, graph.prefixes)
    return graph.catalogue.find(name)


def _values(parameters: Iterable[str]) -> dict[str, tuple[str, ...]]:
    values: dict[str, tuple[str, ...]] = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals:
            raise RequestError(
                "bad-parameter",
                f'"{parameter}" is not NAME=VALUE',
                hint="for example: -p organisation=kg:islamic-state",
            )
        values[name] = (*values.get(name, ()), value)
    return values


def _page(stored: StoredQuery, limit: int | None, number: int | None) -> Page | None:
    """Return the page that was asked for; its size is the query's own `pagination` where no limit was given."""
    if limit is None and number is None:
        return None
    size = limit if limit is not None else stored.header.page_size
    if size is None:
        raise RequestError(
            "bad-page", "the query does not say how long a page is", hint="say it: --limit 20 --page 2"
        )
    return Page(size, 1 if number is None else number)


def _show(session: Session, answer: Answer, shown: AnswerTable) -> None:
    """Print a table for people: names instead of IRIs, the question above, what was bound beside it."""
    session.talk.print(f"[bold]{escape(shown.question)}[/bold]")
    for label, value in shown.given:
        session.say(f"  {label}: {value}")
    if isinstance(answer.result, Truth):
        session.out.print("yes" if answer.result.value else "no")
        return
    print_rows(session.out, shown.columns, [[cell.text for cell in row] for row in shown.rows])
    session.say(f"{len(shown.rows)} rows" if len(shown.rows) != 1 else "1 row")
