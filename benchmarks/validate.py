"""SHACL side by side: ours and pyshacl on made-up organisations, places, leaders, events and claims, 1 % of them faulty.

    python benchmarks/validate.py --size 10k [--json] [--peer pyshacl …] [--repeat 3]

Every engine runs in a process of its own, from an N-Triples file and a Turtle file of shapes to a report graph. CPU is user time
from the moment its libraries are loaded; memory is the peak of the whole process. Peers that are not installed are left out;
pyshacl is asked up to 100k only unless it is named. "loading" is the embedded store reading the data, no more.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import count
from pathlib import Path

from side_by_side import in_a_process, medians, tell

SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
PEERS = {"loading": "pyoxigraph", "pyshacl": "pyshacl", "turbo": "pyshacl_turbo"}
EX = "https://example.org/"
SHAPES = """
@prefix : <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

: sh:declare [ sh:prefix "" ; sh:namespace "https://example.org/"^^xsd:anyURI ] .

:OrganisationShape a sh:NodeShape ; sh:targetClass :Organisation ;
  sh:property [ sh:path rdfs:label ; sh:minCount 1 ; sh:uniqueLang true ; sh:minLength 2 ; sh:maxLength 60 ] ,
    [ sh:path :founded ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:date ; sh:lessThan :dissolved ] ,
    [ sh:path :status ; sh:maxCount 1 ; sh:in ( "active" "dormant" "dissolved" ) ] ,
    [ sh:path :website ; sh:pattern "^https://" ; sh:maxCount 2 ] ,
    [ sh:path :basedIn ; sh:class :Place ; sh:nodeKind sh:IRI ] ,
    [ sh:path ( :basedIn :partOf :name ) ; sh:minCount 1 ] ,
    [ sh:path [ sh:inversePath :leads ] ; sh:minCount 1 ; sh:qualifiedValueShape [ sh:class :Leader ] ;
      sh:qualifiedMinCount 1 ] ,
    [ sh:path :members ; sh:minInclusive 0 ; sh:maxExclusive 1000000 ; sh:datatype xsd:nonNegativeInteger ] .
:PlaceShape a sh:NodeShape ; sh:targetClass :Place ;
  sh:property [ sh:path :name ; sh:minCount 1 ; sh:or ( [ sh:datatype xsd:string ] [ sh:languageIn ( "en" "fa" ) ] ) ] ,
    [ sh:path :partOf ; sh:node :CountryShape ; sh:maxCount 1 ] .
:CountryShape a sh:NodeShape ; sh:class :Country ; sh:property [ sh:path :name ; sh:minCount 1 ] .
:LeaderShape a sh:NodeShape ; sh:targetSubjectsOf :leads ; sh:class :Leader ;
  sh:property [ sh:path :name ; sh:minCount 1 ; sh:disjoint :alias ] ,
    [ sh:path :leads ; sh:maxCount 1 ; sh:class :Organisation ] ,
    [ sh:path :contact ; sh:nodeKind sh:BlankNode ; sh:node [ sh:property [ sh:path :email ; sh:minCount 1 ;
      sh:pattern "^[^@]+@[^@]+$" ] ] ] .
:EventShape a sh:NodeShape ; sh:targetClass :Event ;
  sh:property [ sh:path :date ; sh:minCount 1 ; sh:minInclusive "1990-01-01"^^xsd:date ; sh:severity sh:Warning ] ,
    [ sh:path :pledger ; sh:minCount 1 ; sh:class :Actor ] ,
    [ sh:path :pledgee ; sh:minCount 1 ; sh:not [ sh:class :Place ] ] ;
  sh:xone ( [ sh:property [ sh:path :announcedBy ; sh:minCount 1 ] ] [ sh:property [ sh:path :reportedBy ; sh:minCount 1 ] ] ) ;
  sh:sparql [ sh:message "an event of {?value} before its founding" ; sh:prefixes : ;
    sh:select "SELECT $this ?value WHERE { $this :pledger ?value ; :date ?d . ?value :founded ?f . FILTER(?d < ?f) }" ] .
:ClaimShape a sh:NodeShape ; sh:targetClass :Claim ; sh:closed true ;
  sh:ignoredProperties ( <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ) ;
  sh:property [ sh:path :concerns ; sh:minCount 1 ; sh:class :Event ] , [ sh:path :source ; sh:minCount 1 ; sh:maxCount 1 ] ,
    [ sh:path :certainty ; sh:hasValue :stated ] , [ sh:path :start ; sh:equals :begin ] , [ sh:path :begin ] .
"""
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
SUBCLASS = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
XSD = "http://www.w3.org/2001/XMLSchema#"


def dataset(size: int) -> Iterator[str]:
    """Yield about as many N-Triples lines as asked for; one entity in a hundred has a fault, in turn of another kind."""
    lines = 0
    for kind in ("Militia", "Party"):
        yield f"<{EX}{kind}> {SUBCLASS} <{EX}Organisation> .\n"
    for kind in ("Organisation", "Leader"):
        yield f"<{EX}{kind}> {SUBCLASS} <{EX}Actor> .\n"
    for number in count():
        for line in _family(number, (number // 20) % 20 if number % 20 == 7 else None):  # noqa: PLR2004 - an entity in a hundred
            yield line
            lines += 1
        if lines >= size:
            return


def _family(n: int, fault: int | None) -> Iterator[str]:
    """Yield an organisation with its place, its leader, an event and two claims."""

    def says(subject: str, predicate: str, object_: str) -> str:
        return f"<{EX}{subject}> {predicate} {object_} .\n"

    def p(name: str) -> str:
        return f"<{EX}{name}>"

    org, place, leader, event = f"org{n}", f"place{n}", f"leader{n}", f"event{n}"
    day = f'"20{n % 20:02}-0{1 + n % 9}-1{n % 10}"^^<{XSD}date>'
    kind = ("Militia", "Party", "Organisation")[n % 3]
    yield says(org, TYPE, p(kind))
    if fault != 0:
        yield says(org, LABEL, f'"Organisation {n}"@en')
    yield says(org, LABEL, f'"گروه {n}"@{"en" if fault == 1 else "fa"}')
    yield says(org, p("founded"), f'"19{n % 90 + 10}-01-01"' + ("" if fault == 2 else f"^^<{XSD}date>"))  # noqa: PLR2004 - a fault
    yield says(org, p("dissolved"), f'"{"1800" if fault == 3 else "2030"}-01-01"^^<{XSD}date>')  # noqa: PLR2004 - a fault
    yield says(org, p("status"), f'"{"lost" if fault == 4 else "active"}"')  # noqa: PLR2004 - a fault
    yield says(org, p("website"), f'"{"ftp" if fault == 5 else "https"}://example.org/{n}"')  # noqa: PLR2004 - a fault
    yield says(org, p("basedIn"), p(leader if fault == 6 else place))  # noqa: PLR2004 - a fault
    yield says(org, p("members"), f'"{"-" if fault == 7 else ""}{n % 5000 + 1}"^^<{XSD}nonNegativeInteger>')  # noqa: PLR2004 - a fault
    yield says(place, TYPE, p("Place"))
    yield says(place, p("name"), f'"Place {n}"' + ("@de" if fault == 8 else ""))  # noqa: PLR2004 - a fault
    yield says(place, p("partOf"), p(place if fault == 9 else f"country{n % 50}"))  # noqa: PLR2004 - a fault
    if n < 50:  # noqa: PLR2004 - countries are few
        yield says(f"country{n}", TYPE, p("Country"))
        yield says(f"country{n}", p("name"), f'"Country {n}"')
    yield says(leader, TYPE, p("Place" if fault == 10 else "Leader"))  # noqa: PLR2004 - a fault
    yield says(leader, p("name"), f'"Leader {n}"')
    yield says(leader, p("alias"), f'"{"Leader" if fault == 11 else "Alias"} {n}"')  # noqa: PLR2004 - a fault
    if fault != 12:  # noqa: PLR2004 - a fault
        yield says(leader, p("leads"), p(org))
    yield says(leader, p("contact"), f"_:c{n}")
    yield f'_:c{n} {p("email")} "leader{n}{"" if fault == 13 else "@"}example.org" .\n'  # noqa: PLR2004 - a fault
    yield says(event, TYPE, p("Event"))
    yield says(event, p("date"), f'"1900-01-01"^^<{XSD}date>' if fault == 14 else day)  # noqa: PLR2004 - a fault
    yield says(event, p("pledger"), p(org))
    yield says(event, p("pledgee"), p(place if fault == 15 else f"org{n // 2}"))  # noqa: PLR2004 - a fault
    yield says(event, p("announcedBy"), p(leader))
    if fault == 16:  # noqa: PLR2004 - a fault
        yield says(event, p("reportedBy"), p(leader))
    for half in "ab":
        claim = f"claim{n}{half}"
        yield says(claim, TYPE, p("Claim"))
        yield says(claim, p("concerns"), p(place if fault == 17 else event))  # noqa: PLR2004 - a fault
        yield says(claim, p("source"), p("source1"))
        yield says(claim, p("certainty"), p("stated" if fault != 18 else "doubted"))  # noqa: PLR2004 - a fault
        yield says(claim, p("start"), f'"{n}"^^<{XSD}integer>')
        yield says(claim, p("begin"), f'"{n}"^^<{XSD}integer>')
        if fault == 19:  # noqa: PLR2004 - a fault
            yield says(claim, p("colour"), '"red"')


def ours(data: Path, shapes: Path) -> Callable[[], int]:
    """Return the run of our engine, from files to a report graph."""
    from allegiance import turtle  # noqa: PLC0415 - its loading is not measured
    from allegiance.terms import SH  # noqa: PLC0415 - as above
    from allegiance.validate import NTriples, validate  # noqa: PLC0415 - as above

    def run() -> int:
        demands = [quad.triple for quad in turtle.read(shapes).quads]
        # Without positions, which other engines do not keep either.
        report = validate(NTriples(data.read_bytes(), data), demands, "compiled")
        return sum(triple.predicate == SH["result"] for triple in report.graph)

    return run


def pyshacl(data: Path, shapes: Path) -> Callable[[], int]:
    """Return the run of pyshacl on graphs that rdflib has parsed."""
    import pyshacl as engine  # noqa: PLC0415 - as above
    import rdflib  # noqa: PLC0415 - as above

    def run() -> int:
        graph = rdflib.Graph().parse(data, format="nt")
        demands = rdflib.Graph().parse(shapes, format="turtle")
        _, report, _ = engine.validate(graph, shacl_graph=demands, inplace=True)
        return len(list(report.objects(None, rdflib.SH.result)))

    return run


def turbo(data: Path, shapes: Path) -> Callable[[], int]:
    """Return the run of pyshacl-turbo on files."""
    import pyshacl_turbo as engine  # type: ignore[import-not-found]  # noqa: PLC0415 - as above
    import rdflib  # noqa: PLC0415 - as above

    def run() -> int:
        _, report, _ = engine.validate(str(data), shacl_graph=str(shapes))
        return len(list(report.objects(None, rdflib.SH.result)))

    return run


def loading(data: Path, shapes: Path) -> Callable[[], int]:  # noqa: ARG001 - as the other runs
    """Return the run of the store alone, reading the data and doing nothing with it."""
    from pyoxigraph import Store  # noqa: PLC0415 - as above

    def run() -> int:
        store = Store()
        store.bulk_load(path=str(data))
        return 0

    return run


ENGINES = {"ours": ours, "loading": loading, "pyshacl": pyshacl, "turbo": turbo}


def run_one(engine: str, data: Path, shapes: Path) -> None:
    """Run one engine in this process and print its cost."""
    run = ENGINES[engine](data, shapes)
    start = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    began = time.perf_counter()
    results = run()
    used = resource.getrusage(resource.RUSAGE_SELF)
    cost = {
        "cpu_s": round(used.ru_utime - start, 3),
        "wall_s": round(time.perf_counter() - began, 3),
        "peak_mb": round(used.ru_maxrss / 1024),
        "results": results,
    }
    print(json.dumps(cost))


def main() -> None:
    """Measure all and print one table, or JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="10k")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--peer", action="append", choices=ENGINES)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--timeout", type=float, default=900)
    parser.add_argument("--run", nargs=3, metavar=("ENGINE", "DATA", "SHAPES"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        run_one(arguments.run[0], Path(arguments.run[1]), Path(arguments.run[2]))
        return
    usual = [
        name
        for name in PEERS
        if name in ENGINES and (name != "pyshacl" or SIZES[arguments.size] <= SIZES["100k"])
    ]
    peers = [name for name in arguments.peer or usual if find_spec(PEERS[name])]
    with tempfile.TemporaryDirectory() as folder:
        data, shapes = Path(folder) / "data.nt", Path(folder) / "shapes.ttl"
        shapes.write_text(SHAPES, encoding="utf-8")
        with data.open("w", encoding="utf-8") as out:
            out.writelines(dataset(SIZES[arguments.size]))
        script = [sys.executable, __file__, "--run"]
        costs = medians(
            ("ours", *peers),
            arguments.repeat,
            lambda name: in_a_process([*script, name, str(data), str(shapes)], name, arguments.timeout),
        )
    tell(costs, arguments.size, "results", as_json=arguments.json)


if __name__ == "__main__":
    main()
