"""Shorter pages are the same documents: a browser builds the same tree of them as of the pages at full length."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from allegiance import KnowledgeGraph, pipeline
from browser.conftest import HOSTILE

# What a page says: elements, attributes and words, white space apart.
TREE = """
(html) => {
  const told = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim().split(/\\s+/).join(" ");
    const attributes = [...node.attributes].map(({ name, value }) => `${name}=${value}`).sort();
    return [node.tagName, attributes, [...node.childNodes].map(told).filter((child) => child !== "")];
  };
  return told(new DOMParser().parseFromString(html, "text/html").documentElement);
}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new folder with claims, a question, and names that attack."""
    folder = tmp_path_factory.mktemp("tight") / "folder"
    pipeline.scaffold(folder)
    (folder / "kg" / "hostile.ttl").write_text(HOSTILE, "utf-8")
    return folder


def test_tightened_pages_are_the_same_documents(
    browser: Browser, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = pipeline.write_site(KnowledgeGraph(folder), tmp_path / "short").target
    monkeypatch.setattr("allegiance.publish.site.rendering.tightened", lambda html: html)
    long = pipeline.write_site(KnowledgeGraph(folder), tmp_path / "long").target
    page = browser.new_page()

    names = [path.relative_to(short) for path in sorted(short.rglob("*.html"))]
    trees = [
        [page.evaluate(TREE, (site / name).read_text("utf-8")) for site in (short, long)] for name in names
    ]
    page.close()

    assert len(names) > 15
    assert [name for name, (one, other) in zip(names, trees, strict=True) if one != other] == []
    lengths = [sum((site / name).stat().st_size for name in names) for site in (short, long)]
    assert lengths[0] < lengths[1]
