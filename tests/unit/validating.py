"""Short ways to say data and shapes in tests."""

from __future__ import annotations

from pathlib import Path

from allegiance import turtle
from allegiance.terms import SH, NamedNode, Namespace, Triple
from allegiance.validate import Engine, Report, validate

EX = Namespace("http://example.org/")
_HEAD = """
@prefix : <http://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def read(text: str) -> list[Triple]:
    """Return the triples of Turtle text, its prefixes being declared."""
    return [quad.triple for quad in turtle.parse((_HEAD + text).encode(), Path("given.ttl")).quads]


def report(data: str, shapes: str, engine: Engine = "compiled") -> Report:
    """Return the report of shapes on data, both as Turtle text."""
    return validate(read(data), read(shapes), engine)


def component(name: str) -> NamedNode:
    """Return a constraint component of SHACL by its short name."""
    return SH[f"{name}ConstraintComponent"]
