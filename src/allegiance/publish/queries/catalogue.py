"""The stored queries for people and for grlc: a catalogue in Markdown and HTML, and files whose headers grlc and SIB read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from allegiance import turtle
from allegiance.publish.markdown import table
from allegiance.publish.pages import PAGES
from allegiance.publish.queries.openapi import openapi
from allegiance.publish.queries.shapes import prefix_triples, query_triples
from allegiance.query import Parameter, StoredQuery, header_schema
from allegiance.query.binding import describe, example
from allegiance.terms import expand

_TITLE = "Stored queries"


def query_exports(
    queries: Iterable[StoredQuery], *, base: str, version: str, prefixes: Mapping[str, str]
) -> dict[str, str]:
    """Return every export of stored queries, by the path of its file.

    `base` is the IRI under which everything is published. The same queries give the same bytes.
    """
    found = sorted(queries, key=lambda query: query.name)
    return {
        "header.schema.json": json.dumps(header_schema(), ensure_ascii=False, indent=2) + "\n",
        "openapi.json": openapi(found, _TITLE, version),
        "queries.html": query_page(found),
        "queries.md": query_markdown(found),
        "queries.ttl": turtle.write(
            [*query_triples(found, base, prefixes), *prefix_triples(base, prefixes)], prefixes
        ),
        **{f"grlc/{query.name.replace('/', '-')}.rq": grlc_text(query, prefixes) for query in found},
    }


def query_markdown(queries: Iterable[StoredQuery]) -> str:
    """Return the catalogue in Markdown: every query with its question, parameters and a command to try."""
    lines = [f"# {_TITLE}", ""]
    for topic, members in groupby(queries, key=_topic):
        lines += [f"## {topic.capitalize()}", ""]
        for query in members:
            header = query.header
            lines += [f"### {header.question}", "", f"`{query.name}`", ""]
            lines += [header.description, ""] if header.description else []
            if header.parameters:
                lines += [*table(_COLUMNS, [_row(p) for p in header.parameters]), ""]
            lines += ["```console", f"$ {command(query)}", "```", ""]
    return "\n".join(lines)


def query_page(queries: Sequence[StoredQuery]) -> str:
    """Return the catalogue as a page of HTML that needs nothing else."""
    topics = [(topic, list(members)) for topic, members in groupby(queries, key=_topic)]
    described = [
        (topic, [(query, [_row(p) for p in query.header.parameters], command(query)) for query in members])
        for topic, members in topics
    ]
    return PAGES.get_template("queries.html").render(title=_TITLE, columns=_COLUMNS, topics=described) + "\n"


def command(query: StoredQuery) -> str:
    """Return a command that answers the query, its required parameters filled in."""
    given = [f" -p {p.name}={_quoted(example(p))}" for p in query.header.parameters if p.required]
    return f"allegiance query {query.name}{''.join(given)}"


def grlc_text(query: StoredQuery, prefixes: Mapping[str, str]) -> str:
    """Return the query with a header of grlc's keys alone, in the order that SIB's line by line importer needs.

    CURIEs become IRIs, for grlc knows no prefixes.
    """
    header = query.header
    lines = (
        ["tags:", *(f"  - {json.dumps(tag, ensure_ascii=False)}" for tag in header.tags)]
        if header.tags
        else []
    )
    lines.append(f"summary: {json.dumps(header.summary, ensure_ascii=False)}")
    if header.description:
        one_line = " ".join(header.description.split())
        lines.append(f"description: {json.dumps(one_line, ensure_ascii=False)}")
    if header.endpoint:
        lines.append(f"endpoint: {header.endpoint}")
    lines += [f"method: {header.method}", "endpoint_in_url: False"]
    if header.page_size:
        lines.append(f"pagination: {header.page_size}")
    given = [(p.name, _absolute(p, p.default, prefixes)) for p in header.parameters if p.default is not None]
    if given:
        lines += ["defaults:", *(f"  - {name}: {json.dumps(value)}" for name, value in given)]
    listed = [p for p in header.parameters if p.values or p.enum_query]
    if listed:
        lines.append("enumerate:")
        for p in listed:
            values = [_absolute(p, value, prefixes) for value in p.values]
            lines.append(f"  - {p.variable}: {json.dumps(values)}" if values else f"  - {p.variable}")
    return "".join(f"#+ {line}\n" for line in lines) + "\n" + without_front_matter(query.text)


def without_front_matter(text: str) -> str:
    """Return the query without its `#+` lines."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("#+")).strip() + "\n"


_COLUMNS = ("parameter", "takes", "need", "meaning")


def _row(parameter: Parameter) -> list[str]:
    default = f"default {parameter.default}" if parameter.default is not None else "optional"
    need = "required" if parameter.required else default
    several = ", several" if parameter.many else ""
    words = f"{parameter.label}. {parameter.help}" if parameter.help else parameter.label
    return [parameter.name, describe(parameter) + several, need, words]


def _topic(query: StoredQuery) -> str:
    return query.name.partition("/")[0]


def _quoted(value: str) -> str:
    return value if value.isascii() and not set(value) & set(" '\"$`\\;&|<>()*?#~!") else json.dumps(value)


def _absolute(parameter: Parameter, value: str, prefixes: Mapping[str, str]) -> str:
    return expand(value, prefixes) or value if parameter.type == "iri" else value
