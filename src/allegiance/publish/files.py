"""Writing such that a reader sees the old file or the new one, never a half."""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from allegiance.errors import Place, SourceError
from allegiance.publish.exchange import exchange


def write_file(path: Path, text: str | Iterable[str]) -> None:
    """Write a file aside, in stretches where it comes so, and rename it; raises `SourceError` `cannot-write`."""
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.writelines([text] if isinstance(text, str) else text)
            Path(aside).chmod(0o644)
            Path(aside).replace(path)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise


@contextmanager
def replace_folder(path: Path) -> Iterator[Path]:
    """Yield an empty folder beside `path` that takes its place when the block ends well, and vanishes otherwise.

    Whoever looks at `path` sees the old folder or the new one, whenever the process is killed; what a killed one left aside is
    removed by the next. Raises `SourceError` `cannot-write`.
    """
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(path)
        aside = Path(tempfile.mkdtemp(dir=path.parent, prefix=_prefix(path)))
        try:
            yield aside
            aside.chmod(0o755)
            if not path.exists():
                aside.rename(path)
            elif exchange(aside, path):
                shutil.rmtree(aside)
            else:
                old = aside.with_name(f"{aside.name}.old")
                path.rename(old)
                aside.rename(path)
                shutil.rmtree(old)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise


def _prefix(path: Path) -> str:
    return f".{path.name}.{os.getpid()}."


def _remove_leftovers(path: Path) -> None:
    """Remove what processes that are no more left beside `path`."""
    for leftover in path.parent.glob(f".{glob.escape(path.name)}.*.*"):
        owner = leftover.name.removeprefix(f".{path.name}.").partition(".")[0]
        if not owner.isdigit() or _is_alive(int(owner)):
            continue
        if leftover.suffix == ".old" and not path.exists():
            leftover.rename(path)
        else:
            shutil.rmtree(leftover, ignore_errors=True)


def _is_alive(process: int) -> bool:
    if os.name != "posix":
        return True  # Elsewhere signal 0 is not a question but an order.
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SourceError(
            "cannot-write",
            f"cannot be written: {error.strerror or error}",
            place=Place(path),
            hint="check the rights and the free space of the folder",
        ) from error
