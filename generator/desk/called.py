"""What pages call a file: 收支明细 2026年10月. Clerks know no paths."""

from __future__ import annotations

import re

from generator.editing.what_file import what_it_is
from generator.kind import Kind
from generator.periods import PERIOD, period_cn


def period_called(key: str) -> str:
    """2026年10月 for 2026-10; a name as it is."""
    return period_cn(key) if PERIOD.fullmatch(key) else key


def called(file: str) -> str:
    """``file``: below the root. What lies beside a text is called by its own name."""
    item, kind = what_it_is(file)
    if item and kind:
        return f"{kind.title} {period_called(item.key)}{f'（{item.account}）' if item.account else ''}"
    name = file.rpartition("/")[2]
    return {"village.yml": "村的设置", "site.yml": "网站的设置"}.get(name, name)


_SETTINGS = (("data/site.yml", "网站的设置"), ("site.yml", "网站的设置"), ("village.yml", "村的设置"))


def plainly(text: str) -> str:
    """An explanation with files called as the desk calls them."""
    for name, words in _SETTINGS:
        text = re.sub(rf"(?<![\w/「])\s?{re.escape(name)}\s?(?![\w」])", words, text)
    return text


def guide_of(kind: Kind) -> str:
    """What the guide says of a kind, without what is of no matter to whoever types into a form: names and sorts of files."""
    return "".join(f"{each}。" for each in kind.guide.split("。") if each and "yml" not in each and "文件名" not in each)
