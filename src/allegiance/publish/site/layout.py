"""Places for the nodes of a network, such that linked nodes are near and names do not cover each other. The same network, the same places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_ROUNDS = 400
_UNTANGLING = 200
_GOLDEN_ANGLE = 2.399963229728653


def place(
    edges: Sequence[tuple[int, int]], sizes: Sequence[tuple[float, float]], width: int, height: int
) -> list[tuple[int, int]]:
    """Return a place in `width` by `height` for each node; `sizes` are the width and height that each node needs.

    Springs pull linked nodes together and all nodes push each other away (Fruchterman and Reingold 1991), from a sunflower as start.
    """
    count = len(sizes)
    if count == 0:
        return []
    order = np.arange(count)
    radius = np.sqrt((order + 0.5) / count)
    places = np.stack(
        [radius * np.cos(order * _GOLDEN_ANGLE), radius * np.sin(order * _GOLDEN_ANGLE)], axis=1
    )
    links = np.array(edges, dtype=np.intp).reshape(-1, 2)
    ideal = 1.6 / np.sqrt(count)
    for heat in np.linspace(0.15, 0.002, _ROUNDS):
        push = _pushes(places, ideal) - places * ideal * 0.9
        pull = _pulls(places, links, ideal)
        moves = push + pull
        lengths = np.maximum(np.linalg.norm(moves, axis=1, keepdims=True), 1e-9)
        places = places + moves / lengths * np.minimum(lengths, heat)
    return _untangled(_fitted(places, width, height, np.array(sizes)), np.array(sizes), width, height)


def _pushes(places: NDArray[np.float64], ideal: float) -> NDArray[np.float64]:
    apart = places[:, None, :] - places[None, :, :]
    squares = np.maximum((apart**2).sum(axis=2), 1e-6)
    return np.asarray((apart * (ideal**2 / squares)[:, :, None]).sum(axis=1))


def _pulls(places: NDArray[np.float64], links: NDArray[np.intp], ideal: float) -> NDArray[np.float64]:
    apart = places[links[:, 0]] - places[links[:, 1]]
    force = apart * np.linalg.norm(apart, axis=1, keepdims=True) / ideal
    pulls = np.zeros_like(places)
    np.add.at(pulls, links[:, 0], -force)
    np.add.at(pulls, links[:, 1], force)
    return pulls


def _fitted(
    places: NDArray[np.float64], width: int, height: int, sizes: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Stretch the places over the drawing; by rank in part, so that a dense middle gets room."""
    margins = sizes / 2 + 4
    low, high = places.min(axis=0), places.max(axis=0)
    linear = (places - low) / np.maximum(high - low, 1e-9)
    ranks = places.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / max(len(places) - 1, 1)
    mixed = 0.45 * linear + 0.55 * ranks
    room = np.array([width, height]) - 2 * margins
    return np.asarray(margins + mixed * np.maximum(room, 0))


def _untangled(
    places: NDArray[np.float64], sizes: NDArray[np.float64], width: int, height: int
) -> list[tuple[int, int]]:
    """Push apart the boxes that overlap, along the shorter way, until none does or patience ends."""
    limits = np.array([width, height])
    others = ~np.eye(len(places), dtype=bool)
    for _ in range(_UNTANGLING):
        apart = places[:, None, :] - places[None, :, :]
        needed = (sizes[:, None, :] + sizes[None, :, :]) / 2
        overlap = needed - np.abs(apart)
        clash = np.asarray((overlap > 0).all(axis=2) & others)
        if not clash.any():
            break
        vertical = overlap[:, :, 1] <= overlap[:, :, 0]
        order = np.arange(len(places))
        tie = np.where(order[:, None] > order[None, :], 1.0, -1.0)[:, :, None]
        direction = np.where(apart == 0, tie, np.sign(apart))
        step = direction * overlap * 0.3 * clash[:, :, None]
        step[:, :, 0] *= ~vertical
        step[:, :, 1] *= vertical
        places = np.clip(places + step.sum(axis=1), sizes / 2, limits - sizes / 2)
    return [(round(float(x)), round(float(y))) for x, y in places]
