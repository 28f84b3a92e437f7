"""Build aside, then swap: a visitor finds the old site or the new one, whole, whenever the program is stopped."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from generator.site.engine import UNUSED

MARKER = ".gongkai"
"""Lies in every folder we publish and lists its boards: only such a folder may ever be replaced."""
REDIRECT = """<!doctype html>
<html lang="zh"><meta charset="utf-8"><title>村务公开栏</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="refresh" content="0; url={slug}/">
<p><a href="{slug}/">村务公开栏</a></p></html>
"""
EMPTY = """<!doctype html>
<html lang="zh"><meta charset="utf-8"><title>村务公开栏</title><p>现在没有公开的内容。</p></html>
"""
_unused = shutil.ignore_patterns(*UNUSED)
_EXCHANGE = 2
_AT_FDCWD = -100


def refusal(site: Path, root: Path) -> str:
    """Why ``site`` may not be replaced by a published site; "" where it may."""
    for name in ("data", "content", "theme_overrides", "build"):
        if site == root / name or (root / name) in site.parents:
            return f"网站不能放在 {name}/ 里面。"
    if site == root or site in root.parents:
        return "网站不能放在放着 data/ 的文件夹本身，会把它换掉。"
    if site.exists() and not site.is_dir():
        return f"{site} 是一个文件，不是文件夹。"
    if site.is_dir() and any(site.iterdir()) and not (site / MARKER).is_file():
        return f"{site} 里有别的东西，不是以前生成的网站，不能换掉它。请用一个新的文件夹。"
    return ""


def published(site: Path) -> tuple[str, ...]:
    """Slugs of the boards that stand in a published site."""
    marker = site / MARKER
    listed = marker.read_text(encoding="utf-8").split() if marker.is_file() else []
    return tuple(slug for slug in listed if (site / slug / "index.html").is_file())


def assemble(aside: Path, boards: Mapping[str, Path], front: Path | None) -> None:
    """The whole new site in ``aside``: the boards and the front page.

    Without a portal (one board), the front is a page that leads on to the board: addresses stay when a second board comes.
    """
    if aside.exists():
        shutil.rmtree(aside)
    if front:
        shutil.copytree(front, aside, ignore=_unused)
    else:
        aside.mkdir(parents=True)
        page = "".join(REDIRECT.format(slug=slug) for slug in boards) or EMPTY
        (aside / "index.html").write_bytes(page.encode())
    (aside / MARKER).write_bytes("".join(f"{slug}\n" for slug in sorted(boards)).encode())
    for slug, source in sorted(boards.items()):
        shutil.copytree(source, aside / slug, ignore=_unused)


def swap(aside: Path, site: Path) -> None:
    """Put ``aside`` where ``site`` is, in one step where the system can, and remove the old one."""
    old = _old(site)
    if old.exists():
        shutil.rmtree(old)
    if not site.exists():
        os.rename(aside, site)
    elif _exchange(aside, site):
        shutil.rmtree(aside)
    else:
        os.rename(site, old)
        os.rename(aside, site)
        shutil.rmtree(old)


def recover(site: Path) -> None:
    """After a kill between the two renames of a system without exchange, bring the old site back."""
    if _old(site).is_dir() and not site.exists():
        os.rename(_old(site), site)


def _old(site: Path) -> Path:
    return site.with_name(f".{site.name}.old")


def _exchange(a: Path, b: Path) -> bool:
    """Linux renameat2(RENAME_EXCHANGE): both names change places at once."""
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(a), _AT_FDCWD, os.fsencode(b), _EXCHANGE) == 0)
