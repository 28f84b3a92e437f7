"""组织和职务: the bodies of a village, who holds which post from when to when, what he answers for and how he came to it.

Law: 村民委员会组织法 (2025) art. 8, 14, 37 (item D01 of the catalogue); 个人信息保护法 art. 47: who has left is named no longer than what is
posted has to hang. Near kin is for the checks only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from generator import values
from generator.check import lists
from generator.check import posts as held
from generator.check.posts import (
    APPOINTED,
    AREA,
    BODY,
    COUNT,
    DUTY,
    ELECTION,
    FROM,
    HOW,
    KIN,
    LEFT,
    NAME,
    PHONE,
    POST,
    SEATS,
    TERM,
    UNIT,
    UNRECORDED,
    VACANT,
)  # fmt: skip
from generator.check.redaction import with_texts
from generator.classes import dataclass
from generator.config import Context
from generator.day_words import SOON, day_badge
from generator.kind import TOLD, Datasets, Kind, Roll
from generator.kinds._list import Body, Entry, ListKind
from generator.kinds._photos import photo_columns
from generator.kinds._sheets import Top, anchors, whole
from generator.model import Column, Dataset, Row
from generator.offered import OfferedFigure
from generator.section import LIFE, PEOPLE
from generator.shown import Badge, Brief, Table, TableColumn

_SHOWN = (
    TableColumn(POST, "title", 16), TableColumn(NAME), TableColumn(TERM, "badge"), TableColumn(DUTY, width=28), TableColumn(PHONE, width=16),
    TableColumn(UNIT, width=20), TableColumn(AREA, width=20), TableColumn(HOW), TableColumn(ELECTION, width=26), TableColumn(FROM, "date"),
    TableColumn(LEFT, "date"), TableColumn("说明", width=28),
)  # fmt: skip


def _named_until(row: Row, data: Dataset, context: Context) -> date | None:
    """For as long as he holds the post, and fifteen days of its having ended; nobody is named by 空缺."""
    left = row[LEFT]
    return left + TOLD if isinstance(left, date) and held.named(row) else values.FOREVER


def without_kin(data: Dataset, context: Context) -> Dataset:
    """Near kin is read, and told nobody."""
    if not any(row.text(KIN) for row in data.rows):
        return data
    return replace(data, rows=tuple(with_texts(row, {KIN: ""}) for row in data.rows))


def who(row: Row) -> str:
    """Who holds the post, as pages say it: a name, 「空缺」, 「4 人，没有记下姓名」."""
    if held.name_of(row) != UNRECORDED:
        return VACANT if held.name_of(row) == VACANT else row.text(NAME)
    return f"{row[COUNT]} 人，没有记下姓名" if row[COUNT] else "没有记下"


def term_badge(row: Row, today: date) -> Badge:
    """Until when he is there, on the day of the build; the reader's device says it for the reader's day."""
    left, end = row[LEFT], held.term_end(row)
    if isinstance(left, date):
        return Badge("已离任" if left <= today else f"到 {left - timedelta(1)}", "off" if left <= today else "plain")
    if held.name_of(row) == VACANT:
        return Badge("空缺", "late")
    return day_badge("office", today, end, None) if end else Badge("")


def _uses(data: Dataset, context: Context) -> tuple[object, ...]:
    day = _day(context)
    return tuple(term_badge(row, day) for row in data.rows), tuple(held.holds(row, day) or held.name_of(row) == VACANT for row in data.rows)


def _day(context: Context) -> date:
    """Today; on a board that has ended, its last day."""
    return min(context.today, context.village.closed) if context.village.closed else context.today


def _body(data: Dataset, title: str, worth: tuple[Badge, ...], now: tuple[bool, ...]) -> Body:
    """A table for each body, who is there now on top."""
    ids = anchors(data)
    bodies: dict[str, list[int]] = {}
    for n, row in enumerate(data.rows):
        bodies.setdefault(row.text(BODY), []).append(n)
    tables = []
    for number, (body, places) in enumerate(bodies.items(), 1):
        order = sorted(places, key=lambda n: not now[n])
        tables.append((body, _table(f"{data.key}-{number}", body, [(data.rows[n], worth[n], ids[n]) for n in order])))
    return Body(tuple(tables), (whole(data, title, KIND.columns, ()),), "离任的人，姓名登满 15 天就撤下，只留下这个职务什么时候换过人。")


def _table(name: str, body: str, rows: list[tuple[Row, Badge, str]]) -> Table:
    cells = [tuple(_cell(row, badge, column.name) for column in _SHOWN) for row, badge, _ in rows]
    kept = [i for i in range(len(_SHOWN)) if any(str(line[i] or "") for line in cells)]
    lines = tuple(tuple(line[i] for i in kept) for line in cells)
    return Table(name, body, tuple(_SHOWN[i] for i in kept), lines, anchors=tuple(anchor for *_, anchor in rows))


def _cell(row: Row, badge: Badge, name: str) -> object:
    if name == TERM:
        return badge
    if name == NAME:
        return who(row)
    return row[name] if name in (FROM, LEFT) else row.text(name)


def _top(data: Dataset, context: Context) -> Top:
    """How many bodies and posts, what is vacant, whose term ends soon."""
    return Top(facts=summary((data,), context))


def summary(datasets: Datasets, context: Context) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The same over several files."""
    day, of = _day(context), held.posts(datasets)
    bodies = {row.text(BODY) for data in datasets for row in data.rows}
    empty = tuple(vacancy(rows, day) for rows in of.values() if held.vacant(rows, day)[0])
    soon = sorted({(end, row.text(BODY)) for data in datasets for row in data.rows if (end := _ends_soon(row, day))})
    facts = (
        ("组织", (f"{len(bodies)} 个",)),
        ("空缺", empty),
        ("任期快满或已满", tuple(f"{body}（{end}）" for end, body in soon)),
    )
    return tuple(fact for fact in facts if fact[1])


def vacancy(rows: list[Row], day: date) -> str:
    """「团支部书记，从 2026-03-01 起」."""
    missing, since = held.vacant(rows, day)
    many = f" {missing} 人" if missing > 1 else ""
    return f"{rows[0].text(BODY)}{rows[0].text(POST)}{many}" + (f"，从 {since} 起" if since else "")


def _ends_soon(row: Row, day: date) -> date | None:
    end = held.term_end(row) if held.holds(row, day) and not isinstance(row[LEFT], date) else None
    return end if end and (end - day).days <= SOON["office"] else None


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    """By who, where, what for."""
    start = row[FROM]
    words = (row.text(BODY), row.text(DUTY), row.text(AREA), row.text(UNIT), row.text(PHONE), row.text("说明"))
    return Entry(f"{who(row)} {row.text(POST)}", words, start if isinstance(start, date) else None)


@dataclass(frozen=True, kw_only=True)
class _Posts(ListKind):
    """Its part of the front page leads to the page over all its files; other kinds name a post with its body or, where that is plain, without."""

    def names_of(self, row: Row) -> tuple[str, ...]:
        """「村民委员会副主任」, 「村委会副主任」, 「一组组长」; nothing for a post that somebody has left."""
        return () if isinstance(row[LEFT], date) else held.called(row)

    def front(self, datasets: Datasets, context: Context) -> Brief | None:
        """How many bodies and posts; what is vacant."""
        if not datasets:
            return None
        facts = summary(datasets, context)
        lines = ("谁管什么、电话多少", *(f"空缺 {empty}" for name, told in facts if name == "空缺" for empty in told[:1]))
        return Brief(self.title, "谁管什么", PEOPLE, "看谁管什么", (), facts, lines)


def _offers(kind: Kind, files: Datasets, year: str, context: Context) -> Iterator[OfferedFigure]:
    """How many hold a post where only their number is recorded."""
    data = files[0]
    for n, row in enumerate(data.rows):
        if isinstance(number := row[COUNT], int):
            title, path = KIND.place(data, n) or ("", "")
            yield OfferedFigure(f"{row.text(BODY)}{row.text(POST)}人数", number, "人", path, title, told=False)


def _title(data: Dataset) -> str:
    """「组织和职务（村党支部等 12 个组织）」."""
    bodies = list(dict.fromkeys(row.text(BODY) for row in data.rows))
    return "组织和职务（" + (f"{bodies[0]}等 {len(bodies)} 个组织" if len(bodies) > 1 else "".join(bodies)) + "）"


KIND = _Posts(
    name="posts",
    living=True,
    title="组织和职务",
    section=LIFE,
    order=602,
    key="slug",
    known_by=POST,
    file_example="2021-term",
    total_labels=(),
    titled=_title,
    tells=_top,
    body=_body,
    uses=_uses,
    entry=_entry,
    offered=_offers,
    redact=without_kin,
    roll=Roll(NAME, _named_until, left=LEFT),
    guide="村里的组织、谁担任什么职务，一个人一个职务一行；全村一个文件就行，也可以一届一个文件。"
    "换了人不要删行：前一个写上「离任」，下面加一行新的。没有人的，姓名写「空缺」；老资料没有姓名的，写「未载」。"
    "网格、驻村工作队也写在这里，网格另放一个文件，文件名里带 grid。不写手机号，电话写办公电话。",
    columns=(
        Column(BODY, blank=False, aliases=("组织名称", "机构", "班子"), help="哪个组织", offers=("村党支部", "村民委员会", "村务监督委员会", "集体经济组织", "妇联", "民兵连", "治保会", "人民调解委员会", "团支部", "村民小组", "网格", "驻村工作队"), example="村民委员会", width=18),
        Column(POST, blank=False, aliases=("岗位", "担任职务"), help="在这个组织里的职务", example="副主任", width=14),
        Column(NAME, blank=False, aliases=("人员", "任职人"), help=f"没有人的写 {VACANT}；老资料没有姓名的写 {UNRECORDED}", example="李样本", width=12, persons="named"),
        Column(COUNT, "count", required=False, help=f"姓名写「{UNRECORDED}」、知道有几个人的才写", example="", width=8),
        Column(SEATS, "count", required=False, aliases=("名额", "职位数"), help="这个职务定几个人；书记、主任、组长这些不写就是 1 个", example="1", width=8),
        Column(FROM, "date", required=False, aliases=("到任日期", "任职日期", "任职时间", "上任时间", "进驻日期"), help="从哪天起担任", example="2021-12-18"),
        Column(TERM, "term", required=False, aliases=("任期届满", "届满日期", "任期止", "期满"), help="几年，或者任期最后一天；村党支部、村委会、监委会不写就是 5年", example="5年", width=12),
        Column(LEFT, "date", required=False, aliases=("离任日期", "免职日期", "离任时间", "卸任日期"), help="从哪天起不再担任；还在任的空着", example=""),
        Column(HOW, "choice", required=False, choices=("选举", "推选", *APPOINTED, "兼任"), aliases=("怎么产生的", "任职方式"), help="怎么当上的", example="选举", width=10),
        Column(ELECTION, required=False, aliases=("选举名称", "哪次选举"), help="「选举」那张表里写的名称；别的方式空着", example="第十二届村民委员会换届选举", width=26, ref=("elections",)),
        Column(DUTY, required=False, aliases=("职责", "分管", "分管工作", "负责事项"), help="管什么，村民按这个找人", example="农业、水利、工程", width=28),
        Column(PHONE, required=False, aliases=("联系电话", "电话"), help="办公电话，会公开", example="0000-0000003", width=16),
        Column(UNIT, required=False, aliases=("单位", "派驻单位", "工作单位"), help="上面派来的，写哪个单位", example="", width=20),
        Column(AREA, required=False, aliases=("网格", "网格范围", "责任区", "包片"), help="网格、包片管哪几个组", example="", width=20),
        Column("说明", required=False, aliases=("备注",), example="", width=28),
        Column(KIN, required=False, help="只用来核对监督名单，不会公开；配偶、父母、子女、兄弟姐妹的姓名，用顿号分开", example="", width=20, persons="unseen"),
        *photo_columns(persons="named"),
    ),
    checks=(
        held.names_or_counts,
        lists.days_have_come(FROM),
        held.days_in_order,
        held.elected_where_asked,
        held.seats_kept,
        held.enough_members,
        held.held_once,
    ),
)  # fmt: skip
