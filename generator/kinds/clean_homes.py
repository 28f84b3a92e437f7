"""卫生红榜: households praised for a clean home, named as they agreed and for as long as the list is posted. There is no list of the others."""

from __future__ import annotations

from dataclasses import replace

from generator.check import lists
from generator.check.rolls import folded
from generator.check.sanitation import GRADE, HEAD
from generator.config import Context
from generator.kind import Roll
from generator.kinds._consent import CONSENT, UNNAMED, consented, consents_clear
from generator.kinds._list import Body, Entry, ListKind
from generator.kinds._sheets import Top, anchors, whole
from generator.model import Column, Dataset, Row
from generator.section import LIFE

_COUNT, _DAY = "户数", "评定日"
_ROLL = Roll(HEAD, lambda row, data, context: None, by=(GRADE, _DAY), count=_COUNT, also=((CONSENT.name, UNNAMED),))


def _as_agreed(data: Dataset, context: Context) -> Dataset:
    return folded(data, _ROLL, lambda row: not consented(row, context.today))


def _top(data: Dataset, context: Context) -> Top:
    """How many of each grade."""
    sums: dict[str, int] = {}
    for row in data.rows:
        sums[row.text(GRADE)] = sums.get(row.text(GRADE), 0) + _households(row)
    return Top(facts=tuple((grade, (f"{number} 户",)) for grade, number in sums.items()))


def _households(row: Row) -> int:
    number = row[_COUNT]
    return number if isinstance(number, int) else 1


def _body(data: Dataset, title: str) -> Body:
    shown = replace(data, rows=tuple(map(_told, data.rows)))
    columns = [column for column in KIND.columns if column.name not in (_COUNT, CONSENT.name)]
    table = whole(shown, title, columns, (), ids=anchors(data))
    return Body(
        ((f"红榜（共 {sum(map(_households, data.rows))} 户）", table),),
        (table,),
        "只登评得好的户；要整改的地方另外列，只写地段，不写是谁家。",
    )


def _told(row: Row) -> Row:
    """Those without a name by their number."""
    if row.text(HEAD):
        return row
    texts = (f"{_households(row)} 户（{UNNAMED}）" if name == HEAD else text for name, text in zip(row.head.fields, row.texts, strict=True))
    made = tuple(texts)
    cells = tuple(made[n] if name == HEAD else cell for n, (name, cell) in enumerate(zip(row.head.fields, row.values, strict=True)))
    return replace(row, texts=made, values=cells)


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    return Entry(row.text(HEAD) and f"{row.text(HEAD)} {row.text(GRADE)}", (row.text("组别"), KIND.title_of(data)), None, year=data.key[:4])


KIND = ListKind(
    name="clean_homes",
    title="卫生红榜",
    section=LIFE,
    order=635,
    key="period",
    total_labels=(),
    label_column=HEAD,
    briefed=False,
    tells=_top,
    body=_body,
    entry=_entry,
    redact=_as_agreed,
    roll=_ROLL,
    guide="评一期一个文件，文件名是哪一期。评得好的户一户一行，等级怎么叫由村里定。要问过本人同不同意登姓名。"
    "表上面写「公示期」，过了公示期姓名自动撤下，只留户数。评得不好的户不登，要整改的地方写在「卫生整改」里。",
    columns=(
        Column(HEAD, blank=False, aliases=("户主姓名", "姓名", "户主名"), example="王示例", width=12, persons="consent"),
        Column("组别", blank=False, aliases=("村民小组", "小组", "组"), help="哪个组，写法要一样", example="二组", width=10),
        Column(_DAY, "date", blank=False, aliases=("日期", "评定日期", "评比日期", "评比日"), help="哪天评的", example="2026-10-25"),
        Column(GRADE, blank=False, aliases=("评定等级", "称号", "档次"), help="村里自己的叫法", example="最清洁户", width=12),
        Column("好在哪里", required=False, aliases=("事由", "理由", "说明"), help="一两句话", example="庭院整齐，柴草归垛", width=24),
        Column(_COUNT, "count", required=False, help="一般不用写；只有户数、没有名单的写", example="", width=8),
        replace(CONSENT, required=True, blank=False),
    ),
    checks=(lists.once(HEAD, "组别", GRADE, _DAY), lists.days_have_come(_DAY), consents_clear(CONSENT)),
)  # fmt: skip
