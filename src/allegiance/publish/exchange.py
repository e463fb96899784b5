"""Two folders change places in one step of the file system, where it can do that."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_EXCHANGE = (
    2  # RENAME_EXCHANGE of Linux renameat2(2) and RENAME_SWAP of macOS renamex_np(2) have the same value.
)


def exchange(one: Path, other: Path) -> bool:
    """Let two existing folders of one file system change places at once; return False where the system cannot."""
    if sys.platform not in {"linux", "darwin"}:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    done = -1
    if hasattr(libc, "renameat2"):
        done = libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _EXCHANGE)
    elif hasattr(libc, "renamex_np"):
        done = libc.renamex_np(names[0], names[1], _EXCHANGE)
    return done == 0
