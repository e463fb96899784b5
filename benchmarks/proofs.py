"""What a proof costs: in memory, in a store in memory, and against a SPARQL endpoint; the data are those of `reason.py`.

    python benchmarks/proofs.py --size 10k|100k|1m [--json] [--proofs 1000]

The graph is materialised and put into layers; then entailed triples, one in so many, are proved: one by one in memory, all together and
one by one in the store, and against the Oxigraph server of PyPI, on loopback. Nothing is stored for a proof. Figures are the mean for
one proof: user and system CPU of this process, the server's own, and the time by the clock. No peer gives proofs of what it entails.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path

from reason import ONTOLOGY, SIZES, dataset

from allegiance import turtle
from allegiance.errors import EngineError
from allegiance.reason import Layers, Materialisation, Proof, StoreProver
from allegiance.store import Endpoint, OxigraphStore, Rows, Store
from allegiance.terms import GRAPH, Triple

LAYERS = Layers(GRAPH["asserted"], GRAPH["derived"], GRAPH["entailed"])
ALONE = 100  # so many proofs are asked for one by one
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


class Counting:
    """A store that counts what it is asked."""

    def __init__(self, store: Store) -> None:
        self.name = store.name
        self.asked = 0
        self._store = store

    def over(self, graphs: Sequence[object]) -> Counting:
        """Return itself, over some graphs."""
        self._store = self._store.over(graphs)  # type: ignore[arg-type]  # graphs as they come
        return self

    def query(self, text: str, bindings: dict[str, object]) -> Rows:
        """Pass a query on."""
        self.asked += 1
        return self._store.query(text, bindings)  # type: ignore[arg-type,return-value]  # as it comes


@contextmanager
def server(folder: Path, layers: dict[str, list[Triple]]) -> Iterator[tuple[Endpoint, int]]:
    """Yield the endpoint of an Oxigraph server with the layers, and the server's process."""
    program = str(Path(sys.executable).parent / "oxigraph")
    data = folder / "layers.nq"
    with data.open("w", encoding="utf-8") as out:
        for graph, triples in layers.items():
            out.writelines(f"{triple} {graph} .\n" for triple in triples)
    place = ["--location", str(folder / "data")]
    subprocess.run([program, "load", *place, "--file", str(data)], check=True, capture_output=True)  # noqa: S603 -- from PyPI
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "serve-read-only", *place, "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 -- as above
    try:
        endpoint = Endpoint(f"http://127.0.0.1:{port}/query")
        for _ in range(100):
            try:
                endpoint.query("ASK {}", {})
                break
            except EngineError:
                time.sleep(0.1)
        yield endpoint, process.pid
    finally:
        process.terminate()
        process.wait()


def cpu_of(process: int | None) -> float:
    """Return the seconds of CPU that another process has used; 0 for none."""
    if process is None:
        return 0.0
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS


def measured(
    prove: Callable[[], Sequence[Proof | None]], store: Counting | None = None, process: int | None = None
) -> dict[str, float]:
    """Return what one of the proofs costs on average."""
    asked = store.asked if store else 0
    cpu, theirs, clock = time.process_time(), cpu_of(process), time.perf_counter()
    proofs = prove()
    spent = (time.process_time() - cpu, cpu_of(process) - theirs, time.perf_counter() - clock)
    if None in proofs:
        sys.exit("a triple has no proof")
    mine, server_s, wall = (round(1000 * seconds / len(proofs), 3) for seconds in spent)
    cost = {"cpu_ms": mine, "wall_ms": wall}
    if process is not None:
        cost["server_cpu_ms"] = server_s
    if store is not None:
        cost["requests"] = round((store.asked - asked) / len(proofs), 3)
    return cost


def asked_of(
    store: Store, ontology: list[Triple], goals: list[Triple], process: int | None = None
) -> dict[str, dict[str, float]]:
    """Return the cost of proofs that a store is asked for: all together, and one by one."""
    together, alone = (Counting(store) for _ in range(2))
    first = StoreProver(together, ontology, LAYERS)  # type: ignore[arg-type]  # what it needs of a store
    second = StoreProver(alone, ontology, LAYERS)  # type: ignore[arg-type]  # as above
    return {
        "together": measured(lambda: first.prove(goals), together, process),
        "one by one": measured(lambda: [second.prove([goal])[0] for goal in goals[:ALONE]], alone, process),
    }


def main() -> None:
    """Measure all and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="100k")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--proofs", type=int, default=1000)
    arguments = parser.parse_args()
    length = len([line for line in ONTOLOGY.split("\n") if line])
    lines = list(dataset(SIZES[arguments.size]))
    triples = [quad.triple for quad in turtle.parse("".join(lines).encode(), Path("data.nt")).quads]
    ontology = [triple for _, triple in takewhile(lambda each: each[0] < length, enumerate(triples))]
    known = Materialisation(triples)
    entailed = sorted(known.entailed, key=str)
    apart = max(1, len(entailed) // arguments.proofs)
    goals = entailed[::apart][: arguments.proofs]
    for other in entailed[apart // 2 :: apart]:
        known.prove(other)  # which makes the indexes
    gc.collect()
    gc.freeze()  # or each figure has a share of looking through everything that was loaded
    costs = {"in memory": measured(lambda: [known.prove(goal) for goal in goals])}
    layers = {str(LAYERS.asserted): triples, str(LAYERS.entailed): entailed}
    embedded = OxigraphStore({LAYERS.asserted: triples, LAYERS.entailed: entailed})
    for how, cost in asked_of(embedded, ontology, goals).items():
        costs[f"in a store, {how}"] = cost
    with tempfile.TemporaryDirectory() as folder, server(Path(folder), layers) as (endpoint, process):
        for how, cost in asked_of(endpoint, ontology, goals, process).items():
            costs[f"against an endpoint, {how}"] = cost
    if arguments.json:
        print(json.dumps({"size": arguments.size, "ours": costs, "peers": {}, "ratio": {}}))
        return
    for where, cost in costs.items():
        print(f"{where:<36}{'  '.join(f'{name} {value}' for name, value in cost.items())}")


if __name__ == "__main__":
    main()
