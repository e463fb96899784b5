"""What several kinds of test share: the folder, read once, and where the article lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from allegiance import KnowledgeGraph
from shapes.twins import World, load_world

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT.parent / "shared" / "article" / "khorasan-realignments.txt"


@pytest.fixture(scope="session")
def kg() -> KnowledgeGraph:
    return KnowledgeGraph(ROOT)


@pytest.fixture(scope="session")
def world() -> World:
    return load_world()


@pytest.fixture(scope="session")
def article() -> Path:
    if not ARTICLE.exists():
        pytest.skip(f"the article is not beside the repository: {ARTICLE}")
    return ARTICLE
