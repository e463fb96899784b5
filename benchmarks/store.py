"""A generated graph on disk: loaded, asked and reasoned over, beside the same data in `oxigraph load`. Prints a table.

    python benchmarks/store.py 1000000 --folder /tmp/benchmark

Each step runs in a process of its own, so that its CPU seconds and its peak of memory are its own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random  # noqa: TID251 - data, the same every time
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from allegiance import project, reason, validate
from allegiance.pipeline import KnowledgeGraph
from allegiance.reason import Layers
from allegiance.store import open_store, rewriting
from allegiance.terms import GRAPH, PREFIXES, RDF

ROOT = Path(__file__).parents[1]
LAYERS = Layers(GRAPH["asserted"], GRAPH["derived"], GRAPH["entailed"])
QUERIES = {
    "count": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
    "pledges by pledgee": "SELECT ?to (COUNT(?pledge) AS ?n) WHERE { ?pledge alg:pledgee ?to } GROUP BY ?to ORDER BY DESC(?n) LIMIT 10",
    "who pledged to one": "SELECT ?who WHERE { ?pledge alg:pledgee kg:actor-1 ; alg:pledger ?who }",
    "claims of one": "SELECT ?claim ?situation WHERE { ?claim alg:claimant kg:actor-2 ; alg:concerns ?situation }",
}
TRIPLES_PER_PLEDGE = 8


def generate(path: Path, triples: int) -> None:
    """Write pledges among actors, each with one claim, as N-Triples."""
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
                f"{claim} <{alg}stance> <{alg}asserts> .\n"
                f"{claim} <{alg}modality> <{alg}actual> .\n"
            )


def load(folder: Path, data: Path) -> str:
    """Load the ontology and the data into a new store."""
    read = 0

    def told(more: int) -> None:
        nonlocal read
        read += more
        if sys.stderr.isatty():
            print(f"\r{read / data.stat().st_size:.0%}", end="", file=sys.stderr)

    with rewriting(folder, afresh=True) as target:
        target.add(LAYERS.asserted, project.triples(project.load(ROOT).ontology))
        target.load_file(data, LAYERS.asserted, told)
    return (
        f"{sum(path.stat().st_size for path in folder.rglob('*') if path.is_file()) / 2**20:,.0f} MiB on disk"
    )


def ask(folder: Path, text: str) -> str:
    """Ask one question."""
    prologue = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())
    result = open_store(folder).query(prologue + text, {})
    return f"{len(getattr(result, 'rows', ()))} rows"


def entail(folder: Path) -> str:
    """Let the rules run inside the store."""
    program = reason.compile_program(project.triples(project.load(ROOT).ontology), LAYERS)
    with rewriting(folder) as target:
        clashes = reason.entail_inside(target, program, LAYERS)
    size = open_store(folder).query(
        f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {LAYERS.entailed} {{ ?s ?p ?o }} }}", {}
    )
    return f"{size.rows[0][0].value} entailed, {len(clashes)} clashes"


def find(folder: Path) -> str:
    """Let the shapes of the folder find what is wrong, inside the store."""
    shapes = project.triples(KnowledgeGraph(ROOT).project.shapes)
    report = validate.validate_inside(open_store(folder).over([LAYERS.asserted]), shapes)
    return f"{len(report.findings)} findings"


def raw(folder: Path, data: Path) -> str:
    """Load the data with the server's own command."""
    shutil.rmtree(folder, ignore_errors=True)
    command = [
        str(Path(sys.executable).parent / "oxigraph"),
        "load",
        "--location",
        str(folder),
        "--file",
        str(data),
    ]
    subprocess.run(  # noqa: S603 - our own command
        command, check=True, capture_output=True
    )
    return ""


def measured(name: str, step: Callable[[], str]) -> None:
    """Print what a step took, in a process of its own."""

    def run() -> None:
        start = time.perf_counter()
        told = step()
        own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        cpu = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
        peak = max(own.ru_maxrss, children.ru_maxrss) / 1024
        print(
            f"| {name} | {time.perf_counter() - start:.1f} | {cpu:.1f} | {peak:,.0f} | {told} |", flush=True
        )

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    process.join()


def main() -> None:
    """Generate, and measure each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("triples", type=int)
    parser.add_argument("--folder", type=Path, required=True)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    data, store = given.folder / "data.nt", given.folder / "store"
    generate(data, given.triples)
    print("| step | wall s | CPU s | peak MiB | |\n|---|--:|--:|--:|---|")
    measured("oxigraph load", lambda: raw(given.folder / "raw", data))
    measured("load", lambda: load(store, data))
    for name, text in QUERIES.items():
        measured(f"query: {name}", lambda text=text: ask(store, text))
    measured("reason inside", lambda: entail(store))
    measured("validate inside", lambda: find(store))


if __name__ == "__main__":
    main()
