"""OWL 2 RL side by side: ours, owlrl, owlrl-turbo, reasonable and sparq-rdf on made-up organisations, leaders and allegiances.

    python benchmarks/reason.py --size 10k [--json] [--peer owlrl --peer sparq …] [--repeat 3]

`--size own` is the project's own graph, asserted and derived.
Every engine runs in a process of its own, from an N-Triples file to an N-Triples file of its result. CPU is user and system time
from the moment its libraries are loaded; memory is the peak of the whole process. Peers that are not installed are left out.
owlrl and owlrl-turbo are asked at 10k only unless they are named.
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
from pathlib import Path

from side_by_side import in_a_process, medians, tell

SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
PEERS = {"owlrl": "owlrl", "turbo": "owlrl_turbo", "reasonable": "reasonable", "sparq": "sparq"}
SLOW = {"owlrl", "turbo"}
EX = "https://example.org/"
PREFIXES = {
    "a": "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
}
ONTOLOGY = """
:Actor a owl:Class
:Person rdfs:subClassOf :Actor
:Organisation rdfs:subClassOf :Actor
:ArmedGroup rdfs:subClassOf :Organisation
:Militia rdfs:subClassOf :ArmedGroup
:Chapter rdfs:subClassOf :ArmedGroup
:Party rdfs:subClassOf :Organisation
:Person owl:disjointWith :Organisation
:Leader rdfs:subClassOf :Person
:Commander rdfs:subClassOf :Leader
:Document a owl:Class
:memberOf rdfs:domain :Person
:memberOf rdfs:range :Organisation
:leads rdfs:subPropertyOf :memberOf
:commands rdfs:subPropertyOf :leads
:hasMember owl:inverseOf :memberOf
:partOf a owl:TransitiveProperty
:partOf rdfs:domain :Organisation
:alliedWith a owl:SymmetricProperty
:alliedWith rdfs:range :Organisation
:pledgedTo rdfs:subPropertyOf :follows
:follows a owl:TransitiveProperty
:affiliatedWith owl:propertyChainAxiom _:chain0
_:chain0 rdf:first :memberOf
_:chain0 rdf:rest _:chain1
_:chain1 rdf:first :partOf
_:chain1 rdf:rest rdf:nil
:passport a owl:InverseFunctionalProperty
:passport rdfs:range :Document
:bornIn a owl:FunctionalProperty
:bornIn rdfs:range :Place
:CommanderOfSomething owl:equivalentClass _:some
_:some owl:onProperty :commands
_:some owl:someValuesFrom :ArmedGroup
:Loyalist owl:equivalentClass _:value
_:value owl:onProperty :follows
_:value owl:hasValue :organisation0
:ArmedGroup rdfs:subClassOf _:only
_:only owl:onProperty :hasMember
_:only owl:allValuesFrom :Person
:PartyLeader owl:equivalentClass _:both
_:both owl:intersectionOf _:both0
_:both0 rdf:first :Leader
_:both0 rdf:rest _:both1
_:both1 rdf:first :PartyMember
_:both1 rdf:rest rdf:nil
:PartyMember owl:equivalentClass _:party
_:party owl:onProperty :memberOf
_:party owl:someValuesFrom :Party
"""


def term(name: str) -> str:
    """Return the N-Triples token of a name."""
    prefix, colon, local = name.partition(":")
    if name.startswith('"') or name == "a" or prefix == "_":
        return PREFIXES.get(name, name)
    return f"<{PREFIXES.get(prefix, EX)}{local}>" if colon else name


def dataset(size: int) -> Iterator[str]:
    """Yield about as many lines of N-Triples as asked for, always the same ones."""
    for axiom in ONTOLOGY.split("\n"):
        if axiom:
            yield " ".join([*map(term, axiom.split()), ".\n"])
    persons, organisations = size // 8, size // 80

    def line(subject: str, predicate: str, object_: str) -> str:
        return f"{term(subject)} {term(predicate)} {term(object_)} .\n"

    for n in range(organisations):
        kind = ("Militia", "Chapter", "Party", "ArmedGroup")[n % 4]
        yield line(f":organisation{n}", "a", f":{kind}")
        if n % 10:
            yield line(f":organisation{n}", ":partOf", f":organisation{n - n % 10 + (n % 10) // 3}")
        yield line(f":organisation{n}", ":alliedWith", f":organisation{n * 7919 % organisations}")
        if n % 16:
            yield line(f":organisation{n}", ":pledgedTo", f":organisation{n - n % 16 + (n % 16) // 2}")
    for n in range(persons):
        kind = "Leader" if n % 10 == 0 else "Person"
        verb = ("commands", "leads")[n % 20 // 10] if n % 10 == 0 else "memberOf"
        yield line(f":person{n}", "a", f":{kind}")
        yield line(f":person{n}", f":{verb}", f":organisation{n * 104_729 % organisations}")
        yield line(f":person{n}", ":name", f'"Person {n}"')
        yield line(f":person{n}", ":bornIn", f":place{n % 500}")
        # One in a hundred has a second name for the same person, with the same passport.
        yield line(f":person{n}", ":passport", f":document{n - (n % 100 == 1)}")
        yield line(f":person{n}", ":born", f'"{1940 + n % 60}"^^<http://www.w3.org/2001/XMLSchema#integer>')
        yield line(f":person{n}", ":knows", f":person{n * 7919 % persons}")


def own_graph() -> Iterator[str]:
    """Yield the project's own graph, asserted and derived, as lines of N-Triples."""
    import allegiance  # noqa: PLC0415 -- the engines that are measured load what they need themselves

    kg = allegiance.open(Path(__file__).parents[1])
    for triple in sorted({*kg.asserted, *kg.derivation.triples}, key=str):
        yield f"{triple} .\n"


def ours(source: Path, target: Path) -> Callable[[], int]:
    """Return the run of our engine."""
    from allegiance.reason.ntriples import entail_ntriples  # noqa: PLC0415 -- one engine a process

    def run() -> int:
        with source.open(encoding="utf-8") as lines, target.open("w", encoding="utf-8") as out:
            pieces, _ = entail_ntriples(lines)
            return sum(piece.count("\n") for piece in pieces if out.write(piece))

    return run


def owlrl(source: Path, target: Path) -> Callable[[], int]:
    """Return the run of owlrl."""
    import rdflib  # noqa: PLC0415 -- as above
    from owlrl import OWLRL_Semantics  # noqa: PLC0415 -- as above

    def run() -> int:
        graph = rdflib.Graph().parse(source, format="nt")
        before = len(graph)
        OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False).closure()
        after = len(graph)
        for triple in [triple for triple in graph if isinstance(triple[0], rdflib.Literal)]:
            graph.remove(triple)
        graph.serialize(target, format="nt", encoding="utf-8")
        return after - before

    return run


def turbo(source: Path, target: Path) -> Callable[[], int]:
    """Return the run of owlrl-turbo."""
    import rdflib  # noqa: PLC0415 -- as above
    from owlrl_turbo import expand  # type: ignore[import-not-found]  # noqa: PLC0415 -- as above

    def run() -> int:
        graph = rdflib.Graph().parse(source, format="nt")
        closure = expand(graph)
        for triple in [triple for triple in closure if isinstance(triple[0], rdflib.Literal)]:
            closure.remove(triple)
        closure.serialize(target, format="nt", encoding="utf-8")
        return len(closure) - len(graph)

    return run


def reasonable(source: Path, target: Path) -> Callable[[], int]:
    """Return the run of reasonable, which is unsound on inverse functional properties."""
    from reasonable import PyReasoner  # noqa: PLC0415 -- as above

    def run() -> int:
        reasoner = PyReasoner()
        turtle = target.with_suffix(".ttl")  # it knows files by their names
        turtle.symlink_to(source)
        reasoner.load_file(str(turtle))
        triples = reasoner.reason()
        target.write_text("".join(f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in triples), encoding="utf-8")
        return len(triples)

    return run


def sparq(source: Path, target: Path) -> Callable[[], int]:
    """Return the run of sparq-rdf, its triples taken out."""
    import sparq as engine  # type: ignore[import-not-found]  # noqa: PLC0415 -- as above

    def token(term: engine.Term) -> str:
        return repr(term)[5:-1]  # `Term(…)` around N-Triples

    def run() -> int:
        graph = engine.Graph.load(source, format="ntriples")
        count = graph.reason("owl")
        triples = graph.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        with target.open("w", encoding="utf-8") as out:
            out.writelines(f"{' '.join(map(token, triple))} .\n" for triple in triples)
        return int(count)

    return run


ENGINES = {"ours": ours, "owlrl": owlrl, "turbo": turbo, "reasonable": reasonable, "sparq": sparq}


def run_one(engine: str, source: Path) -> None:
    """Run one engine in this process and print its cost."""
    with tempfile.TemporaryDirectory() as folder:
        run = ENGINES[engine](source, Path(folder) / "out.nt")
        start = time.process_time()
        inferred = run()
        cpu = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu_s": round(cpu, 3), "peak_mb": round(peak), "inferred": inferred}))


def main() -> None:
    """Measure all and print one table, or JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", choices=[*SIZES, "own"], default="10k")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--peer", action="append", choices=PEERS)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--timeout", type=float, default=900)
    parser.add_argument("--run", nargs=2, metavar=("ENGINE", "FILE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        run_one(arguments.run[0], Path(arguments.run[1]))
        return
    usual = [name for name in PEERS if name not in SLOW or arguments.size in {"10k", "own"}]
    peers = [name for name in arguments.peer or usual if find_spec(PEERS[name])]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "data.nt"
        lines = own_graph() if arguments.size == "own" else dataset(SIZES[arguments.size])
        with source.open("w", encoding="utf-8") as out:
            out.writelines(lines)
        script = [sys.executable, __file__, "--run"]
        costs = medians(
            ("ours", *peers),
            arguments.repeat,
            lambda name: in_a_process([*script, name, str(source)], name, arguments.timeout),
        )
    tell(costs, arguments.size, ("inferred",), as_json=arguments.json)


if __name__ == "__main__":
    main()
