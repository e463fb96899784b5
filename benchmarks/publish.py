"""How fast dumps are written, beside rdflib and raw pyoxigraph, and how much memory each takes.

    python benchmarks/publish.py [--triples 1000000] [--rdflib-triples 1000000]

Each writer runs in a process of its own, over the same generated graph; only the writing is timed, as CPU time (user and
system). Memory is the peak of the process beyond what it had before writing.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph

from allegiance import bridge, turtle
from allegiance.terms import RDF, SKOS, XSD, Literal, NamedNode, Triple

PREFIXES = {
    "ex": "https://example.org/id/",
    "def": "https://example.org/def/",
    "skos": SKOS.iri,
    "xsd": XSD.iri,
}
PER_NODE = 5


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


def save(chunks: Iterator[str], path: Path) -> None:
    """Write text as a release does."""
    with path.open("wb") as file:
        file.writelines(chunk.encode() for chunk in chunks)


def store_of(triples: list[Triple]) -> pyoxigraph.Store:
    """Return a store that holds the triples."""
    store = pyoxigraph.Store()
    store.bulk_extend(pyoxigraph.Quad(*triple) for triple in triples)
    return store


def dump(store: pyoxigraph.Store, path: Path, syntax: pyoxigraph.RdfFormat) -> None:
    """Dump the default graph of a store."""
    store.dump(str(path), syntax, from_graph=pyoxigraph.DefaultGraph(), prefixes=PREFIXES)


Writer = Callable[[list[Triple]], Callable[[Path], object]]
"""Takes the graph and prepares what is not timed; returns what is."""


def ours_ntriples(triples: list[Triple]) -> Callable[[Path], object]:
    """Ours: sorted canonical N-Triples."""
    return lambda path: save(turtle.canonical_lines(triples).text(), path)


def ours_turtle(triples: list[Triple]) -> Callable[[Path], object]:
    """Ours: stable Turtle, sorting included."""
    return lambda path: save(turtle.stream(turtle.canonical_lines(triples), PREFIXES), path)


def ours_turtle_of_lines(triples: list[Triple]) -> Callable[[Path], object]:
    """Ours: stable Turtle from lines that are sorted already, as in a release."""
    lines = turtle.canonical_lines(triples)
    return lambda path: save(turtle.stream(lines, PREFIXES), path)


def ours_jsonld(triples: list[Triple]) -> Callable[[Path], object]:
    """Ours: JSON-LD with a context, from lines that are sorted already."""
    lines = turtle.canonical_lines(triples)
    return lambda path: save(turtle.stream_jsonld(lines, turtle.context(lines, PREFIXES)), path)


def raw(syntax: pyoxigraph.RdfFormat) -> Writer:
    """Return pyoxigraph's dump of a store in a syntax."""

    def prepare(triples: list[Triple]) -> Callable[[Path], object]:
        store = store_of(triples)
        return lambda path: dump(store, path, syntax)

    return prepare


def serialised(triples: list[Triple]) -> Callable[[Path], object]:
    """pyoxigraph: N-Triples of a list in memory, unsorted."""
    return lambda path: pyoxigraph.serialize(triples, str(path), pyoxigraph.RdfFormat.N_TRIPLES)


def by_rdflib(syntax: str) -> Writer:
    """Return rdflib's serialiser for a syntax."""

    def prepare(triples: list[Triple]) -> Callable[[Path], object]:
        filled = bridge.to_rdflib(triples)
        for name, iri in PREFIXES.items():
            filled.bind(name, iri)
        return lambda path: filled.serialize(path, format=syntax)

    return prepare


WRITERS: dict[str, tuple[Writer, bool]] = {
    "N-Triples   pyoxigraph, dump of a store": (raw(pyoxigraph.RdfFormat.N_TRIPLES), False),
    "N-Triples   pyoxigraph, serialise a list": (serialised, False),
    "N-Triples   allegiance, sorted, canonical": (ours_ntriples, False),
    "N-Triples   rdflib": (by_rdflib("nt"), True),
    "Turtle      pyoxigraph, dump of a store": (raw(pyoxigraph.RdfFormat.TURTLE), False),
    "Turtle      allegiance, stable": (ours_turtle, False),
    "Turtle      allegiance, stable, of sorted lines": (ours_turtle_of_lines, False),
    "Turtle      rdflib": (by_rdflib("turtle"), True),
    "JSON-LD     pyoxigraph, dump of a store": (raw(pyoxigraph.RdfFormat.JSON_LD), False),
    "JSON-LD     allegiance, with context": (ours_jsonld, False),
    "JSON-LD     rdflib": (by_rdflib("json-ld"), True),
}


def measure(name: str, size: int, answer: multiprocessing.Queue[tuple[float, float, int]]) -> None:
    """Write once, and send seconds, mebibytes beyond the start, and bytes written."""
    write = WRITERS[name][0](list(graph(size)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out"
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.process_time()
        write(path)
        seconds = time.process_time() - start
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        answer.put((seconds, grown, path.stat().st_size))


def main() -> None:
    """Run every writer and print a table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--triples", type=int, default=1_000_000)
    options.add_argument(
        "--rdflib-triples", type=int, help="rdflib is given fewer; its seconds are for these"
    )
    chosen = options.parse_args()
    context = multiprocessing.get_context("spawn")
    print(f"Python {sys.version.split()[0]}, pyoxigraph {pyoxigraph.__version__}")
    print(f"{'writer':50} {'triples':>10} {'seconds':>8} {'triples/s':>10} {'MiB more':>9} {'MB out':>7}")
    for name, (_, is_rdflib) in WRITERS.items():
        size = (chosen.rdflib_triples if is_rdflib else None) or chosen.triples
        answer: multiprocessing.Queue[tuple[float, float, int]] = context.Queue()
        process = context.Process(target=measure, args=(name, size, answer))
        process.start()
        seconds, grown, written = answer.get()
        process.join()
        print(
            f"{name:50} {size:>10,} {seconds:>8.2f} {size / seconds:>10,.0f} {grown:>9,.0f} {written / 1e6:>7,.0f}"
        )


if __name__ == "__main__":
    main()
