"""What comes with the program as an example: two villages, an address and counties. None of it is to stand on an owner's site."""

from __future__ import annotations

from pathlib import Path

from generator import door
from generator.load.discover import find_villages
from generator.load.records import read_settings

NAMES = {"shifan": "示范村", "dongxian": "东咸村"}
"""Folder → 村名 of the villages that come with the program."""


def samples_in(root: Path) -> list[str]:
    """Those of our villages that lie in data/villages/ as ours: an owner's, though it be called so, does not say 示例数据."""
    return [slug for slug, name in NAMES.items() if _is_ours(root / "data" / "villages" / slug / "village.yml", name)]


def _is_ours(file: Path, name: str) -> bool:
    tree, _ = read_settings(file, file.name) if door.is_file(file.parent, file.name) else (None, [])
    told = tree.entries if tree and tree.entries else {}
    return "示例数据" in told and "村名" in told and told["村名"].text == name


def others_in(root: Path) -> list[str]:
    """The villages that are an owner's."""
    ours = samples_in(root)
    return [slug for slug in find_villages(root)[0] if slug not in ours]
