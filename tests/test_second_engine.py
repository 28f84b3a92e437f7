"""The staged tree is plain Markdown under a plain mkdocs.yml: Zensical builds it too, to the same addresses and the same words."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def main_text(page: Path) -> str:
    """The words of the main part of a page, as a reader sees them."""
    text = page.read_text(encoding="utf-8")
    article = re.search(r"<article[^>]*>(.*?)</article>", text, re.DOTALL)
    assert article, page
    shown = re.sub(r"<(script|style|svg)\b.*?</\1>", "", article[1], flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def addresses(site: Path) -> set[str]:
    wanted = (p for p in site.rglob("*") if p.is_file() and p.suffix in (".html", ".csv", ".xlsx", ".yml", ".txt"))
    return {p.relative_to(site).as_posix() for p in wanted}


@pytest.mark.parametrize("board", ["boards/shifan", "boards/dongxian", "portal"])
def test_the_other_engine_makes_the_same_site(board: str, samples: Path, tmp_path: Path) -> None:
    for name in ("build", "theme_overrides"):
        shutil.copytree(samples / name, tmp_path / name)
    shutil.copy(samples / "mkdocs.yml", tmp_path)
    folder = tmp_path / "build" / board
    shutil.rmtree(folder / "site")
    command = [sys.executable, "-m", "zensical", "build", "--strict", "-f", str(folder / "mkdocs.yml")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    ours = samples / "build" / board / "site"
    assert addresses(folder / "site") == addresses(ours)
    for page in ours.rglob("index.html"):
        assert main_text(folder / "site" / page.relative_to(ours)) == main_text(page), page
