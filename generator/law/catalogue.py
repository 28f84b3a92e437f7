"""公开目录: the items a village must publish, each with whose duty it is, who may see it, how often, by when and by which law.

The data are in catalogue.yml; what a province or county has otherwise comes from data/regions and is laid over it by
check/duties.py. Law: 村民委员会组织法 (2025) art. 35, 农村集体经济组织法 art. 45 and 46, 农经发〔2011〕13号.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, cached_property
from typing import Any

from generator import values
from generator.classes import dataclass
from generator.law import data
from generator.law.limits import PERIODS, Limit, Span, limit, span

GROUPS = ("党务", "村务", "财务", "荣誉")
POSTED_AS_LAW_ASKS = "15日"
"""村民委员会组织法 (2025) art. 35: what is made public hangs no fewer than fifteen days."""
ASKED_SINCE = date(2026, 1, 1)
"""From when on it does; before, no law of the whole country named a number of days."""


@dataclass(frozen=True)
class Basis:
    """A law (its id in laws.yml), an article of its version in force now, and the part of it: 第二项."""

    law: str
    article: int = 0
    part: str = ""


@dataclass(frozen=True)
class Item:
    """One thing that must be public."""

    code: str
    """C11: D 党务, C 村务, F 财务, H 荣誉."""
    group: str
    title: str
    fields: tuple[str, ...]
    """必填: what must be in it."""
    body: str
    """主体: 村委会, 集体经济组织 or 党组织."""
    scope: str
    """范围: 社会, 村民, 成员 or 党员, the widest that may see it whole."""
    privacy: int
    """0 nobody is named, 1 names, 2 names masked, 3 sums only."""
    cadences: tuple[str, ...] = ()
    """周期: 月 季 半年 年 and 即时 每批 变更; none for what is not published."""
    limits: tuple[Limit, ...] = ()
    """时限, of a period and after an event; none where no law names a day."""
    posting: Span | None = None
    """张贴: how long at least what was decided or paid hangs; None where nothing is laid down."""
    proposing: Span | None = None
    """公示: how long at least what is still to be decided hangs, so that villagers can object; None where nothing else is laid down."""
    basis: tuple[Basis, ...] = ()
    kinds: tuple[str, ...] = ()
    """Kinds of files that show it; kind/word for those files only that have the word in their name."""
    beside: tuple[str, ...] = ()
    """附: kinds that belong to it and fulfil no period of it: rules, registers. Whoever may see it may see them."""
    explanation: str = ""
    """说明, in words for the page."""
    aliases: tuple[str, ...] = ()
    """Other titles and, behind them, everyday words: 低保, 水电费."""
    off: bool = False
    """Not asked of a village unless its region asks for it."""
    local: tuple[str, ...] = ()
    """What a region cites for it, in its own words."""

    @property
    def period(self) -> str:
        """The period it is waited for: 月, 季, 半年 or 年; "" for what is published when it happens."""
        return next((cadence for cadence in self.cadences[:1] if cadence in PERIODS), "")

    @property
    def limit(self) -> Limit | None:
        """By when the file of a period is due; None where no law names a day."""
        return next((limit for limit in self.limits if limit.anchor != "event"), None)

    @property
    def short(self) -> str:
        """收支明细, without what its title adds in parentheses."""
        return re.sub(r"[(（][^()（）]*[)）]$", "", self.title)

    @cached_property
    def labels(self) -> frozenset[str]:
        """What a notice may call it, as labels are compared."""
        return frozenset(map(values.label, (self.code, self.title, *self.aliases)))

    def is_of(self, kind: str) -> bool:
        """True where some file of this kind shows it."""
        return kind in self._words

    def shown_by(self, kind: str, key: str) -> bool:
        """True where a file of this kind and name shows it."""
        words = self._words.get(kind)
        return words is not None and any(not word or word in key.split("-") for word in words)

    @cached_property
    def _words(self) -> dict[str, list[str]]:
        """Kind → the words of which a file's name has one; "" where any file of it will do. Asked for every file of a board."""
        words: dict[str, list[str]] = {}
        for name, _, word in (k.partition("/") for k in (*self.kinds, *self.beside)):
            words.setdefault(name, []).append(word)
        return words


@cache
def items() -> tuple[Item, ...]:
    """All items, in the order of the catalogue."""
    told = data.told("catalogue")
    return tuple(map(_item, told))


@cache
def titles() -> tuple[str, ...]:
    """What a form offers where a matter is asked for."""
    return tuple(dict.fromkeys(item.title for item in items()))


def item(code: str) -> Item | None:
    """The item of a code: C11."""
    return next((each for each in items() if each.code == code), None)


def _item(entry: dict[str, Any]) -> Item:
    posted = entry.get("张贴", POSTED_AS_LAW_ASKS if entry["类"] == "村务" else "")
    proposed = span(entry.get("公示", ""))
    basis = tuple(Basis(b["法"], b.get("条", 0), b.get("款项", "")) for b in entry.get("依据", ()))
    return Item(
        code=entry["码"], group=entry["类"], title=entry["名称"], fields=tuple(entry["必填"]), body=entry["主体"], scope=entry["范围"],
        privacy=entry["隐私"], cadences=tuple(entry["周期"]), limits=_limits(entry.get("时限", ())), posting=span(posted),
        proposing=proposed, basis=basis,
        kinds=tuple(entry.get("类别", ())), beside=tuple(entry.get("附", ())),
        explanation=entry.get("说明", ""), aliases=(*entry.get("别名", ()), *entry.get("又称", ())),
        off=entry.get("关闭", False),
    )  # fmt: skip


def _limits(told: str | list[str]) -> tuple[Limit, ...]:
    limits = map(limit, [told] if isinstance(told, str) else told)
    return tuple(one for one in limits if one)
