"""Stored queries, side by side: ours, raw pyoxigraph and rdflib, on the folder's graph and on copies of it.

    python benchmarks/query.py [--size 10k|100k|1m|10m] [--json] [--peer rdflib] [--names REGEX] [--patience 60] [--log FILE]
    python benchmarks/query.py --idioms [--size 1m]    the forms of docs/temporal-idioms.md, on events instead

10k is the folder's own graph, as large as it is; a larger one holds copies of its data under other names, beside one ontology.
Ours is everything that `KnowledgeGraph.query` does: safety, binding with its look-ups, evaluation, typed rows. pyoxigraph is
`Store.query` with the terms bound already and its rows as tuples; rdflib is `Graph.query` likewise. Times are CPU time (wall time below
50 ms), the least of several runs, ours and pyoxigraph's by turns. Every query runs in a child process, and one that needs more than --patience
seconds of CPU is stopped and counted as that long: its ratio is a lower bound. What --log holds already is not measured again.
rdflib is left out at 10m unless it is named.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import re
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from pyoxigraph import Quad, QuerySolutions, Store, Variable

from allegiance import KnowledgeGraph
from allegiance.bridge import RdflibStore
from allegiance.query import Lookup, StoredQuery, ask, python_value, read_free
from allegiance.query.binding import bind
from allegiance.store import OxigraphStore, Rows
from allegiance.terms import GRAPH, XSD, Literal, NamedNode, Triple

ROOT = Path(__file__).parents[1]
DATA = "https://w3id.org/allegiance/id/"
SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
PEERS = ("pyoxigraph", "rdflib")
SMALL = 100
RUNS, BUDGET, TICK = 30, 0.5, 0.05

Run = Callable[[], int]
"""One answer, from the query to its rows; returns how many there are."""
Times = dict[str, Any]


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


def in_a_child(runs: Mapping[str, Run], patience: float) -> Times | None:
    """Return the least CPU time in ms of each run, taken by turns in a child process; None where it needs more than `patience`."""
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=by_turns, args=(runs, patience, sending))
    child.start()
    sending.close()
    try:
        return dict(receiving.recv())
    except EOFError:
        return None
    finally:
        child.join()


def by_turns(runs: Mapping[str, Run], patience: float, sending: Any) -> None:
    """Send the least time of each run; the system ends this process when its CPU time is over."""
    limit = round(patience * len(runs)) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    least: Times = dict.fromkeys(runs, float("inf"))
    start = time.process_time()
    for number in range(RUNS):
        for name, run in runs.items():
            wall, cpu = time.perf_counter(), time.process_time()
            least["rows"] = run()
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            # The clock of CPU time may tick too slowly for a short run, which nobody interrupts.
            least[name] = min(least[name], 1000 * (cpu if wall > TICK else wall))
        # The first run also pays for the pages that a child takes over from its parent, so it is not the only one.
        if time.process_time() - start > (BUDGET if number else 10 * BUDGET):
            break
    sending.send(least)


class Bench:
    """One graph in the engines, and the times of queries on it."""

    def __init__(self, kg: KnowledgeGraph, size: str, peers: Iterable[str], patience: float) -> None:
        """Load the graph."""
        own = [triple for layer in kg.layers.values() for triple in layer]
        self.raw, self.kg, self.patience = Store(), kg, patience
        self.raw.bulk_extend(Quad(s, p, o, GRAPH["asserted"]) for s, p, o in copies(own, SIZES[size]))
        self.triples = len(self.raw)
        self.store = OxigraphStore(store=self.raw)
        self.lookup = Lookup(self.store)
        self.rdflib = RdflibStore(copies(own, SIZES[size])) if "rdflib" in peers else None
        # So that the children do not copy what the collector would merely have looked at.
        gc.collect()
        gc.freeze()

    def times(self, query: StoredQuery) -> Times:
        """Return rows and times of a query in ms by engine, with those that were stopped."""
        values = query.header.expected_parameters
        bound = {
            name: terms[0]
            for name, terms in bind(query.header.parameters, values, self.kg.prefixes, self.lookup).items()
        }
        substitutions = {Variable(name): term for name, term in bound.items()}

        def ours() -> int:
            result = ask(self.store, query, values, self.kg.prefixes, lookup=self.lookup).result
            assert isinstance(result, Rows)
            return len([[python_value(term) for term in row] for row in result.rows])

        def pyoxigraph() -> int:
            found = self.raw.query(query.text, use_default_graph_as_union=True, substitutions=substitutions)
            assert isinstance(found, QuerySolutions)
            return len([tuple(row) for row in found])

        def rdflib() -> int:
            assert self.rdflib is not None
            result = self.rdflib.query(query.text, bound)
            return len(result.rows) if isinstance(result, Rows) else 1

        stopped = self.patience * 1000
        told: Times = {"query": query.name, "triples": self.triples, "rows": None, "stopped": []}
        groups: list[dict[str, Run]] = [{"ours": ours, "pyoxigraph": pyoxigraph}]
        groups += [{"rdflib": rdflib}] if self.rdflib is not None else []
        for runs in groups:
            measured = in_a_child(runs, self.patience)
            if measured is None:
                told["stopped"] += runs
                measured = dict.fromkeys(runs, stopped)
            told.update({key: round(value, 3) for key, value in measured.items()})
        return told


def measured(bench: Bench, queries: Iterable[StoredQuery], log: Path | None) -> Iterator[Times]:
    """Yield the times of queries, those of the log as they stand there, and add the others to it."""
    known: dict[str, Times] = {}
    if log is not None and log.exists():
        lines = map(json.loads, log.read_text(encoding="utf-8").splitlines())
        known = {line["query"]: line for line in lines if line["triples"] == bench.triples}
    for query in queries:
        told = known.get(query.name) or bench.times(query)
        if log is not None and query.name not in known:
            with log.open("a", encoding="utf-8") as out:
                out.write(json.dumps(told) + "\n")
        yield told


def row(told: Times) -> str:
    """Return the times of a query as a line of the table."""
    cells = [f"{told['query']:40}{told['rows'] if told['rows'] is not None else '-':>8}"]
    for engine in ("ours", *PEERS):
        mark = ">" if engine in told["stopped"] else ""
        cells.append(f"{mark + format(told[engine], '.2f'):>13}" if engine in told else f"{'-':>13}")
    for engine in PEERS:
        mark = ">" if engine in told["stopped"] and "ours" not in told["stopped"] else ""
        ratio = f"{mark}{told[engine] / told['ours']:.2f}" if engine in told else "-"
        cells.append(f"{ratio:>13}")
    return "".join(cells)


def summary(rows: list[Times], size: str) -> Times:
    """Return medians over the queries, and those of the ratios of the peers to ours: pyoxigraph's over small answers alone."""
    small = [told for told in rows if told["rows"] is not None and told["rows"] <= SMALL]
    counted = {"pyoxigraph": small, "rdflib": [told for told in rows if "rdflib" in told]}
    engines = [engine for engine in ("ours", *PEERS) if rows and engine in rows[0]]
    costs: Times = {
        engine: {
            "median_ms": round(median(told[engine] for told in rows), 3),
            "stopped": sum(1 for told in rows if engine in told["stopped"]),
        }
        for engine in engines
    }
    ratio = {
        engine: round(median(told[engine] / told["ours"] for told in counted[engine]), 3)
        for engine in engines[1:]
        if counted[engine]
    }
    mine = costs.pop("ours")
    return {"size": size, "queries": len(rows), "ours": mine, "peers": costs, "ratio": ratio}


def idioms(wanted: int, patience: float) -> Times:
    """Return the CPU time of both forms of each idiom on a graph of events, the linear one as ours."""
    page = (ROOT / "docs" / "temporal-idioms.md").read_text(encoding="utf-8")
    titles = re.findall(r"^## (.*)$", page, re.MULTILINE)
    texts = re.findall(r"```sparql\n(.*?)```", page, re.DOTALL)
    engine = OxigraphStore({GRAPH["asserted"]: events(wanted // 3)})
    costs: dict[str, Times] = {"linear": {}, "naive": {}}
    for title, forms in zip(titles, zip(texts[::2], texts[1::2], strict=True), strict=True):
        for form, text in zip(("naive", "linear"), forms, strict=True):
            query = read_free(text, title, Path("form.rq"))
            values = {"t": "2015-06-01"} if query.header.parameters else {}

            def run(query: StoredQuery = query, values: Mapping[str, str] = values) -> int:
                result = ask(engine, query, values).result
                return len(result.rows) if isinstance(result, Rows) else 1

            found = in_a_child({form: run}, patience)
            costs[form][title] = patience * 1000 if found is None else round(found[form], 1)
    ratio = {title: round(costs["naive"][title] / costs["linear"][title], 1) for title in titles}
    return {"ours": costs["linear"], "peers": {"naive": costs["naive"]}, "ratio": ratio}


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
    """Measure, and print a table, or JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="10k")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--peer", action="append", choices=PEERS)
    parser.add_argument(
        "--patience", type=float, default=60.0, help="seconds of CPU before a query is stopped"
    )
    parser.add_argument("--names", default="", help="a regular expression: only queries whose names it finds")
    parser.add_argument("--log", type=Path, help="a file of finished queries, to go on from after a break")
    parser.add_argument("--idioms", action="store_true", help="the temporal idioms instead of stored queries")
    given = parser.parse_args()
    if given.idioms:
        print(json.dumps(idioms(SIZES[given.size], given.patience), indent=None if given.json else 2))
        return 0
    peers = given.peer or [peer for peer in PEERS if peer != "rdflib" or given.size != "10m"]
    kg = KnowledgeGraph(ROOT)
    bench = Bench(kg, given.size, peers, given.patience)
    queries = [query for query in kg.catalogue if re.search(given.names, query.name)]
    if not given.json:
        print(f"{bench.triples:,} triples; CPU time in ms\n")
        columns = ("ours", *PEERS, "pyox./ours", "rdflib/ours")
        print(f"{'query':40}{'rows':>8}" + "".join(f"{column:>13}" for column in columns))
    rows = []
    for told in measured(bench, queries, given.log):
        rows.append(told)
        if not given.json:
            print(row(told), flush=True)
    total = summary(rows, given.size)
    if given.json:
        print(json.dumps({**total, "times": rows}))
        return 0
    print(f"\nmedians of {len(rows)} queries, pyoxigraph's ratio over answers of at most {SMALL} rows:")
    print(json.dumps(total["ratio"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
