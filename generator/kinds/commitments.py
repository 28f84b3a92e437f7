"""述职、承诺、设岗定责: what the village's party organisation and its members have promised, by when, and what came of it.

党务公开 (item D07 of the catalogue). By post, so that nobody need be named.
"""

from __future__ import annotations

from datetime import date

from generator.check import lists
from generator.check.commitments import BY, DONE, HOW, STATE, STATES, outcomes_told
from generator.config import Context
from generator.day_words import day_badge
from generator.kinds._list import Body, Entry, ListKind
from generator.kinds._sheets import Top, anchors, whole
from generator.known_days import bounds, when_cn
from generator.model import Column, Dataset, Row
from generator.section import LIFE
from generator.shown import Badge, Table, TableColumn

SORT, POST, PROMISED = "类别", "岗位", "内容"
SORTS = ("党组织述职", "党员承诺", "设岗定责")
_SHOWN = (
    TableColumn(PROMISED, "title", 32), TableColumn(POST, width=16), TableColumn("现在", "badge"), TableColumn(BY), TableColumn(HOW, width=32),
)  # fmt: skip


def _badge(row: Row, today: date) -> Badge:
    """完成 as it is; what is still to be done by its last day, on the reader's day."""
    state = row.text(STATE)
    if state == DONE:
        return Badge(DONE, "good")
    last = bounds(row[BY])
    return (
        day_badge("due", today, last[1]) if last and state != "没完成" else Badge(state or "推进", "late" if state == "没完成" else "plain")
    )


def _uses(data: Dataset, context: Context) -> tuple[object, ...]:
    return (tuple(_badge(row, context.today) for row in data.rows),)


def _body(data: Dataset, title: str, badges: tuple[Badge, ...]) -> Body:
    """A table for each sort, in the order of the form."""
    ids = anchors(data)
    tables = []
    for place, sort in enumerate(SORTS, 1):
        chosen = [i for i, row in enumerate(data.rows) if row.text(SORT) == sort]
        rows = tuple(
            (data.rows[i].text(PROMISED), data.rows[i].text(POST), badges[i], when_cn(data.rows[i][BY]), data.rows[i].text(HOW))
            for i in chosen
        )
        if rows:
            tables.append(
                (
                    f"{sort}（{len(rows)} 件）",
                    Table(f"commitments-{data.key}-{place}", sort, _SHOWN, rows, anchors=tuple(ids[i] for i in chosen)),
                )
            )
    return Body(tuple(tables), (whole(data, title, KIND.columns, ()),))


def _top(data: Dataset, context: Context) -> Top:
    done = sum(row.text(STATE) == DONE for row in data.rows)
    return Top(facts=(("说了要办的", (f"{len(data.rows)} 件",)), ("办好的", (f"{done} 件",))))


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    return Entry(row.text(PROMISED), (row.text(SORT), row.text(POST), when_cn(row[BY]), row.text(HOW)), None)


KIND = ListKind(
    name="commitments",
    living=True,
    title="党组织述职和党员承诺",
    section=LIFE,
    order=652,
    key="period",
    total_labels=(),
    tells=_top,
    body=_body,
    uses=_uses,
    entry=_entry,
    brief=lambda data, context: ("，".join(f"{name} {lines[0]}" for name, lines in _top(data, context).facts),),
    counted="件",
    guide="每半年或每年一个文件，文件名是哪一期。一件事一行。写岗位，不写姓名。办好一件，回来把「进度」改成完成，「完成情况」写清楚办得怎样。",
    columns=(
        Column(SORT, "choice", blank=False, choices=SORTS, aliases=("种类",), means=(("述职", SORTS[0]), ("承诺", SORTS[1]), ("公开承诺", SORTS[1]), ("设岗", SORTS[2])), example=SORTS[1], width=12),
        Column(POST, blank=False, aliases=("职务", "责任人", "岗位名称"), help="写岗位、职务，不写姓名", example="党员护绿岗", width=18),
        Column(PROMISED, blank=False, aliases=("承诺内容", "事项", "职责"), help="说了要办的事，一件一行", example="每月两次清理二组沟渠", width=32),
        Column(BY, "when", required=False, aliases=("完成时限", "期限", "完成时间"), help="哪天、哪个月以前办好", example="2026-12-31"),
        Column(STATE, "choice", required=False, choices=STATES, aliases=("状态",), means=(("已完成", DONE), ("办好", DONE), ("进行中", "推进"), ("未完成", "没完成")), example="推进", width=10),
        Column(HOW, required=False, aliases=("完成", "办理情况", "落实情况"), help="办得怎样；没有办成的写为什么", example="已清 14 次", width=32),
    ),
    checks=(lists.once(SORT, POST, PROMISED), outcomes_told),
)  # fmt: skip
