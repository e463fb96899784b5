"""`allegiance validate`: SHACL, for the folder or for any files."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from allegiance import pipeline, project, verify
from allegiance.cli.console import INTERRUPTED, Session
from allegiance.cli.place import place_options, refuse_elsewhere
from allegiance.errors import RequestError
from allegiance.pipeline import AnyGraph, Elsewhere, GraphElsewhere
from allegiance.publish import REPORT_FORMATS, report_text
from allegiance.validate import Change, Engine, Interrupted, Report, Severity

_FLOORS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO, "never": None}


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-s",
    "--shapes",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Shapes files; those of the folder by default.",
)
@click.option(
    "--engine",
    type=click.Choice(get_args(Engine)),
    default="auto",
    show_default=True,
    help="auto is ours, with pyshacl for shapes that ours cannot carry.",
)
@click.option(
    "--fail-on",
    type=click.Choice(list(_FLOORS)),
    default="error",
    show_default=True,
    help="The least severity that makes exit code 1.",
)
@click.option("--focus", metavar="NODE", help="Only findings about this node (a CURIE, an IRI or a name).")
@click.option("--shape", metavar="SHAPE", help="Only findings by this shape.")
@click.option(
    "--max-findings", type=click.IntRange(0), default=100, show_default=True, help="So many in full as text."
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Findings listed in this file do not count.",
)
@click.option(
    "--write-baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    help="List the findings there, for --baseline.",
)
@click.option(
    "--since",
    metavar="STATE",
    help="Only nodes that changes since a git revision or a release can have affected.",
)
@click.option("-f", "--format", "form", type=click.Choice(REPORT_FORMATS), default="text", show_default=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to a file."
)
@place_options
@click.pass_obj
def validate(
    session: Session,
    files: tuple[Path, ...],
    shapes: tuple[Path, ...],
    engine: Engine,
    fail_on: str,
    focus: str | None,
    shape: str | None,
    max_findings: int,
    baseline: Path | None,
    write_baseline: Path | None,
    since: str | None,
    form: str,
    output: Path | None,
    where: Elsewhere,
) -> int:
    """Validate the folder, or FILES of your own, with SHACL.

    FILES may be folders, or - for Turtle on stdin. Without --shapes, files of the folder itself are validated together with the rest of it.

    With --store or --endpoint: what is asserted and derived there, by queries that run there.
    """
    refuse_elsewhere(where, FILES=files, since=since, engine_pyshacl=engine == "pyshacl")
    _agree_on_folder(
        session, has_data=bool(files) or where.is_given, has_shapes=bool(shapes) or where.is_given
    )
    # Data of somebody else's need no more of the folder than its shapes.
    graph = None if files else session.graph(where)
    if graph is not None:
        session.tell_missing(graph)
    change = None if since is None else _change(session, since, alone=not files and not shapes)
    report = _report(session, graph, files, shapes, engine, change)
    for given in report.assignments:
        if given.reason is not None:
            session.say(f"{given.shape} was given to {given.engine}: {given.reason}")
    if focus is not None or shape is not None:
        named = [
            None if name is None else pipeline.node_called(graph or session.kg, name)
            for name in (focus, shape)
        ]
        report = report.only(focus=named[0], shape=named[1])
    if write_baseline is not None and not report.unfinished:
        lines = (f"{f.fingerprint}  {f.label or f.focus} {f.message}\n" for f in report.findings)
        session.write("".join(lines), write_baseline)
        return 0
    if baseline is not None:
        known = {line.partition(" ")[0] for line in verify.read_text(baseline).splitlines()}
        fresh = report.without(known)
        session.say(f"{len(report.findings) - len(fresh.findings)} findings are in the baseline")
        report = fresh
    session.write(report_text(report, form, max_findings), output)
    if report.unfinished:
        return INTERRUPTED
    return 1 if report.reaches(_FLOORS[fail_on]) else 0


def _report(
    session: Session,
    graph: AnyGraph | None,
    files: tuple[Path, ...],
    shapes: tuple[Path, ...],
    engine: Engine,
    change: Change | None,
) -> Report:
    """Return what the shapes find where the graph is, as far as the keyboard lets them."""

    def progress(done: int, of: int) -> None:
        session.step(f"validate: {done} of {of} shapes done")

    with session.watch("validate"):
        try:
            if isinstance(graph, GraphElsewhere):
                return graph.validate(shapes, progress)
            if own := _own(session, files, shapes):
                session.say("the files belong to the folder: validated together with the rest of it")
                return session.kg.validate(engine, None, progress).within(own)
            if graph is None or files or shapes:
                paths = files or tuple(document.path for document in session.kg.project.data)
                return pipeline.validate_files(paths, shapes, session.folder, engine, progress)
            return graph.validate(engine, change, progress)
        except Interrupted as interrupted:
            return interrupted.report


def _own(session: Session, files: tuple[Path, ...], shapes: tuple[Path, ...]) -> frozenset[Path] | None:
    """Return the documents that the files are where they are the folder's own, and its shapes are to judge them."""
    if not files or shapes or project.find(session.folder) is None:
        return None
    return pipeline.inside(session.kg.project, files)


def _agree_on_folder(session: Session, *, has_data: bool, has_shapes: bool) -> None:
    """Refuse to judge the bundled folder as if it were the user's; its shapes may judge files, and that is said."""
    if not has_data:
        session.need_folder()
    elif not has_shapes:
        session.tell_bundled("validating by the shapes")


def _change(session: Session, since: str, *, alone: bool) -> Change | None:
    """Return what changed in the folder, and say how much; None where everything is to be looked at."""
    if not alone:
        raise RequestError(
            "bad-parameter", "--since looks at the folder", hint="leave out the files and --shapes"
        )
    with session.watch("diff"):
        change = pipeline.change_since(session.kg, since)
    if change is None:
        session.say(f"the shapes changed since {since}: everything is looked at")
    else:
        session.say(f"{len(change.triples)} triples changed since {since}")
    return change
