"""Dumps side by side: ours, pyoxigraph's dump of a store, `oxigraph convert` and rdflib, on the same made-up graph.

    python benchmarks/publish.py --size 10k [--json] [--task ntriples --task turtle …] [--peer rdflib …] [--repeat 3]

Every writer runs in a process of its own, for every task. What it writes from is made before the clock starts: for us a list of
triples, as the pipeline has them, for pyoxigraph a store, for rdflib a graph; `oxigraph convert` reads a file, and that is counted.
CPU is user and system time; `grown_mb` is how much the peak of memory grew while writing.

Tasks: `ntriples` writes lines that are canonical already, as every dump of a release after the first does; `sorted` makes them canonical
too; `turtle` and `jsonld` begin with making them canonical. rdflib and pyoxigraph sort nothing but rdflib's Turtle.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyoxigraph
from side_by_side import Cost, in_a_process, medians, tell

from allegiance import bridge, turtle
from allegiance.terms import RDF, SKOS, XSD, Literal, NamedNode, Triple

SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
PREFIXES = {
    "ex": "https://example.org/id/",
    "def": "https://example.org/def/",
    "skos": SKOS.iri,
    "xsd": XSD.iri,
}
PER_NODE = 5
TASKS = {"ntriples": "nt", "sorted": "nt", "turtle": "ttl", "jsonld": "jsonld"}
Writer = Callable[[list[Triple], str, Path], Callable[[], object]]
"""Takes the graph, the task and the file; prepares what is not measured and returns what is."""


def graph(size: int) -> Iterator[Triple]:
    """Yield triples like ours: a type, a name, two literals and a link for each node."""
    define = "https://example.org/def/"
    nodes = size // PER_NODE
    for number in range(nodes):
        node = NamedNode(f"https://example.org/id/thing-{number}")
        yield Triple(node, RDF["type"], NamedNode(f"{define}Thing"))
        yield Triple(node, SKOS["prefLabel"], Literal(f"Thing number {number}", language="en"))
        yield Triple(node, NamedNode(f"{define}start"), Literal(str(number), datatype=XSD["integer"]))
        moment = Literal(f"2014-04-01T00:00:{number % 60:02}Z", datatype=XSD["dateTime"])
        yield Triple(node, NamedNode(f"{define}at"), moment)
        yield Triple(
            node, NamedNode(f"{define}next"), NamedNode(f"https://example.org/id/thing-{number * 7 % nodes}")
        )


def save(chunks: Iterable[str], path: Path) -> None:
    """Write text as a release does."""
    with path.open("wb") as file:
        file.writelines(chunk.encode() for chunk in chunks)


def ours(triples: list[Triple], task: str, path: Path) -> Callable[[], object]:
    """Return the run of our writers."""
    if task == "ntriples":
        lines = turtle.canonical_lines(triples)
        return lambda: save(lines.text(), path)
    if task == "turtle":
        return lambda: save(turtle.stream(turtle.canonical_lines(triples), PREFIXES), path)
    if task == "sorted":
        return lambda: save(turtle.canonical_lines(triples).text(), path)

    def as_jsonld() -> None:
        lines = turtle.canonical_lines(triples)
        save(turtle.stream_jsonld(lines, turtle.context(lines, PREFIXES)), path)

    return as_jsonld


def by_pyoxigraph(triples: list[Triple], task: str, path: Path) -> Callable[[], object]:
    """Return the dump of a store."""
    store = pyoxigraph.Store()
    store.bulk_extend(pyoxigraph.Quad(*triple) for triple in triples)
    syntax = pyoxigraph.RdfFormat.from_extension(TASKS[task])
    return lambda: store.dump(str(path), syntax, from_graph=pyoxigraph.DefaultGraph(), prefixes=PREFIXES)


def by_convert(triples: list[Triple], task: str, path: Path) -> Callable[[], object]:
    """Return the conversion of a file of N-Triples."""
    source = path.with_name("source.nt")
    pyoxigraph.serialize(triples, str(source), pyoxigraph.RdfFormat.N_TRIPLES)
    command = [str(Path(sys.executable).with_name("oxigraph")), "convert", "--from-file", str(source)]
    command += ["--to-file", str(path), "--to-format", TASKS[task]]
    return lambda: subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - the oxigraph beside this Python


def by_rdflib(triples: list[Triple], task: str, path: Path) -> Callable[[], object]:
    """Return rdflib's serialiser."""
    filled = bridge.to_rdflib(triples)
    for name, iri in PREFIXES.items():
        filled.bind(name, iri)
    syntax = {"nt": "nt", "ttl": "turtle", "jsonld": "json-ld"}[TASKS[task]]
    return lambda: filled.serialize(path, format=syntax, encoding="utf-8")


ENGINES: dict[str, Writer] = {
    "ours": ours,
    "pyoxigraph": by_pyoxigraph,
    "convert": by_convert,
    "rdflib": by_rdflib,
}


def spent() -> float:
    """Return the CPU time of this process and of those that it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def peak() -> float:
    """Return the peak of this process in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run_one(engine: str, task: str, size: int) -> None:
    """Run one writer in this process and print its cost."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"out.{TASKS[task]}"
        run = ENGINES[engine](list(graph(size)), task, path)
        before, start = peak(), spent()
        run()
        cost = {"cpu_s": round(spent() - start, 3), "peak_mb": round(peak())}
        print(
            json.dumps({**cost, "grown_mb": round(peak() - before), "out_mb": path.stat().st_size // 10**6})
        )


def main() -> None:
    """Measure all and print a table for each task, or JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="10k")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--task", action="append", choices=TASKS)
    parser.add_argument("--peer", action="append", choices=[name for name in ENGINES if name != "ours"])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--timeout", type=float, default=900)
    parser.add_argument("--run", nargs=2, metavar=("ENGINE", "TASK"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        engine, task = arguments.run
        run_one(engine, task, SIZES[arguments.size])
        return
    script = [sys.executable, __file__, "--size", arguments.size, "--run"]
    engines = ["ours", *(arguments.peer or [name for name in ENGINES if name != "ours"])]

    def measured(task: str) -> dict[str, Cost]:
        def measure(name: str) -> Cost | None:
            return in_a_process([*script, name, task], f"{name}, {task}", arguments.timeout)

        return medians(engines, arguments.repeat, measure)

    found = {task: measured(task) for task in arguments.task or TASKS}
    if arguments.json:
        print(json.dumps(document(found, arguments.size)))
        return
    for task, costs in found.items():
        print(f"\n{task}")
        tell(costs, arguments.size, ("grown_mb",), as_json=False)


def document(found: dict[str, dict[str, dict[str, float]]], size: str) -> dict[str, object]:
    """Return the costs by engine and task, and how many times ours each peer takes."""
    if any("ours" not in costs for costs in found.values()):
        sys.exit(3)
    mine = {task: costs.pop("ours") for task, costs in found.items()}
    peers = {
        name: {t: c[name] for t, c in found.items() if name in c}
        for costs in found.values()
        for name in costs
    }
    ratio = {
        name: {task: round(cost["cpu_s"] / mine[task]["cpu_s"], 2) for task, cost in by_task.items()}
        for name, by_task in peers.items()
    }
    return {"size": size, "ours": mine, "peers": peers, "ratio": ratio}


if __name__ == "__main__":
    main()
