"""`allegiance queries`: what can be asked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.markup import escape

from allegiance import pipeline, publish
from allegiance.cli.console import Session
from allegiance.cli.grid import print_rows
from allegiance.query import Advice, Parameter, StoredQuery, advise, advise_all
from allegiance.query.binding import describe, example


@click.command()
@click.argument("name", required=False)
@click.option("--tag", help="Only queries with this tag.")
@click.option("--about", metavar="WORDS", help="Only queries that speak of WORDS.")
@click.option("--answers", is_flag=True, help="As a page in Markdown, with the answers.")
@click.option("--lint", is_flag=True, help="What is slow or differs between engines; exit 1 if anything is.")
@click.option(
    "--export",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write queries.ttl (SHACL), openapi.json, a catalogue, and files for grlc.",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def queries(
    session: Session,
    name: str | None,
    tag: str | None,
    about: str | None,
    answers: bool,
    lint: bool,
    export: Path | None,
    as_json: bool,
) -> int:
    """List the stored queries, or show one with its parameters."""
    catalogue = session.kg.catalogue
    found = (
        [catalogue.find(name)]
        if name
        else [query for query in catalogue.about(about or "") if tag is None or tag in query.header.tags]
    )
    if lint:
        with session.watch("lint"):
            advice = (
                [item for query in found for item in advise(query)]
                if name or tag or about
                else [*advise_all(catalogue)]
            )
        return _lint(session, advice, len(found), as_json=as_json)
    for error in catalogue.faults.values() if not name else ():
        session.say(f"left out: {error}")
    if export is not None:
        catalogue.demand_whole()
        with publish.replace_folder(export) as aside:
            for path, text in pipeline.query_exports(session.kg, found).items():
                publish.write_file(aside / path, text)
        session.say(f"wrote {export}")
    elif as_json:
        click.echo(json.dumps([_described(query) for query in found], ensure_ascii=False, indent=2))
    elif answers:
        click.echo(pipeline.questions_page(session.kg, found), nl=False)
    elif name:
        _show(session, found[0])
    else:
        rows = [
            (query.name, query.header.question, ", ".join(p.name for p in query.header.parameters))
            for query in found
        ]
        print_rows(session.out, ("query", "question", "parameters"), rows, ruled=False)
    return 0


def _lint(session: Session, advice: Sequence[Advice], number: int, *, as_json: bool) -> int:
    if as_json:
        told = [
            {
                "rule": a.rule,
                "file": str(a.place.path),
                "line": a.place.line,
                "message": a.message,
                "hint": a.hint,
            }
            for a in advice
        ]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for item in advice:
            click.echo(f"{item.place}: {item.message} [{item.rule}]\n    hint: {item.hint}")
        session.say(f"{number} queries, {len(advice)} to mend")
    return 1 if advice else 0


def _show(session: Session, query: StoredQuery) -> None:
    header = query.header
    session.out.print(f"[bold]{query.name}[/bold]  {escape(header.question)}")
    if header.description:
        session.out.print(escape(header.description))
    for parameter in header.parameters:
        need = (
            "required"
            if parameter.required
            else f"default {parameter.default}"
            if parameter.default is not None
            else "optional"
        )
        session.out.print(
            f"  -p {parameter.name}={escape(example(parameter))}   {escape(describe(parameter))}; {escape(need)}"
        )
        if parameter.help:
            session.out.print(f"      {escape(parameter.help)}")
    click.echo()
    click.echo(query.text, nl=False)


def _described(query: StoredQuery) -> dict[str, Any]:
    header = query.header
    return {
        "name": query.name,
        "question": header.question,
        "description": header.description,
        "tags": list(header.tags),
        "view": header.view,
        "file": str(query.path),
        "parameters": [_parameter(parameter) for parameter in header.parameters],
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "type": parameter.type,
        "required": parameter.required,
        "label": parameter.label,
        "help": parameter.help,
        "default": parameter.default,
        "example": example(parameter),
        "values": list(parameter.values),
        "many": parameter.many,
        "pattern": parameter.pattern,
        "min": parameter.minimum,
        "max": parameter.maximum,
        "class": parameter.of_class,
        "scheme": parameter.concept_scheme,
    }
