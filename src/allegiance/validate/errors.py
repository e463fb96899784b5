"""What one engine says to the other: this shape is yours. Never leaves the room."""

from __future__ import annotations


class NotCompilable(Exception):  # noqa: N818 - a verdict on a shape, not a failure
    """A shape cannot be carried by compiled queries; the message says why."""
