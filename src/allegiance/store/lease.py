"""A hold on a folder that is being read, so that nobody removes it meanwhile; the system lets go of it when a process dies.

A database opens its files when it needs them, so one whose files vanish may wait for ever. Windows removes no open files, and needs
no hold.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import fcntl

_FILE: Final = "lease"


def prepare(folder: Path) -> None:
    """Make a folder one that can be held."""
    (folder / _FILE).touch()


class Lease:
    """A hold on a prepared folder, for as long as this object lives."""

    def __init__(self, folder: Path) -> None:
        """Raise `FileNotFoundError` where the folder is gone or going."""
        path = folder / _FILE
        self._descriptor = os.open(path, os.O_RDONLY)
        try:
            if sys.platform != "win32":
                fcntl.flock(self._descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FileNotFoundError(path) from error
        if not path.exists():
            raise FileNotFoundError(path)

    def __del__(self) -> None:
        if hasattr(self, "_descriptor"):
            os.close(self._descriptor)


def remove_unless_held(folder: Path) -> None:
    """Remove a folder that nobody holds; one that is held stays, for the next time."""
    try:
        with (folder / _FILE).open("rb") as file:
            if sys.platform != "win32":
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        return
    except FileNotFoundError:
        shutil.rmtree(folder, ignore_errors=True)
