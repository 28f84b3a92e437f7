"""A name that is told without saying whose it is: 王某; those of one group that would then be the same, 王某(1), 王某(2)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from generator.law.sensitive import sensitive

_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
_APART = re.compile(r"[\s\u3000·]+")


def surname(text: str) -> str:
    """王 of 王小明, 欧阳 of 欧阳修; "" for what is no person's full name: an office, 匿名, 王某."""
    name, words = _APART.sub("", text), sensitive()
    if not _NAME.fullmatch(name) or "某" in name or words.bodies.search(name):
        return ""
    double = name[:2] in words.double_surnames and len(name) > 2
    return name[:2] if double else name[0] if name[0] in words.surnames else ""


def masked(names: Iterable[tuple[str, str]]) -> list[str]:
    """(group, name) of each row → what is shown for it; a number behind it where a group has several of that surname."""
    found = [(group, surname(name), name) for group, name in names]
    count = Counter((group, first) for group, first, _ in found)
    seen: Counter[tuple[str, str]] = Counter()
    shown = []
    for group, first, name in found:
        seen[group, first] += 1
        which = f"({seen[group, first]})" if count[group, first] > 1 else ""
        shown.append(f"{first}某{which}" if first else name)
    return shown
