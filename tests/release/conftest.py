"""One release of our own folder, written once; and the tools that read it besides ours."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from allegiance import KnowledgeGraph, pipeline
from allegiance.publish import Release
from jena import CURE, class_path, is_installed


def written(kg: KnowledgeGraph, target: Path, *, with_site: bool) -> Release:
    return pipeline.build(
        kg, target, kg.validate(), tool="allegiance test", issued="2026-01-02T03:04:05Z", with_site=with_site
    )


@pytest.fixture(scope="session")
def release(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(kg, tmp_path_factory.mktemp("dist"), with_site=False).folder


@pytest.fixture(scope="session")
def whole_release(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release with its site, which makes it thousands of files."""
    return written(kg, tmp_path_factory.mktemp("whole"), with_site=True).folder


@pytest.fixture
def copy(release: Path, tmp_path: Path) -> Path:
    """A copy of the release, safe to break."""
    return shutil.copytree(release, tmp_path / "copy")


@pytest.fixture(scope="session")
def riot(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command line of Jena's riot."""
    if not is_installed():
        pytest.skip(f"no Jena: {CURE}")
    return ["java", "-cp", class_path(tmp_path_factory.mktemp("jena")), "riotcmd.riot"]
