"""捐赠收支: who gave what for which purpose, what of it was used, what is left.

Law: 村民委员会组织法 (2025) art. 35 item 2 (items C07 and F17 of the catalogue); 个人信息保护法 art. 25: everybody reads the name of a person
who agreed, else the surname. A giver who does not want even that is 匿名.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator import values
from generator.check import batches, lists
from generator.check.masked_names import masked
from generator.check.redaction import with_texts
from generator.check.rosters import told_of
from generator.config import Context
from generator.kind import Roll
from generator.kinds._consent import CONSENT, agreed_until, consented, consents_clear
from generator.kinds._list import ListKind
from generator.kinds._offers import summed
from generator.model import Column, Dataset, Row
from generator.section import FINANCE

GIVER, GIVEN, USED, LEFT = "捐赠人", "金额", "已用", "余额"
NOBODY = "匿名"


def as_agreed(data: Dataset, context: Context) -> Dataset:
    """Givers as this edition names them, and nothing of their consent."""
    if not data.rows:
        return data
    surnames = masked(("", row.text(GIVER)) for row in data.rows)
    rows = []
    for row, surname in zip(data.rows, surnames, strict=True):
        giver, agreed = row.text(GIVER), consented(row, context.today)
        if not agreed and surname == giver:  # what is no surname that is known: nobody can say what of it may stay
            giver = NOBODY
        elif not agreed or (context.edition == "public" and not row.text(CONSENT.name)):
            giver = surname
        rows.append(with_texts(row, {GIVER: giver, CONSENT.name: ""}))
    return replace(data, rows=tuple(rows))


def _named_until(row: Row, data: Dataset, context: Context) -> date | None:
    """A giver who agreed, for as long as he did; firms, units and 匿名 always; whoever said nothing, for the posting only."""
    if not told_of(row.text(GIVER)):
        return values.FOREVER
    if not row.text(CONSENT.name) or not consented(row, context.today):
        return None
    return agreed_until(row) or values.FOREVER


KIND = ListKind(
    name="donations",
    title="捐赠收支",
    section=FINANCE,
    order=111,
    key="period",
    guide="有人捐钱捐物就登记，每季或每年一个文件，文件名是哪一期。一笔捐赠一行；本人同意登姓名的在「同意」写 是，否则网上只登姓；连姓也不愿意登的写「匿名」。"
    "捐物的写在物品里，金额空着。金额 − 已用 = 余额。",
    label_column="捐赠人",
    redact=as_agreed,
    roll=Roll(GIVER, _named_until, by=("用途", "物品"), summed=(GIVEN, USED, LEFT)),
    figures=((GIVEN, "in"), (USED, "out"), (LEFT, "left")),
    summed=(GIVEN, USED, LEFT),
    worth=lambda row: row.fen(GIVEN),
    offered=summed("捐赠收入", GIVEN, "捐款收入"),
    columns=(
        Column("捐赠人", blank=False, aliases=("捐款人", "捐赠单位", "捐赠者"), help="个人、单位，或「匿名」", example="匿名", width=20, persons="consent"),
        Column("日期", "date", blank=False, aliases=("捐赠日期", "捐款日期", "时间"), example="2026-02-12"),
        Column("金额", "money", aliases=("捐款金额", "捐赠金额"), help="捐了多少钱；捐物的空着", example="2000.00"),
        Column("物品", required=False, aliases=("捐赠物品", "物资"), help="捐了什么、多少", example="", width=20),
        Column("用途", blank=False, aliases=("指定用途", "使用情况"), help="用在哪里", example="文化广场改造", width=20),
        Column("已用", "money", aliases=("支出", "已用金额", "已使用"), help="用掉多少钱", example="2000.00"),
        Column("余额", "money", aliases=("结余", "结存"), help="金额 − 已用", example="0.00"),
        Column("票据号", required=False, asked=False, aliases=("收据号", "票据号码", "票据编号"), help="会读，不登出来", width=14, persons="unseen"),
        Column("经手人", required=False, asked=False, aliases=("经办人", "接收人"), help="会读，不登出来", width=10, persons="unseen"),
        Column("说明", required=False, aliases=("备注",), width=20),
        CONSENT,
    ),
    checks=(
        lists.days_have_come("日期"),
        consents_clear(CONSENT),
        batches.difference(GIVEN, USED, LEFT),
    ),
)  # fmt: skip
