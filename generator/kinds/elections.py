"""选举: the ballots of an election, and for each post who stood, with how many votes, and who was elected.

Law: 村民委员会组织法 (2025) art. 17, 18, counted in public and told at once (item C17 of the catalogue). Candidates only, no voter.
"""

from __future__ import annotations

from datetime import date

from generator import values
from generator.check import elections, lists
from generator.check.elections import (
    BACK,
    BALLOTS,
    ELECTED,
    HANDED,
    NAME,
    PLACES,
    POST,
    REGISTERED,
    RESULT,
    ROUND,
    SECOND,
    SPOILT,
    TOOK_PART,
    VALID,
    VOTES,
    count_of,
)  # fmt: skip
from generator.check.lists import stated_once
from generator.check.rolls import by_office
from generator.config import Context
from generator.kind import Roll
from generator.kinds._list import Body, Entry, ListKind
from generator.kinds._sheets import Top, anchors, whole
from generator.model import Column, Dataset, Row
from generator.section import AFFAIRS
from generator.shown import Badge, Table, TableColumn

_SHOWN = (TableColumn(NAME, "title"), TableColumn(VOTES, "number"), TableColumn(RESULT, "badge"))
_UNITS = {REGISTERED: "人", TOOK_PART: "人"}


def _title(data: Dataset) -> str:
    return str(stated_once(data, "选举") or KIND.title)


def _top(data: Dataset, context: Context) -> Top:
    """The day, who was elected, and the ballots."""
    day = stated_once(data, "选举日")
    elected = tuple(f"{row.text(POST)} {row.text(NAME)}" for row in data.rows if row[RESULT] == ELECTED)
    counts = tuple(f"{name} {count} {_UNITS.get(name, '张')}" for name in BALLOTS if (count := count_of(data, name)) is not None)
    facts = (("选举日", (str(day),) if isinstance(day, date) else ()), ("当选", elected), ("选票", counts))
    return Top(facts=tuple(fact for fact in facts if fact[1]))


def _front(data: Dataset, context: Context) -> Top:
    """Without the ballots."""
    return Top(facts=_top(data, context).facts[:2])


def _body(data: Dataset, title: str) -> Body:
    posts = dict.fromkeys(row.text(POST) for row in data.rows)
    tables = tuple(_of_post(data, post, n) for n, post in enumerate(posts, 1))
    return Body(tables, (whole(data, title, KIND.columns, ()),))


def _of_post(data: Dataset, post: str, number: int) -> tuple[str, Table]:
    """「副主任（应选 1 人）」 and those who stood, in the order of the file."""
    anchored = [(row, anchor) for row, anchor in zip(data.rows, anchors(data), strict=True) if row.text(POST) == post]
    places = next((n for row, _ in anchored if isinstance(n := row[PLACES], int)), None)
    rows = tuple((row.text(NAME), row[VOTES], _result(str(row[RESULT] or ""))) for row, _ in anchored)
    heading = post + (f"（应选 {places} 人）" if places else "")
    return heading, Table(f"{data.key}-{number}", post, _SHOWN, rows, anchors=tuple(anchor for _, anchor in anchored))


def _result(result: str) -> Badge:
    return Badge(result, "good" if result == ELECTED else "plain")


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    """Everybody who stood."""
    day = stated_once(data, "选举日")
    words = (f"得票 {row.text(VOTES)}", str(row[RESULT] or ""), _title(data))
    return Entry(f"{row.text(NAME)} {row.text(POST)}", words, day if isinstance(day, date) else None)


TERM = "5年"
"""村民委员会组织法 (2025) art. 14."""


def _named_until(row: Row, data: Dataset, context: Context) -> date | None:
    """Who was elected, for the term, and for as long as village.yml names him; who was not, for the posting only."""
    day = stated_once(data, "选举日")
    term = values.term_end(day, TERM) if row[RESULT] == ELECTED and isinstance(day, date) else None
    return by_office(NAME)(row, data, context) or term


KIND = ListKind(
    name="elections",
    title="选举",
    section=AFFAIRS,
    order=309,
    key="slug",
    total_labels=(),
    titled=_title,
    tells=_top,
    body=_body,
    entry=_entry,
    fronted=_front,
    formats=("yml", "csv", "xlsx"),
    rows_key="候选人",
    shared=("选举", ROUND, "选举日", *BALLOTS),
    file_example="2026-committee",
    known_by="选举",
    guide="每投一次票一个文件，另行选举另放一个。一个候选人（或得了票的人）一行；用 yml 写的，选举日和各项票数写在上面，"
    "候选人一条一条写在「候选人:」下面；用表格写的，票数写在第一行就行。不写选民的姓名。",
    columns=(
        Column("选举", blank=False, aliases=("选举名称",), help="什么选举，每行写成一样", example="第十二届村民委员会换届选举", width=26),
        Column(ROUND, "choice", required=False, choices=("选举", SECOND), help="不写就是选举", example="选举", width=10),
        Column("选举日", "date", required=False, aliases=("投票日", "选举日期"), example="2026-03-20"),
        Column(REGISTERED, "count", required=False, aliases=("登记参加选举的村民", "登记人数", "选民数"), help="登记参加选举的有多少人", example="1012", width=10, zero=True),
        Column(TOOK_PART, "count", required=False, aliases=("参加投票人数", "投票人数"), help="参加投票的，委托别人投的也算", example="905", width=10, zero=True),
        Column(HANDED, "count", required=False, aliases=("发出", "发出票数"), example="905", width=10, zero=True),
        Column(BACK, "count", required=False, aliases=("收回", "收回票数"), example="903", width=10, zero=True),
        Column(VALID, "count", required=False, aliases=("有效", "有效选票", "有效票数"), example="897", width=10, zero=True),
        Column(SPOILT, "count", required=False, aliases=("无效票", "废票数"), example="6", width=8, zero=True),
        Column(POST, blank=False, aliases=("竞选职务",), help="选什么职务", example="主任", width=12),
        Column(PLACES, "count", required=False, aliases=("应选", "应选名额"), help="这个职务选几个人", example="1", width=10),
        Column(NAME, blank=False, aliases=("候选人", "候选人姓名"), help="候选人的姓名", example="王示例", width=12, persons="named"),
        Column(VOTES, "count", blank=False, aliases=("得票数", "票数"), example="702", width=8, zero=True),
        Column(RESULT, "choice", required=False, choices=(ELECTED, "未当选"), aliases=("是否当选",), example="当选", width=10),
    ),
    roll=Roll(NAME, _named_until),
    refused=("选民", "选民姓名", "投票人", "委托人", "受托人"),
    checks=(
        lists.once(POST, NAME),
        lists.days_have_come("选举日"),
        elections.ballots_agree,
        elections.votes_within,
        elections.enough_votes,
        elections.places_kept,
    ),
)  # fmt: skip
