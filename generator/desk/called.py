"""What pages call a file: 收支明细 2026年10月. Clerks know no paths."""

from __future__ import annotations

from generator.editing.what_file import what_it_is
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
