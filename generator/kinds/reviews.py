"""复评和变更: what became of honors, by the number on the plate. Nobody is named here: whose it is stands on the roll, as long as it may."""

from __future__ import annotations

from datetime import date

from generator.check import lists
from generator.check.award_changes import CHANGE, CHANGES, DAY, LOWERED, PLATE, REASON, RENEWED, RESTORED, REVIEWED, STARS, TAKEN, TERM
from generator.config import Context
from generator.kinds._list import Entry, ListKind
from generator.kinds._sheets import Top
from generator.model import Column, Dataset, Row
from generator.section import HONORS

REASONS = ("达到评选办法的要求", "达不到评选办法的要求", "有一票否决的事项", "本人申请", "已经整改", "评选时登记有误", "其他")
"""Why, as a rule: nothing that is private to anybody."""


def _top(data: Dataset, context: Context) -> Top:
    """「降星 1、摘牌 1」."""
    counts = ((change, sum(row[CHANGE] == change for row in data.rows)) for change in CHANGES)
    return Top(facts=tuple((change, (f"{count} 个",)) for change, count in counts if count))


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    day = row[DAY]
    return Entry(f"{row.text(PLATE)} {row.text(CHANGE)}", (row.text(REASON), row.text("经谁决定")), day if isinstance(day, date) else None)


KIND = ListKind(
    name="reviews",
    title="复评和变更",
    section=HONORS,
    order=504,
    key="year",
    label_column=PLATE,
    tells=_top,
    entry=_entry,
    counted="条",
    guide="一年一个文件。复评一次，把结果按牌号一行一行写上：合格的写「复评合格」，延长的写「续期」和新的有效期，降了的写「降星」和降到几颗，"
    "取消的写「摘牌」，又给回来的写「恢复」。不写人名：是谁家的，荣誉名单里按牌号查得到。原因只选一种，不写家里的私事。",
    columns=(
        Column(DAY, "date", blank=False, aliases=("变更日期", "复评日期", "决定日期"), help="哪天决定的", example="2026-07-15"),
        Column(PLATE, blank=False, aliases=("证书号", "门牌编号"), help="荣誉名单里的牌号", example="星25-07", width=12, ref=("honors",)),
        Column(
            CHANGE, "choice", blank=False, choices=CHANGES, aliases=("结果", "变更情况", "复评结果"),
            means=(("合格", REVIEWED), ("复评通过", REVIEWED), ("保留", REVIEWED), ("延期", RENEWED), ("续评", RENEWED), ("降级", LOWERED), ("减星", LOWERED), ("撤销", TAKEN), ("取消", TAKEN), ("摘星", TAKEN), ("恢复称号", RESTORED), ("恢复星级", RESTORED)),
            help="怎么变的", example=LOWERED, width=10,
        ),
        Column(STARS, "count", required=False, aliases=("变更后星数", "现星数"), help="降到、恢复到几颗星", example="9", width=8),
        Column(TERM, "term", required=False, aliases=("新有效期",), help="续期、恢复的写：2年，或到期的那一天", example="", width=12),
        Column(REASON, "choice", required=False, choices=REASONS, aliases=("原因类别",), help="选一种；不写家里的私事", example="达不到评选办法的要求", width=22),
        Column("经谁决定", required=False, aliases=("决定机构", "依据", "决定会议"), help="哪次会议决定的", example="2026年7月15日村民代表会议", width=24),
    ),
    checks=(lists.once(DAY, PLATE, CHANGE), lists.days_have_come(DAY), lists.within(DAY)),
)  # fmt: skip
