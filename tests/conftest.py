"""What several kinds of test share: the folder, read once, and where the article lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from allegiance import KnowledgeGraph
from shapes.twins import World, load_world

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT.parent / "shared" / "article" / "khorasan-realignments.txt"


@pytest.fixture(autouse=True)
def as_wide_as_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the command prints in a test is not for the terminal that the tests were started from."""
    monkeypatch.delenv("COLUMNS", raising=False)


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
