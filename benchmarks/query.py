"""Stored queries, side by side: ours, raw pyoxigraph, rdflib; on the folder's graph and on a large one made of copies of it.

    python benchmarks/query.py                       the folder's own graph
    python benchmarks/query.py --triples 1000000     copies of it, until there are so many triples
    python benchmarks/query.py --idioms              the forms of docs/temporal-idioms.md, on events instead

Ours is everything that `KnowledgeGraph.query` does: safety, binding, evaluation, typed rows. Raw is `Store.query` with
substitutions and the same rows as pyoxigraph's terms. Times are the least of several runs, in milliseconds of wall clock; a query
that an engine does not answer within --patience seconds is stopped, and counted as that long.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from statistics import geometric_mean, median
from typing import Any

from pyoxigraph import Quad, Store, Variable

from allegiance import KnowledgeGraph
from allegiance.bridge import RdflibStore
from allegiance.errors import EngineError
from allegiance.query import Lookup, StoredQuery, ask, python_value, read_free
from allegiance.query.binding import bind
from allegiance.store import Engine, OxigraphStore, Rows, TimeLimitedEngine
from allegiance.terms import GRAPH, XSD, Literal, NamedNode, Term, Triple

ROOT = Path(__file__).parents[1]
DATA = "https://w3id.org/allegiance/id/"
SMALL = 100
RUNS = 5


def copies(triples: Iterable[Triple], wanted: int) -> Iterator[Triple]:
    """Yield the triples, and copies of those about data under other names, until there are so many."""
    own = list(triples)
    about = [triple for triple in own if is_data(triple.subject)]
    yield from own
    for number in range(1, 1 + max(0, wanted - len(own)) // len(about)):
        for subject, predicate, object_ in about:
            yield Triple(renamed(subject, number), predicate, renamed(object_, number))


def is_data(term: object) -> bool:
    """Return whether a term names something of the data, not of the vocabulary."""
    return isinstance(term, NamedNode) and term.value.startswith(DATA)


def renamed(term: Any, number: int) -> Any:
    """Return the name of a copy of a thing; anything else stays."""
    return NamedNode(f"{term.value}-{number}") if is_data(term) else term


def least(run: Callable[[], object], budget: float = 1.0) -> float:
    """Return the least time of several runs in milliseconds; a slow one is run once."""
    best, spent = float("inf"), 0.0
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        taken = time.perf_counter() - start
        best, spent = min(best, taken), spent + taken
        if spent > budget:
            break
    return best * 1000


def limited(
    engine: Engine, query: StoredQuery, values: Mapping[str, str], kg: KnowledgeGraph, patience: float
) -> float:
    """Return the time of one answer in a child process, with what the child itself costs taken off."""
    child = TimeLimitedEngine(engine, patience)
    nothing = least(lambda: child.query("ASK { }", {}))
    try:
        return max(0.001, least(lambda: ask(child, query, values, kg.prefixes)) - nothing)
    except EngineError:
        return patience * 1000


def compare(kg: KnowledgeGraph, triples: list[Triple], names: str, patience: float) -> None:
    """Print the times of every stored query on three engines, and their ratios."""
    store = OxigraphStore({GRAPH["asserted"]: triples})
    raw = Store()
    raw.extend(Quad(*triple, GRAPH["asserted"]) for triple in triples)
    reference = RdflibStore(triples)
    lookup = Lookup(store)
    print(f"{len(triples):,} triples\n")
    print(f"{'query':44}{'rows':>8}{'ours':>10}{'raw':>10}{'rdflib':>12}{'ours/raw':>10}{'rdflib/ours':>13}")
    over_raw, over_rdflib = [], []
    for query in kg.catalogue:
        if not re.search(names, query.name):
            continue
        values = query.header.expected_parameters
        bound = {
            Variable(n): terms[0] for n, terms in bind(query.header.parameters, values, kg.prefixes).items()
        }

        def ours(query: StoredQuery = query, values: Mapping[str, str] = values) -> list[list[object]]:
            result = ask(store, query, values, kg.prefixes, lookup=lookup).result
            return (
                [[python_value(term) for term in row] for row in result.rows]
                if isinstance(result, Rows)
                else []
            )

        def beside(
            text: str = query.text, bound: Mapping[Variable, Term] = bound
        ) -> list[tuple[Term | None, ...]]:
            found = raw.query(text, use_default_graph_as_union=True, substitutions=dict(bound))
            return [tuple(row) for row in found]

        rows = len(ours())
        own, bare = least(ours), least(beside)
        other = limited(reference, query, values, kg, patience)
        over_rdflib.append(other / own)
        if rows <= SMALL:
            over_raw.append(own / bare)
        stopped = ">" if other >= patience * 1000 else " "
        print(
            f"{query.name:44}{rows:8}{own:10.2f}{bare:10.2f}{stopped:>2}{other:10.1f}{own / bare:10.2f}{other / own:13.1f}",
            flush=True,
        )
    print(
        f"\nours/raw, answers of at most {SMALL} rows: median {median(over_raw):.2f}, mean {geometric_mean(over_raw):.2f}"
    )
    print(f"rdflib/ours: median {median(over_rdflib):.1f}, mean {geometric_mean(over_rdflib):.1f}")


def idioms(wanted: int, patience: float) -> None:
    """Print the times of both forms of each idiom on a graph of events."""
    page = (ROOT / "docs" / "temporal-idioms.md").read_text(encoding="utf-8")
    titles = re.findall(r"^## (.*)$", page, re.MULTILINE)
    texts = re.findall(r"```sparql\n(.*?)```", page, re.DOTALL)
    engine = TimeLimitedEngine(OxigraphStore({GRAPH["asserted"]: events(wanted // 3)}), patience)
    for title, forms in zip(titles, zip(texts[::2], texts[1::2], strict=True), strict=True):
        for name, text in zip(("naive", "linear"), forms, strict=True):
            query = read_free(text, title, Path("form.rq"))
            values = {"t": "2015-06-01"} if query.header.parameters else {}
            start = time.perf_counter()
            try:
                ask(engine, query, values)
            except EngineError:
                print(f"{title:32}{name:8} stopped after {patience:g} s")
            else:
                print(f"{title:32}{name:8}{time.perf_counter() - start:10.2f} s")


def events(number: int) -> Iterator[Triple]:
    """Yield events that begin states of subjects, twenty to a subject."""
    for n in range(number):
        event = NamedNode(f"https://example.org/event{n}")
        yield Triple(
            event,
            NamedNode("https://example.org/subject"),
            NamedNode(f"https://example.org/s{n * 7919 % (number // 20 + 1)}"),
        )
        yield Triple(
            event, NamedNode("https://example.org/begins"), NamedNode(f"https://example.org/b{n % 50}")
        )
        day = f"2015-{n * 31 % 12 + 1:02}-{n * 17 % 28 + 1:02}T{n % 24:02}:{n // 24 % 60:02}:00Z"
        yield Triple(event, NamedNode("https://example.org/at"), Literal(day, datatype=XSD["dateTime"]))


def main() -> int:
    """Run the comparison that the arguments name."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--triples", type=int, default=0, help="how many triples, at least those of the folder"
    )
    parser.add_argument("--patience", type=float, default=20.0, help="seconds before a query is stopped")
    parser.add_argument("--names", default="", help="a regular expression: only queries whose names it finds")
    parser.add_argument("--idioms", action="store_true", help="the temporal idioms instead of stored queries")
    given = parser.parse_args()
    if given.idioms:
        idioms(given.triples or 1_000_000, given.patience)
        return 0
    kg = KnowledgeGraph(ROOT)
    whole = [triple for layer in kg.layers.values() for triple in layer]
    compare(kg, list(copies(whole, given.triples)), given.names, given.patience)
    return 0


if __name__ == "__main__":
    sys.exit(main())
