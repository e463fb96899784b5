"""The tables as files, with CSVW metadata that turns every CSV back into the assertions it shows (CSV on the Web, csv2rdf)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from allegiance.explain import Witnesses
from allegiance.labels import Labels
from allegiance.publish.release.dumps import has_claims
from allegiance.publish.release.edition import Edition, Item, text_item
from allegiance.publish.tables.assertions import Assertions
from allegiance.publish.tables.columns import ID, Column
from allegiance.publish.tables.readings import Known
from allegiance.publish.tables.table import PLANS, Table, csv_text, plans_of, table
from allegiance.terms import ALG, RDF, XSD, NamedNode, Object, Triple

# The built-in datatypes of the metadata vocabulary (§6.4.1) that a value keeps its lexical form under; others are named by IRI.
_PLAIN = {
    XSD[name]: name for name in ("boolean", "integer", "decimal", "double", "float", "anyURI", "string")
}


def tables(edition: Edition) -> Iterator[Item]:
    """Yield the tables that have rows, and what they mean."""
    has_witnesses = has_claims(edition)
    known = Known(
        asserted=Assertions(edition.graphs["asserted"].lines),
        statuses=_statuses(edition.derived),
        labels=Labels(edition.asserted, prefixes=edition.prefixes),
        witnesses=Witnesses.of_graph(edition.asserted if has_witnesses else ()),
    )
    plans = (
        PLANS
        if has_witnesses
        else plans_of(quad.triple for doc in edition.project.data for quad in doc.quads)
    )
    members = _members(edition, {plan.of for plan in plans})
    shown = [table(plan, members[plan.of], known) for plan in plans if members[plan.of]]
    for made in shown:
        yield _csv(made)
    metadata = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": edition.dataset.title,
        "dialect": {"encoding": "utf-8", "header": True},
        "tables": [_table(made) for made in shown],
    }
    text = json.dumps(metadata, ensure_ascii=False, indent=2) + "\n"
    yield text_item(
        "tables/csv-metadata.json", "application/csvm+json", "What the tables mean (CSVW)", text, "table"
    )


def _members(edition: Edition, classes: AbstractSet[NamedNode]) -> Mapping[NamedNode, Sequence[NamedNode]]:
    """Return the nodes of each class, sorted: that they are of it may be inferred, but something about them is asserted."""
    found: dict[NamedNode, set[NamedNode]] = {kind: set() for kind in classes}
    for triples in edition.layers.values():
        for subject, predicate, object_ in triples:
            if predicate == RDF["type"] and object_ in found and isinstance(subject, NamedNode):
                found[object_].add(subject)
    described = {triple.subject for triple in edition.asserted}
    return {kind: sorted(nodes & described, key=str) for kind, nodes in found.items()}


def _statuses(derived: Iterable[Triple]) -> Mapping[Object, AbstractSet[Object]]:
    """Return the evidential statuses of each situation, in whatever view."""
    assessed, found = dict[Object, Object](), dict[Object, set[Object]]()
    for subject, predicate, object_ in derived:
        if predicate == ALG["assesses"]:
            assessed[subject] = object_
    for subject, predicate, object_ in derived:
        if predicate == ALG["status"]:
            found.setdefault(assessed[subject], set()).add(object_)
    return found


def _csv(made: Table) -> Item:
    return Item(
        f"tables/{made.plan.name}.csv", "text/csv", made.plan.title, lambda: csv_text(made), group="table"
    )


def _table(made: Table) -> dict[str, Any]:
    return {
        "url": f"{made.plan.name}.csv",
        "dc:title": made.plan.title,
        "tableSchema": {
            "columns": [_column(column) for column in made.columns],
            "primaryKey": ID,
        },
    }


def _column(column: Column | str) -> dict[str, Any]:
    if column == ID:
        return {"name": ID, "titles": ID, "dc:title": "IRI of the node", "suppressOutput": True}
    if isinstance(column, str):
        return {"name": column, "titles": column, "suppressOutput": True}
    described: dict[str, Any] = {"name": column.name, "titles": column.name, "dc:title": column.title}
    if column.for_reading:
        return {**described, "suppressOutput": True}
    described |= {"aboutUrl": f"{{+{column.about}}}", "propertyUrl": column.predicate.value}
    if column.datatype is None:
        return {**described, "valueUrl": f"{{+{column.name}}}"}
    if column.separator is not None:
        described["separator"] = column.separator
    if column.language is not None:
        return {**described, "lang": column.language}
    return {**described, "datatype": _datatype(column.datatype)}


def _datatype(datatype: NamedNode) -> str | dict[str, str]:
    plain = _PLAIN.get(datatype)
    return plain if plain is not None else {"@id": datatype.value, "base": "string"}
