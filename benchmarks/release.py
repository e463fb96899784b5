"""A whole release of made-up data, end to end: built from a file, verified, and compared with that of changed data.

    python benchmarks/release.py --size 100k [--json] [--site]

Each step is the command itself in a process of its own; CPU is user and system time, the peak is that of the process. `held_mb` is the peak of reading and
reasoning alone, so `build` less `held_mb` is what writing the release adds. No peer writes such a folder: `benchmarks/publish.py` compares the dumps with those
of others, and `sha256sum -c` is measured beside `verify`, which also works out the RDFC-1.0 hash of every graph.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from organisations import dataset
from side_by_side import in_a_process

SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
DESCRIBED = """\
<https://example.org/dataset> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset> .
<https://example.org/dataset> <http://purl.org/dc/terms/title> "Organisations, made up" .
<https://example.org/dataset> <http://purl.org/dc/terms/identifier> "organisations" .
<https://example.org/dataset> <http://www.w3.org/ns/dcat#version> "1.0.0" .
"""
HOLD = """
import sys
from pathlib import Path
from allegiance import KnowledgeGraph
kg = KnowledgeGraph.of_files([Path(sys.argv[1])])
kg.asserted, kg.entailment.triples
"""


def changed(lines: Iterator[str]) -> Iterator[str]:
    """Yield lines of which one in a thousand is gone and one in a thousand says something else."""
    for number, line in enumerate(lines):
        if number % 1000 == 7:  # noqa: PLR2004 - as said above
            continue
        yield line.replace('"Organisation ', '"The organisation ') if number % 1000 < 20 else line  # noqa: PLR2004 - one label among them


def commands(folder: Path, *, site: bool) -> dict[str, list[str]]:
    """Return what is measured, in the order in which each needs the one before."""
    allegiance = str(Path(sys.executable).with_name("allegiance"))
    old, new = str(folder / "old.nt"), str(folder / "new.nt")
    build = [allegiance, "build", old, "-o", str(folder / "dist"), *([] if site else ["--no-site"])]
    release = str(folder / "dist" / "organisations-1.0.0")
    return {
        "held": [sys.executable, "-c", HOLD, old],
        "build": build,
        "verify": [allegiance, "verify", release],
        "diff": [allegiance, "diff", old, new, "-f", "md", "-o", str(folder / "diff.md")],
        "sha256sum": ["env", "-C", release, "sha256sum", "-c", "--quiet", "SHA256SUMS"],
    }


def run_one(folder: Path, step: str, *, site: bool) -> None:
    """Run one command and print its cost."""
    done = subprocess.run(commands(folder, site=site)[step], check=False, capture_output=True)  # noqa: S603 - our own commands
    # `diff` ends with 1 where it has something to tell.
    if done.returncode != (step == "diff"):
        sys.exit(done.stderr.decode())
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({"cpu_s": round(used.ru_utime + used.ru_stime, 2), "peak_mb": used.ru_maxrss // 1024}))


def main() -> None:
    """Measure every step and print a table or JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="10k")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--site", action="store_true", help="with a page for every node")
    parser.add_argument("--timeout", type=float, default=3000)
    parser.add_argument("--run", nargs=2, metavar=("FOLDER", "STEP"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        run_one(Path(arguments.run[0]), arguments.run[1], site=arguments.site)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "old.nt").open("w") as old, (folder / "new.nt").open("w") as new:
            old.write(DESCRIBED)
            old.writelines(dataset(SIZES[arguments.size]))
            new.write(DESCRIBED)
            new.writelines(changed(dataset(SIZES[arguments.size])))
        script = [sys.executable, __file__, *(["--site"] if arguments.site else []), "--run", name]
        costs = {
            step: in_a_process([*script, step], step, arguments.timeout)
            for step in commands(folder, site=arguments.site)
        }
    found = {step: cost for step, cost in costs.items() if cost is not None}
    if arguments.json:
        peer = found.pop("sha256sum")
        ratio = {"sha256sum": {"verify": round(peer["cpu_s"] / found["verify"]["cpu_s"], 3)}}
        print(
            json.dumps(
                {
                    "size": arguments.size,
                    "ours": found,
                    "peers": {"sha256sum": {"verify": peer}},
                    "ratio": ratio,
                }
            )
        )
        return
    print(f"{'step':10} {'cpu s':>8} {'peak MiB':>9}")
    for step, cost in found.items():
        print(f"{step:10} {cost['cpu_s']:8.2f} {cost['peak_mb']:9}")


if __name__ == "__main__":
    main()
