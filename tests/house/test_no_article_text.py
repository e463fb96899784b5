"""No sentence of the article is in the repository: no run of seven words, names and titles apart."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUN = 7
# Titles: of the article, and of its sections, which name the sections in kg/structure.ttl.
TITLES = (
    "The Future of the Taliban-IS Relationship in Afghanistan",
    "Islamic State and Jihadi Realignments in Khorasan",
)


def words(text: str) -> list[str]:
    without_addresses = re.sub(r"https?://[^\s>\"]+", " ", text)
    return re.findall(r"[^\W_]+", without_addresses.casefold())


def runs(text: list[str]) -> set[tuple[str, ...]]:
    return {tuple(text[i : i + RUN]) for i in range(len(text) - RUN + 1)}


def test_no_file_repeats_the_article(article: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    named = {run for title in TITLES for run in runs(words(title))}
    forbidden = runs(words(article.read_text(encoding="utf-8"))) - named
    found = []
    for name in listed.stdout.splitlines():
        path = ROOT / name
        try:
            text = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        found += [f"{name}: {' '.join(run)}" for run in sorted(runs(words(text)) & forbidden)]

    assert found == []
