"""`SHA256SUMS`: every file with its SHA-256, as `sha256sum -c` reads it."""

from __future__ import annotations

from collections.abc import Mapping

SUMS = "SHA256SUMS"


def sums(checksums: Mapping[str, str]) -> str:
    """Return SHA-256 by path in the form of `sha256sum`."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(checksums.items()))
