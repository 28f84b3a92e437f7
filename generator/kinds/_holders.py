"""得过什么荣誉: a page of everybody who is named in the honors, each with all that he holds and held, over all files.

Only the names that the pages of the batches tell. By 组, in no order of merit.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator import values
from generator.check.award_changes import PLATE, TRAIL
from generator.classes import dataclass
from generator.kinds._awards import holder_of, name_of, path_of, stars_text
from generator.model import Dataset, Row
from generator.section import HONORS
from generator.shown import Badge, Content

PATH, TITLE = f"{HONORS.path}/awards/holders.md", "各户各人得过的荣誉"
_NO_GROUP, _COLLECTIVE = "没有写哪个组的", "集体"
_REPLACED = Badge("后来评了新的星级", "plain")

HeldHonor = tuple[Dataset, int, Row, Badge]
"""An honor: its file, its place there, the row, for how long."""


@dataclass(frozen=True)
class OneHonor:
    """An honor of somebody."""

    title: str
    badge: Badge
    told: str
    """「10 星，2025年12月26日授予，牌号 星25-01」."""
    path: str


@dataclass(frozen=True)
class Holder:
    """Somebody, with all his honors, the newest first."""

    anchor: str
    name: str
    """「王示例」, of a household 「王示例（户）」: who is both stands twice, side by side, since one name may be of two."""
    honors: tuple[OneHonor, ...]


@dataclass(frozen=True)
class Holders:
    """The page, as its template takes it."""

    groups: tuple[tuple[str, tuple[Holder, ...]], ...]


def by_holder(honors: Iterable[HeldHonor]) -> dict[tuple[str, ...], list[HeldHonor]]:
    """All honors of each who is named, the newest first, in the order of ``honors``."""
    of: dict[tuple[str, ...], list[HeldHonor]] = {}
    for held in honors:
        if held[2].text("姓名"):
            of.setdefault(holder_of(held[2]), []).append(held)
    return {who: sorted(several, key=lambda held: str(held[2]["授予日期"] or ""), reverse=True) for who, several in of.items()}


def places(honors: Iterable[HeldHonor]) -> dict[str, str]:
    """Where a named honor stands in its batch → where its holder stands."""
    return {f"{path_of(data)}#r{n}": f"{PATH}#{anchor_of(several)}" for several in by_holder(honors).values() for data, n, *_ in several}


def anchor_of(several: list[HeldHonor]) -> str:
    """The id of somebody on the page: named by his oldest honor, so that a new one moves nobody."""
    data, n, *_ = several[-1]
    return f"{data.key}-r{n}"


def page(honors: tuple[HeldHonor, ...], in_force: frozenset[tuple[str, int]]) -> Content:
    """``in_force``: (file, place) of the honors that hold on the day of the build."""
    groups: dict[str, list[Holder]] = {}
    for several in by_holder(honors).values():
        row = several[0][2]
        group = _COLLECTIVE if row["对象"] == _COLLECTIVE else row.text("组别") or _NO_GROUP
        told = tuple(_told(held, in_force) for held in several)
        name = name_of(row) + ("（户）" if row["对象"] == "户" else "")
        groups.setdefault(group, []).append(Holder(anchor_of(several), name, told))
    order = sorted(groups, key=_order)
    return Content(Holders(tuple((group, tuple(sorted(groups[group], key=lambda holder: holder.name))) for group in order)))


def _order(group: str) -> tuple[bool, int, str]:
    """By the number of the 组; what has none stands last."""
    try:
        number = values.parse_count(group.removesuffix("组").removeprefix("第"))
    except ValueError:
        number = None
    return number is None, number or 0, group


def _told(held: HeldHonor, in_force: frozenset[tuple[str, int]]) -> OneHonor:
    data, n, row, badge = held
    day, plate = row["授予日期"], row.text(PLATE)
    parts = (
        stars_text(row),
        f"{values.date_cn(day)}授予" if isinstance(day, date) else "",
        f"牌号 {plate}" if plate else "",
        row.text(TRAIL),
    )
    replaced = badge.tone == "good" and (data.file, n) not in in_force and bool(stars_text(row))
    return OneHonor(row.text("称号"), _REPLACED if replaced else badge, "，".join(filter(None, parts)), f"{path_of(data)}#r{n}")
