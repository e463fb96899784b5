"""What the benchmarks of engines share: each run in a process of its own, medians of several, and ratios to ours."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from statistics import median

Cost = dict[str, float]


def in_a_process(command: list[str], engine: str, timeout: float) -> Cost | None:
    """Return what a run prints as JSON; None, and a word on stderr, where it fails or takes longer than `timeout` seconds."""
    try:
        done = subprocess.run(command, capture_output=True, check=True, text=True, timeout=timeout)  # noqa: S603 - ourselves
    except subprocess.TimeoutExpired:
        print(f"{engine}: not finished in {timeout:g} s", file=sys.stderr)
    except subprocess.CalledProcessError as error:
        print(f"{engine}: {(error.stderr.strip().splitlines() or ['failed'])[-1]}", file=sys.stderr)
    else:
        return dict(json.loads(done.stdout.splitlines()[-1]))
    return None


def medians(engines: Iterable[str], repeat: int, measure: Callable[[str], Cost | None]) -> dict[str, Cost]:
    """Return the median of each figure over the runs of each engine that finished."""
    costs: dict[str, Cost] = {}
    for name in engines:
        done = [cost for _ in range(repeat) if (cost := measure(name)) is not None]
        if done:
            costs[name] = {key: median(run[key] for run in done) for key in done[0]}
    return costs


def tell(costs: dict[str, Cost], size: str, counted: tuple[str, ...], *, as_json: bool) -> None:
    """Print the costs and the ratios of the peers to ours; exit with 3 where ours did not finish."""
    if "ours" not in costs:
        sys.exit(3)
    mine = costs.pop("ours")
    ratio = {name: round(cost["cpu_s"] / mine["cpu_s"], 1) for name, cost in costs.items()}
    if as_json:
        print(json.dumps({"size": size, "ours": mine, "peers": costs, "ratio": ratio}))
        return
    columns = ("CPU s", "peak MB", *counted, "times ours")
    print(f"{'engine':<12}{''.join(f'{column:>12}' for column in columns)}")
    for name, cost in {"ours": mine, **costs}.items():
        cells = (cost["cpu_s"], cost["peak_mb"], *(cost[key] for key in counted), ratio.get(name, 1.0))
        print(f"{name:<12}{''.join(f'{cell:>12}' for cell in cells)}")
