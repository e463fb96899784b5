"""`allegiance queries`: what can be asked."""

from __future__ import annotations

import json
from typing import Any

import click
from rich.markup import escape
from rich.table import Table

from allegiance import pipeline
from allegiance.cli.console import Session
from allegiance.query import Parameter, StoredQuery
from allegiance.query.binding import describe, example


@click.command()
@click.argument("name", required=False)
@click.option("--tag", help="Only queries with this tag.")
@click.option("--answers", is_flag=True, help="As a page in Markdown, with the answers.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def queries(session: Session, name: str | None, tag: str | None, answers: bool, as_json: bool) -> int:
    """List the stored queries, or show the one called NAME with its parameters."""
    catalogue = session.kg.catalogue
    found = (
        [catalogue.find(name)]
        if name
        else [query for query in catalogue if tag is None or tag in query.header.tags]
    )
    if as_json:
        click.echo(json.dumps([_described(query) for query in found], ensure_ascii=False, indent=2))
    elif answers:
        click.echo(pipeline.questions_page(session.kg, found), nl=False)
    elif name:
        _show(session, found[0])
    else:
        table = Table(box=None, padding=(0, 2, 0, 0))
        table.add_column("query", overflow="fold")
        table.add_column("question", overflow="fold")
        table.add_column("parameters", overflow="fold")
        for query in found:
            table.add_row(
                query.name, escape(query.header.question), ", ".join(p.name for p in query.header.parameters)
            )
        session.out.print(table)
    return 0


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
    }
