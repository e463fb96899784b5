"""A generated graph on disk, step by step: loaded, asked, reasoned over and validated, beside `oxigraph load` and pyoxigraph itself.

    python benchmarks/store.py --size 1m [--json] [--step load --step query …] [--folder DIR] [--repeat 3]

Every run is a process of its own. CPU is user and system time of the whole process; memory is its peak. `oxigraph load` puts the
data into the same named graph as we do: into the default graph it keeps three indexes in place of six, in half the time. Reasoning
and validation have no peer here; benchmarks/reason.py and benchmarks/validate.py have.
"""

from __future__ import annotations

import argparse
import json
import random  # noqa: TID251 - data, the same every time
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from side_by_side import in_a_process, medians, tell

ROOT = Path(__file__).parents[1]
SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
STEPS = {
    "load": ("ours", "oxigraph"),
    "query": ("ours", "pyoxigraph"),
    "reason": ("ours",),
    "validate": ("ours",),
}
GRAPH = "https://w3id.org/allegiance/graph/asserted"
QUERIES = {
    "count": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
    "pledges by pledgee": "SELECT ?to (COUNT(?pledge) AS ?n) WHERE { ?pledge alg:pledgee ?to } GROUP BY ?to ORDER BY DESC(?n) LIMIT 10",
    "who pledged to one": "SELECT ?who WHERE { ?pledge alg:pledgee kg:actor-1 ; alg:pledger ?who }",
    "claims of one": "SELECT ?claim ?situation WHERE { ?claim alg:claimant kg:actor-2 ; alg:concerns ?situation }",
}
TRIPLES_PER_PLEDGE = 8


SHAPES = """
PREFIX alg: <https://w3id.org/allegiance/ontology#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX ex: <https://example.org/>
ex:Pledge a sh:NodeShape ; sh:targetClass alg:AllegiancePledge ; sh:property ex:pledger, ex:pledgee .
ex:pledger sh:path alg:pledger ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI .
ex:pledgee sh:path alg:pledgee ; sh:minCount 1 .
ex:Claim a sh:NodeShape ; sh:targetClass alg:Claim ; sh:property ex:concerns, ex:claimant, ex:stance .
ex:concerns sh:path alg:concerns ; sh:minCount 1 ; sh:class alg:AllegiancePledge .
ex:claimant sh:path alg:claimant ; sh:minCount 1 ; sh:nodeKind sh:IRI .
ex:stance sh:path alg:stance ; sh:maxCount 1 ; sh:in ( alg:asserts alg:denies alg:doubts ) .
"""


def generate(path: Path, triples: int) -> None:
    """Write pledges among actors, each with one claim, as N-Triples; one claim in a thousand has a stance that the shapes refuse."""
    from allegiance.terms import PREFIXES, RDF  # noqa: PLC0415 -- one engine a process

    alg, kg, rdf = PREFIXES["alg"], PREFIXES["kg"], RDF.iri
    draw = random.Random(42)  # noqa: S311 - data, not secrets
    actors = max(10, triples // 400)
    with path.open("w", encoding="utf-8") as file:
        for number in range(triples // TRIPLES_PER_PLEDGE):
            pledge, claim = f"<{kg}sit-{number}>", f"<{kg}claim-{number}>"
            one, other, voice = (f"<{kg}actor-{draw.randrange(actors)}>" for _ in range(3))
            file.write(
                f"{pledge} <{rdf}type> <{alg}AllegiancePledge> .\n"
                f"{pledge} <{alg}pledger> {one} .\n"
                f"{pledge} <{alg}pledgee> {other} .\n"
                f"{claim} <{rdf}type> <{alg}Claim> .\n"
                f"{claim} <{alg}concerns> {pledge} .\n"
                f"{claim} <{alg}claimant> {voice} .\n"
                f"{claim} <{alg}stance> <{alg}{'asserts' if number % 1_000 else 'mumbles'}> .\n"
                f"{claim} <{alg}modality> <{alg}actual> .\n"
            )


def prologue() -> str:
    """Return the prefixes of the queries."""
    from allegiance.terms import PREFIXES  # noqa: PLC0415 -- one engine a process

    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())


def load(store: Path, data: Path) -> int:
    """Load the data and the ontology into a new store, telling on stderr how far it is."""
    from allegiance import project  # noqa: PLC0415 -- as above
    from allegiance.store import rewriting  # noqa: PLC0415 -- as above
    from allegiance.terms import NamedNode  # noqa: PLC0415 -- as above

    read, size = 0, data.stat().st_size

    def told(more: int) -> None:
        nonlocal read
        before, read = read, read + more
        if read * 10 // size > before * 10 // size:
            print(f"{read / size:.0%}", file=sys.stderr, flush=True)

    graph = NamedNode(GRAPH)
    with rewriting(store, afresh=True) as target:
        target.load_file(data, graph, told)
        target.add(graph, project.triples(project.load(ROOT).ontology))
    return size


def load_by_oxigraph(store: Path, data: Path) -> int:
    """Load the data with the command of Oxigraph itself."""
    shutil.rmtree(store, ignore_errors=True)
    command = [str(Path(sys.executable).parent / "oxigraph"), "load", "--location", str(store)]
    subprocess.run([*command, "--file", str(data), "--graph", GRAPH], check=True, capture_output=True)  # noqa: S603 -- ours
    return data.stat().st_size


def query(store: Path, _data: Path) -> int:
    """Ask all questions and count the rows."""
    from allegiance.store import Rows, open_store  # noqa: PLC0415 -- as above

    there = open_store(store)
    answers = [there.query(prologue() + text, {}) for text in QUERIES.values()]
    return sum(len(answer.rows) for answer in answers if isinstance(answer, Rows))


def query_by_pyoxigraph(store: Path, _data: Path) -> int:
    """Ask pyoxigraph itself the same questions."""
    import pyoxigraph  # noqa: PLC0415 -- as above

    present = (store / "current").read_text(encoding="utf-8").strip()
    there = pyoxigraph.Store.read_only(str(store / present / "oxigraph"))
    found = 0
    for text in QUERIES.values():
        answer = there.query(prologue() + text, use_default_graph_as_union=True)
        assert isinstance(answer, pyoxigraph.QuerySolutions)
        found += sum(1 for _ in answer)
    return found


def reason(store: Path, _data: Path) -> int:
    """Let OWL 2 RL run over the store, and count what follows."""
    from allegiance.reason import Layers, entail_on_disk  # noqa: PLC0415 -- as above
    from allegiance.store import Rows, open_store, rewriting  # noqa: PLC0415 -- as above
    from allegiance.terms import GRAPH as LAYER  # noqa: PLC0415 -- as above

    layers = Layers(LAYER["asserted"], LAYER["derived"], LAYER["entailed"])
    with rewriting(store) as target:
        entail_on_disk(target, layers)
    text = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {layers.entailed} {{ ?s ?p ?o }} }}"
    answer = open_store(store).query(text, {})
    assert isinstance(answer, Rows)
    return int(str(getattr(answer.rows[0][0], "value", 0)))


def validate(store: Path, _data: Path) -> int:
    """Let the shapes find what is wrong, inside the store, telling on stderr how far it is."""
    from allegiance import turtle  # noqa: PLC0415 -- as above
    from allegiance.store import open_store  # noqa: PLC0415 -- as above
    from allegiance.terms import NamedNode  # noqa: PLC0415 -- as above
    from allegiance.validate import validate_inside  # noqa: PLC0415 -- as above

    shapes = [quad.triple for quad in turtle.parse(SHAPES.encode(), Path("shapes.ttl")).quads]
    report = validate_inside(
        open_store(store).over([NamedNode(GRAPH)]),
        shapes,
        lambda done, _of: print(done, file=sys.stderr, flush=True),
    )
    return len(report.findings)


RUNS: dict[tuple[str, str], Callable[[Path, Path], int]] = {
    ("load", "ours"): load,
    ("load", "oxigraph"): load_by_oxigraph,
    ("query", "ours"): query,
    ("query", "pyoxigraph"): query_by_pyoxigraph,
    ("reason", "ours"): reason,
    ("validate", "ours"): validate,
}
COUNTED = {"load": "bytes", "query": "rows", "reason": "entailed", "validate": "findings"}


def run_one(step: str, engine: str, folder: Path) -> None:
    """Carry out one step with one engine in this process, and print its cost."""
    store = folder / ("raw" if engine == "oxigraph" else "store")
    counted = RUNS[step, engine](store, folder / "data.nt")
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    peak = max(own.ru_maxrss, children.ru_maxrss) / 1024
    print(json.dumps({"cpu_s": round(cpu, 2), "peak_mb": round(peak), COUNTED[step]: counted}))


def main() -> None:
    """Generate the data, and measure each step."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="10k")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--step", action="append", choices=STEPS)
    parser.add_argument("--folder", type=Path, help="where to work; kept, and used again with other steps")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--timeout", type=float, default=3600)
    parser.add_argument("--run", nargs=2, metavar=("STEP", "ENGINE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        step, engine = given.run
        run_one(step, engine, given.folder)
        return
    with tempfile.TemporaryDirectory() as own:
        folder = given.folder or Path(own)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "data.nt").exists():
            generate(folder / "data.nt", SIZES[given.size])
        for step in given.step or STEPS:

            def measure(engine: str, step: str = step) -> dict[str, float] | None:
                command = [sys.executable, __file__, "--folder", str(folder), "--run", step, engine]
                return in_a_process(command, engine, given.timeout)

            if not given.json:
                print(f"\n{step}")
            tell(
                medians(STEPS[step], given.repeat, measure), given.size, (COUNTED[step],), as_json=given.json
            )


if __name__ == "__main__":
    main()
