"""Build aside, then swap: a visitor finds the old site or the new one, whole, whenever the program is stopped."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

REDIRECT = """<!doctype html>
<html lang="zh"><meta charset="utf-8"><title>村务公开栏</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="refresh" content="0; url={slug}/">
<p><a href="{slug}/">村务公开栏</a></p></html>
"""
_EXCHANGE = 2
_AT_FDCWD = -100


def assemble(aside: Path, boards: Mapping[str, Path], kept: Mapping[str, Path], front: Path | None) -> None:
    """The whole new site in ``aside``: fresh boards, boards kept as they were published, and the front page.

    Without a portal (one board), the front is a page that leads on to the board: addresses stay when a second board comes.
    """
    if aside.exists():
        shutil.rmtree(aside)
    if front:
        shutil.copytree(front, aside)
    else:
        aside.mkdir(parents=True)
        for slug in list({**boards, **kept})[:1]:
            (aside / "index.html").write_text(REDIRECT.format(slug=slug), encoding="utf-8")
    for slug, source in sorted({**boards, **kept}.items()):
        shutil.copytree(source, aside / slug)


def swap(aside: Path, site: Path) -> None:
    """Put ``aside`` where ``site`` is, in one step where the system can, and remove the old one."""
    old = site.with_name(f".{site.name}.old")
    if old.exists():
        shutil.rmtree(old)
    if not site.exists():
        os.rename(aside, site)
        return
    if _exchange(aside, site):
        shutil.rmtree(aside)
        return
    os.rename(site, old)
    os.rename(aside, site)
    shutil.rmtree(old)


def recover(site: Path) -> None:
    """After a kill between the two renames of a system without exchange, bring the old site back."""
    old = site.with_name(f".{site.name}.old")
    if old.is_dir() and not site.exists():
        os.rename(old, site)


def _exchange(a: Path, b: Path) -> bool:
    """Linux renameat2(RENAME_EXCHANGE): both names change places at once."""
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(a), _AT_FDCWD, os.fsencode(b), _EXCHANGE) == 0)
