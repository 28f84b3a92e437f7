"""积分户册: the households that take part, each with a number of its own, and whether its name may be told.

The only file of the points that holds names: whoever did not agree has none from here on, in any page, download or search.
"""

from __future__ import annotations

from dataclasses import replace

from generator.check import lists
from generator.check.points import CLOSING, GROUP, HEAD, HOUSEHOLD, OPENING
from generator.check.redaction import with_texts
from generator.config import Context
from generator.kinds._consent import CONSENT, consented, consents_clear
from generator.kinds._list import Entry, ListKind
from generator.model import Column, Dataset, Row
from generator.section import LIFE


def _as_agreed(data: Dataset, context: Context) -> Dataset:
    """Without the names of those who did not agree, or no longer do: their points still count in every sum and place."""
    rows = tuple(row if consented(row, context.today) else with_texts(row, {HEAD: ""}) for row in data.rows)
    return data if rows == data.rows else replace(data, rows=rows)


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    """By the name, which leads to what the household has."""
    return Entry(row.text(HEAD) and f"{row.text(HEAD)} 积分", (row.text(GROUP), KIND.title_of(data)), None, year=data.key)


def _title(data: Dataset) -> str:
    return f"{data.key}年各户积分"


KIND = ListKind(
    name="point_households",
    living=True,
    title="积分户册",
    section=LIFE,
    order=626,
    key="year",
    total_labels=(),
    label_column=HOUSEHOLD,
    known_by=HOUSEHOLD,
    titled=_title,
    paged=False,
    briefed=False,
    entry=_entry,
    redact=_as_agreed,
    guide="每年一个文件，文件名是年份。参加积分的一户一行，户号自己编，一户一个，以后不变。"
    "同不同意登姓名要问过本人再写；不同意的、后来撤回的，分数照样算，网上不登姓名。"
    "期初是这一年开头有多少分，第一年没有就空着；年底可以把期末也写上，程序会核对：期初 + 加 − 减 − 兑 = 期末。",
    columns=(
        Column(HOUSEHOLD, blank=False, aliases=("户编号", "编号", "家庭编号"), help="自己编，一户一个，不写身份证号、电话", example="203", width=10),
        Column(HEAD, blank=False, aliases=("户主姓名", "姓名", "户主名"), example="王示例", width=10, persons="consent"),
        Column(GROUP, blank=False, aliases=("村民小组", "小组", "组"), help="哪个组，写法要一样", example="二组", width=10),
        Column(OPENING, "number", required=False, aliases=("上年结余", "年初积分", "期初积分"), help="这一年开头有多少分", example="", width=8),
        Column(CLOSING, "number", required=False, aliases=("年末积分", "期末积分", "结余"), help="这一年最后有多少分；不写程序也会算", example="", width=8),
        replace(CONSENT, required=True, blank=False),
    ),
    checks=(lists.used_once(HOUSEHOLD), consents_clear(CONSENT)),
)  # fmt: skip
