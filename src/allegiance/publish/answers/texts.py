"""Answers as text, in the result formats of the W3C: SPARQL 1.1 CSV and TSV, JSON, XML, and Turtle for graphs."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from xml.etree import ElementTree as ET

from allegiance import turtle
from allegiance.errors import RequestError
from allegiance.store import Graph, Result, Rows, Truth
from allegiance.terms import XSD, BlankNode, Literal, NamedNode, Term, Triple

# Outside the production Char of XML 1.0 §2.2.
_NO_XML_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_RESULTS = "http://www.w3.org/2005/sparql-results#"


def answer_text(result: Result, form: str, prefixes: Mapping[str, str]) -> str:
    """Return a result in one of `ANSWER_FORMATS`; raises `RequestError` `unfit-format` where the two do not go together."""
    if isinstance(result, Graph):
        if form not in {"ttl", "nt"}:
            raise _unfit(form, "a graph", "ttl, nt, md or html")
        return (
            turtle.write(result.triples, prefixes)
            if form == "ttl"
            else turtle.canonical_ntriples(result.triples)
        )
    if isinstance(result, Truth):
        if form in {"json", "xml"}:
            return _json(result) if form == "json" else _xml(result)
        if form in {"csv", "tsv"}:
            return f"{str(result.value).lower()}\n"
        raise _unfit(form, "yes or no", "json, xml, csv, tsv, md, html or table")
    if form not in _ROWS:
        raise _unfit(form, "rows", f"{', '.join(_ROWS)}, md, html or table")
    return _ROWS[form](result)


def _unfit(form: str, what: str, fitting: str) -> RequestError:
    return RequestError(
        "unfit-format", f"the answer is {what}, which {form} cannot hold", hint=f"use -f {fitting}"
    )


def _csv(rows: Rows) -> str:
    """SPARQL 1.1 Query Results CSV §3: plain values, lines ending in CRLF."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(rows.variables)
    writer.writerows(["" if term is None else _plain(term) for term in row] for row in rows.rows)
    return text.getvalue()


def _tsv(rows: Rows) -> str:
    """SPARQL 1.1 Query Results TSV §4: terms in the syntax of SPARQL, tabs inside them escaped."""
    lines = ["\t".join(f"?{name}" for name in rows.variables)]
    lines += [
        "\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) for row in rows.rows
    ]
    return "".join(f"{line}\n" for line in lines)


def _json(result: Rows | Truth) -> str:
    """SPARQL 1.1 Query Results JSON §3."""
    if isinstance(result, Truth):
        return json.dumps({"head": {}, "boolean": result.value}) + "\n"
    bindings = [
        {name: _json_term(term) for name, term in zip(result.variables, row, strict=True) if term is not None}
        for row in result.rows
    ]
    document = {"head": {"vars": list(result.variables)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        raise _unfit("json", "a triple term of RDF 1.2", "tsv")
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype != XSD["string"]:
        found["datatype"] = term.datatype.value
    return found


def _xml(result: Rows | Truth) -> str:
    """SPARQL Query Results XML Format §2."""
    root = ET.Element("sparql", xmlns=_RESULTS)
    head = ET.SubElement(root, "head")
    if isinstance(result, Truth):
        ET.SubElement(root, "boolean").text = str(result.value).lower()
    else:
        for name in result.variables:
            ET.SubElement(head, "variable", name=name)
        results = ET.SubElement(root, "results")
        for row in result.rows:
            solution = ET.SubElement(results, "result")
            for name, term in zip(result.variables, row, strict=True):
                if term is not None:
                    _xml_term(ET.SubElement(solution, "binding", name=name), term)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    if (foreign := _NO_XML_CHARACTER.search(text)) is not None:
        raise _unfit("xml", f"text with the character U+{ord(foreign[0]):04X}", "json, csv or tsv")
    # A reader of XML takes a carriage return for a new line unless it is written as a reference (XML 1.0 §2.11).
    return '<?xml version="1.0"?>\n' + text.replace("\r", "&#13;") + "\n"


def _xml_term(parent: ET.Element, term: Term) -> None:
    described = _json_term(term)
    attributes = {key: value for key, value in described.items() if key in {"xml:lang", "datatype"}}
    ET.SubElement(parent, described["type"], attributes).text = described["value"]


def _plain(term: Term) -> str:
    if isinstance(term, Literal | NamedNode):
        return term.value
    return str(term)


_ROWS: Mapping[str, Callable[[Rows], str]] = {"csv": _csv, "tsv": _tsv, "json": _json, "xml": _xml}
ANSWER_FORMATS = (*_ROWS, "ttl", "nt")
