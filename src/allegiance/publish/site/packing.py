"""Data for scripts, inside scripts: pages that are opened from a file may not fetch, so what they need is written into them."""

from __future__ import annotations

import base64
import gzip
import json

# The highest level takes twice the time, and saves one byte in a hundred.
_LEVEL = 6


def packed_script(parts: dict[str, bytes]) -> str:
    """Return a script that holds parts by name, compressed without a date and in base 64."""
    texts = {
        name: base64.b64encode(gzip.compress(content, _LEVEL, mtime=0)).decode()
        for name, content in parts.items()
    }
    return (
        f"Object.assign(window.allegiancePacked = window.allegiancePacked || {{}}, {script_value(texts)});\n"
    )


def value_script(name: str, value: object) -> str:
    """Return a script that gives a value a name."""
    return f"window.{name} = {script_value(value)};\n"


def script_value(value: object) -> str:
    """Return a value as JavaScript that may stand inside a page as well as in a file of its own."""
    return compact(value).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def compact(value: object) -> str:
    """Return a value as JSON without white space, the same whatever order it was made in."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
