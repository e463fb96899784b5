"""Every syntax of a release is read as the same graph by four parsers that share no code."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
import rdflib
from pyld import jsonld

from allegiance import bridge, turtle

RDFLIB = {
    ".ttl": "turtle",
    ".nt": "nt",
    ".rdf": "xml",
    ".jsonld": "json-ld",
    ".nq": "nquads",
    ".trig": "trig",
}
RAPPER = {".ttl": "turtle", ".nt": "ntriples", ".rdf": "rdfxml", ".nq": "nquads", ".trig": "trig"}
SERDI = {".ttl": "turtle", ".nt": "ntriples", ".nq": "nquads", ".trig": "trig"}
FULL = [f"full{extension}" for extension in RDFLIB]
# rdflib's own parsers use what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")
OTHERS = ["world.ttl", "world.rdf", "world.jsonld", "asserted.ttl", "derived.ttl", "entailed.ttl"]
DESCRIPTIONS = ["dataset.ttl", "queries.ttl", "prefixes.ttl", "report/validation.ttl"]


def ntriples(command: Sequence[str]) -> bytes:
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def by_pyoxigraph(path: Path) -> list[str]:
    return list(turtle.canonical_lines(turtle.quads(path.read_bytes(), path)))


def by_rdflib(path: Path) -> list[str]:
    normal, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        graph = rdflib.Dataset(default_union=True)
        graph.parse(data=path.read_bytes(), format=RDFLIB[path.suffix])
        lines = turtle.canonical_lines(
            triple
            for s, p, o, _ in graph.quads((None, None, None, None))
            for triple in bridge.from_rdflib([(s, p, o)])  # type: ignore[arg-type]
        )
        return list(lines)
    finally:
        rdflib.NORMALIZE_LITERALS = normal


def by_pyld(path: Path) -> list[str]:
    if path.suffix != ".jsonld":
        pytest.skip("PyLD does not read this syntax")
    out = jsonld.to_rdf(json.loads(path.read_bytes()), {"format": "application/n-quads"})
    return list(turtle.canonical_lines(turtle.quads(out.encode(), Path("out.nq"))))


def by_rapper(path: Path) -> list[str]:
    return by_tool(path, RAPPER, ["rapper", "-q", "-o", "ntriples"])


def by_serd(path: Path) -> list[str]:
    return by_tool(path, SERDI, ["serdi", "-q", "-o", "nquads"])


def by_tool(path: Path, syntaxes: Mapping[str, str], command: Sequence[str]) -> list[str]:
    if path.suffix not in syntaxes:
        pytest.skip(f"{command[0]} does not read this syntax")
    if shutil.which(command[0]) is None:
        pytest.skip(f"no {command[0]} on the path")
    out = ntriples([*command, "-i", syntaxes[path.suffix], str(path)])
    return list(turtle.canonical_lines(turtle.quads(out, Path("out.nq"))))


@pytest.mark.parametrize("parser", [by_pyoxigraph, by_rdflib, by_rapper, by_serd, by_pyld])
@pytest.mark.parametrize("name", FULL)
def test_the_whole_graph_is_the_same(release: Path, name: str, parser: Callable[[Path], list[str]]) -> None:
    assert parser(release / name) == by_pyoxigraph(release / "full.nt")


@pytest.mark.parametrize("name", FULL)
def test_jena_reads_the_whole_graph(release: Path, name: str, riot: list[str]) -> None:
    # Debian's Jena has no implementation of jakarta.json, which its reader of JSON-LD 1.1 needs; ours is JSON-LD 1.0 too.
    syntax = ["--syntax=jsonld10"] if name.endswith(".jsonld") else []
    out = ntriples([*riot, *syntax, "--output=nquads", str(release / name)])

    assert list(turtle.canonical_lines(turtle.quads(out, Path("o.nq")))) == by_pyoxigraph(release / "full.nt")


@pytest.mark.parametrize("parser", [by_rdflib, by_rapper])
@pytest.mark.parametrize("name", [*OTHERS, *DESCRIPTIONS])
def test_every_other_file_is_the_same_to_all(
    release: Path, name: str, parser: Callable[[Path], list[str]]
) -> None:
    assert parser(release / name) == by_pyoxigraph(release / name)


def test_the_layers_are_the_graphs_of_the_dataset(release: Path) -> None:
    quads = turtle.quads((release / "full.nq").read_bytes(), Path("full.nq"))

    for layer in ("asserted", "derived", "entailed"):
        graph = [quad for quad in quads if str(quad.graph_name).endswith(f"/{layer}>")]
        assert list(turtle.canonical_lines(graph)) == by_pyoxigraph(release / f"{layer}.ttl")


def test_full_is_the_layers_together(release: Path) -> None:
    layers = {
        line
        for name in ("asserted", "derived", "entailed")
        for line in by_pyoxigraph(release / f"{name}.ttl")
    }

    # Blank nodes have names of their own in each file, so only statements without them can be compared by line.
    assert {line for line in layers if "_:" not in line} == {
        line for line in by_pyoxigraph(release / "full.nt") if "_:" not in line
    }


def test_compressed_triples_are_the_plain_ones_and_carry_no_time(release: Path) -> None:
    packed = (release / "full.nt.gz").read_bytes()

    assert gzip.decompress(packed) == (release / "full.nt").read_bytes()
    assert packed[4:8] == bytes(4)


def test_the_context_stands_alone_too(release: Path) -> None:
    inside = json.loads((release / "full.jsonld").read_bytes())["@context"]

    assert json.loads((release / "context.jsonld").read_bytes()) == {"@context": inside}


@pytest.mark.parametrize("name", ["full.jsonld", "world.jsonld"])
def test_json_ld_is_read_while_it_comes(release: Path, name: str) -> None:
    # Read so, types that come late are refused.
    streamed = turtle.canonical_quads(turtle.streaming_quads(release / name))

    assert list(streamed) == list(
        turtle.canonical_quads(turtle.quads_of((release / name).with_suffix(".ttl")))
    )
