"""工作计划: what the village has undertaken for a year, field by field and clause by clause, how each stands and by what that is known.

Law: item C31 of the catalogue (上海 art. 23, 河南 art. 55). Progress is counted from the clauses, never typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator import values
from generator.check import clauses
from generator.check.clauses import (
    BEFORE,
    CLAUSE,
    COUNT,
    DECISION,
    DELAYED,
    DOING,
    DONE,
    DONE_ON,
    DROPPED,
    DUE,
    ENTRIES,
    FIELD,
    LATER,
    NOTICE,
    NUMBER,
    START,
    STATE,
    STATES,
    WAITING,
    WHO,
    WHY,
    WORK,
)
from generator.classes import dataclass
from generator.config import Context
from generator.day_words import BadgeMode, day_badge
from generator.kind import Datasets, Kind
from generator.kinds._list import Body, Entry, ListKind
from generator.kinds._photos import photo_columns, told_columns
from generator.kinds._sheets import Top, anchors, whole
from generator.known_days import when_cn
from generator.model import Column, Dataset, Row
from generator.offered import Offered, OfferedEntry, OfferedFigure
from generator.section import PROGRESS
from generator.shown import Badge, Fold, Value

SORT, MEASURE, MONEY, SOURCE, WHOM, NOTE = "类", "办到什么样", "资金", "钱从哪里来", "谁受益", "说明"
BOOKED, UNDONE = "账上", "没有办完的"
_FACTS = (MEASURE, WHO, DUE, LATER, DONE_ON, WHY, START, MONEY, SOURCE, WHOM, DECISION, WORK, ENTRIES, BOOKED, NOTICE, BEFORE, NOTE, SORT)
"""Below a clause, the most asked for first."""
_MODES: dict[str, BadgeMode] = {WAITING: "waiting", DOING: "doing", DELAYED: "delayed"}


def as_of(context: Context) -> date:
    """The day that is spoken of: today, or the last one of a board that has ended."""
    return min(context.today, context.village.closed or context.today)


def state_badge(row: Row, today: date) -> Badge:
    """How a clause stands, true on ``today`` and on the reader's day."""
    state, last = row.text(STATE), clauses.last_day(row)
    if state in _MODES and last:
        return day_badge(_MODES[state], today, last)
    return Badge(state, "good" if state == DONE else "off" if state == DROPPED else "plain")


def fields(data: Dataset) -> dict[str, list[int]]:
    """大项 → the places of its clauses, in the order of the file."""
    places: dict[str, list[int]] = {row.text(FIELD): [] for row in data.rows}
    for n, row in clauses.clauses(data):
        places[row.text(FIELD)].append(n)
    return places


def in_numbers(rows: list[Row]) -> str:
    """「5 条，完成 3 条，推进 1 条，延期 1 条」."""
    counts = ((state, sum(row.text(STATE) == state for row in rows)) for state in (DONE, DOING, WAITING, DELAYED, DROPPED))
    return "，".join((f"{len(rows)} 条", *(f"{state} {n} 条" for state, n in counts if n)))


def late_line(data: Dataset, today: date) -> str:
    """「到 11月23日，过了时限还没有办完的 2 条」; "" for none."""
    late = sum(clauses.overdue(row, today) for _, row in clauses.clauses(data))
    return f"到{values.date_cn(today)}，{late} 条过了时限还没有办完" if late else ""


def _top(data: Dataset, context: Context) -> Top:
    rows = [row for _, row in clauses.clauses(data)]
    stated = clauses.stated_count(data)
    if stated and len(rows) < int(stated.text(COUNT)):
        note = stated.text(NOTE)
        told = (
            f"{len(fields(data))} 个大项，共 {stated.text(COUNT)} 条"
            + (f"，{note}" if note else "")
            + (f"；写出来的 {in_numbers(rows)}" if rows else "")
        )
    else:
        told = f"{len(fields(data))} 个大项，{in_numbers(rows)}"
    late = late_line(data, as_of(context))
    return Top(facts=(("一共", (told,)), *((("过了时限", (late,)),) if late else ())))


def fold(row: Row, today: date, booked: str = "", anchor: str = "") -> Fold:
    """A clause in one line; below it what else is written of it. ``booked``: what the ledger has under its 账目, in words."""
    facts = tuple((name, value) for name in _FACTS if (value := _fact(row, name, booked)))
    return Fold(f"{row.text(NUMBER)} {row.text(CLAUSE)}".strip(), state_badge(row, today), facts, anchor)


def _fact(row: Row, name: str, booked: str) -> Value:
    if name == BOOKED:
        return booked
    if name == MONEY:
        fen = row.fen(MONEY)
        return "" if fen is None else f"{values.yuan(fen)} 元"
    return when_cn(row[name]) if name in (START, DUE, LATER, DONE_ON) else row.text(name)


def _uses(data: Dataset, context: Context) -> tuple[object, ...]:
    return (as_of(context),)


def _body(data: Dataset, title: str, today: date, booked: tuple[str, ...]) -> Body:
    """What is late on top, then each field with how far it has come. ``booked``: for each row, what the ledger has of it."""
    ids = anchors(data)
    late = tuple(fold(row, today, booked[n]) for n, row in clauses.clauses(data) if clauses.overdue(row, today))
    folds = [(f"过了时限还没有办完的（{len(late)} 条）", late)] if late else []
    unlisted = []
    for field, places in fields(data).items():
        rows = [data.rows[n] for n in places]
        if rows:
            done = sum(row.text(STATE) == DONE for row in rows)
            folds.append(
                (f"{field}（{len(rows)} 条，完成 {done} 条）", tuple(fold(data.rows[n], today, booked[n], ids[n]) for n in places))
            )
        else:
            row = next(row for row in data.rows if row.text(FIELD) == field)
            unlisted.append(Fold(field, f"{row.text(COUNT)} 条" if row.text(COUNT) else row.text(NOTE)))
    if unlisted:
        folds.append((f"没有列出条文的大项（{len(unlisted)} 个）", tuple(unlisted)))
    return Body((), (whole(data, title, told_columns(KIND.columns), ()),), folds=tuple(folds))


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    words = (row.text(FIELD), row.text(STATE), row.text(WHO), row.text(MEASURE), row.text(WHY), row.text(NOTE), KIND.title_of(data))
    return Entry(row.text(CLAUSE) or row.text(FIELD), words, None)


def _brief(data: Dataset, context: Context) -> tuple[str, ...]:
    """「14 条，完成 6 条，2 条过了时限」: what is late today is late on any later day, or done."""
    rows = [row for _, row in clauses.clauses(data)]
    if not rows:
        return (_top(data, context).lines[0][1],)
    done = sum(row.text(STATE) == DONE for row in rows)
    late = sum(clauses.overdue(row, as_of(context)) for row in rows)
    return (f"{len(rows)} 条，完成 {done} 条" + (f"，{late} 条过了时限" if late else ""),)


def _offers(kind: Kind, files: Datasets, year: str, context: Context) -> Iterator[Offered]:
    """How many clauses there are and how many of each state; each field; what is late, or was put off or dropped, and why."""
    data, today = files[0], as_of(context)
    rows, title, path, ids = clauses.clauses(data), KIND.title_of(data), KIND.path_of(data), anchors(data)
    stated = clauses.stated_count(data)
    yield OfferedFigure("计划的大项数", len(fields(data)), "项", path, title, aliases=("大项",))
    whole = stated[COUNT] if stated and isinstance(stated[COUNT], int) else len(rows)
    yield OfferedFigure(
        "计划的条数", whole if isinstance(whole, int) else len(rows), "条", path, title, note=stated.text(NOTE) if stated else ""
    )
    for state in STATES if rows else ():
        many = sum(row.text(STATE) == state for _, row in rows)
        yield OfferedFigure(f"{state}的条数", many, "条", path, title, told=bool(many))
    for field, places in fields(data).items():
        done = sum(data.rows[n].text(STATE) == DONE for n in places)
        if places:
            yield OfferedFigure(f"{field}完成的条数", done, "条", path, title, f"{len(places)} 条里完成 {done} 条", told=False)
    for n, row in rows:
        if clauses.overdue(row, today) or row.text(STATE) in (DELAYED, DROPPED):
            words = "，".join(filter(None, (str(state_badge(row, today)), row.text(WHY))))
            yield OfferedEntry(row.text(CLAUSE), words, f"{path}#{ids[n]}", topic=UNDONE)


@dataclass(frozen=True, kw_only=True)
class _Plans(ListKind):
    """An overview makes its pages, beside what the ledger says; others lead to its rows all the same."""

    def place(self, data: Dataset, row: int) -> tuple[str, str] | None:
        return self.title_of(data), f"{self.path_of(data)}#{anchors(data)[row]}"


KIND = _Plans(
    name="plans",
    living=True,
    title="工作计划",
    section=PROGRESS,
    order=701,
    key="year",
    known_by=NUMBER,
    label_column=FIELD,
    tells=_top,
    body=_body,
    uses=_uses,
    entry=_entry,
    brief=_brief,
    paged=False,
    offered=_offers,
    guide="每年一个文件，文件名是年份。年初说了要办的事，一条一行，写清楚谁负责、哪天以前办完。办到哪一步就回来改「状态」；"
    "完成的，在「决定」「工程」「账目」「公告」里写是哪一件，村民点一下就能看到；有照片的写在「照片」里。延期、取消的写原因，原来的「时限」不要改，新日子写在「延到」。"
    "办成几条由程序数，不用写百分之几。",
    columns=(
        Column(NUMBER, blank=True, aliases=("序号", "条号", "条款编号"), help="前面写年份，每一条一个，以后不改；别处用它提到这一条", example="26-01", width=8),
        Column(FIELD, blank=False, aliases=("项目大类", "方面", "领域"), help="属于哪一大项", example="基础设施", width=14, offers=("基层组织", "集体经济", "基础设施", "民生服务", "人居环境", "乡风文明", "平安法治")),
        Column(SORT, required=False, aliases=("类别", "性质"), help="哪一种", example="实事", width=8, offers=("实事", "承诺", "任期目标", "日常工作")),
        Column(CLAUSE, aliases=("事项", "工作内容", "承诺内容", "目标任务", "任务"), help="要办的事，一条一行", example="三组机耕路铺 600 米", width=32),
        Column(MEASURE, required=False, aliases=("标准", "目标", "完成标准"), help="办到什么程度算完成", example="铺好，收割机能走", width=24),
        Column(WHO, aliases=("责任人", "责任岗位", "责任单位", "负责人"), help="写岗位、职务，不写姓名", example="村委会副主任", width=16),
        Column(START, "when", required=False, aliases=("开始时间", "启动", "启动时间"), help="哪天、哪个月开始", example="2026-03", width=12),
        Column(DUE, "when", aliases=("完成时限", "期限", "完成时间", "计划完成"), help="哪天、哪个月以前办完；延期了也不改这里", example="2026-09-30", width=12),
        Column(LATER, "when", required=False, aliases=("延期到", "新时限"), help="延期的写：延到哪天", example="", width=12),
        Column(DONE_ON, "when", required=False, aliases=("完成日期", "办完日期", "办结日期"), help="完成的写：哪天办完的", example="", width=12),
        Column(STATE, "choice", choices=STATES, aliases=("进展", "进度", "完成情况"), means=(("进行中", DOING), ("正在推进", DOING), ("推进中", DOING), ("已完成", DONE), ("办结", DONE), ("没开始", WAITING), ("未启动", WAITING), ("推迟", DELAYED), ("不办了", DROPPED)), help="现在怎样", example=DOING, width=10),
        Column(WHY, required=False, aliases=("延期原因", "取消原因", "未完成原因"), help="延期、取消的写为什么", example="", width=24),
        Column(MONEY, "money", required=False, aliases=("计划资金", "投入资金", "预算"), help="打算用多少钱；不用钱的空着", example="96000.00", width=14),
        Column(SOURCE, required=False, aliases=("资金来源",), help="上级补助、村集体出、筹资……", example="上级补助 60000 元，村集体出", width=20),
        Column(WHOM, required=False, aliases=("受益", "受益范围", "惠及"), help="哪些人受益；写组、多少户，不写姓名", example="三组 96 户", width=16),
        Column(DECISION, required=False, aliases=("决议", "会议决定"), help="四议两公开、会议决定里的议题，写成一样；几件用顿号隔开", example="", width=20, ref=("decisions", "meetings")),
        Column(WORK, required=False, aliases=("工程名称",), help="村级工程里的名称，写成一样", example="", width=20, ref=("projects", "works")),
        Column(ENTRIES, required=False, aliases=("账目项目",), help="收支明细「项目」一列里的写法", example="", width=16, ref=("ledger",)),
        Column(NOTICE, required=False, aliases=("公示公告", "公示"), help="公示公告的标题，写成一样", example="", width=24, ref=("notices",)),
        Column(BEFORE, required=False, aliases=("上年编号",), help="去年没有办完、今年接着办的，写去年的编号", example="", width=10, ref=("plans",)),
        Column(COUNT, "count", required=False, aliases=("总条数",), help="只写在「合计」一行：一共几条；可以不写", example="", width=8),
        Column(NOTE, required=False, aliases=("备注",), example="", width=24),
        *photo_columns(),
    ),
    checks=(
        clauses.numbers_once, clauses.clauses_whole, clauses.days_follow, clauses.state_and_days, clauses.count_agrees, clauses.done_is_shown,
        clauses.reasons_told, clauses.day_over,
    ),
)  # fmt: skip
