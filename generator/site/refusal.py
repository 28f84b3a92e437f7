"""Which folders a site may not be put into, and why."""

from __future__ import annotations

from pathlib import Path

from generator.config import EDITIONS, Edition
from generator.site.marker import MARKER, edition_of


def refusal(site: Path, root: Path, edition: Edition = "public") -> str:
    """Why ``site`` may not be replaced by a published site of this edition; "" where it may."""
    for name in ("data", "content", "theme_overrides", "build"):
        if site == root / name or (root / name) in site.parents:
            return f"网站不能放在 {name}/ 里面。"
    if site == root or site in root.parents:
        return "网站不能放在放着 data/ 的文件夹本身，会把它换掉。"
    if site.exists() and not site.is_dir():
        return f"{site} 是一个文件，不是文件夹。"
    if site.is_dir() and any(site.iterdir()) and not (site / MARKER).is_file():
        return f"{site} 里有别的东西，不是以前生成的网站，不能换掉它。请用一个新的文件夹。"
    there = edition_of(site)
    if there and there != edition:
        ours, theirs = (EDITIONS[each].name or "公开版" for each in (edition, there))
        return f"{site} 里是{theirs}的网站，这次做的是{ours}，不能换掉它。请用另一个文件夹。"
    return ""
