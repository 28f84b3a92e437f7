"""Keys of a text that was adopted: at which meeting, with how many, looked over by whom, filed when, in force from when."""

from __future__ import annotations

from datetime import date

from generator import values
from generator.check.adoption import ADOPTED_AT, ADOPTED_ON, FILED_AS, FILED_ON, FILED_WITH, REVIEWED, REVIEWED_ON, TOPIC
from generator.check.force import EXPIRES, IN_FORCE
from generator.check.meetings import COUNTED
from generator.check.votes import ABSTAINED, AGAINST, CALLED, CAME, COUNTS, FOR, in_words
from generator.law.procedures import meetings, members_meetings
from generator.model import Column, Row

MEETING = (
    Column(ADOPTED_AT, required=False, aliases=("通过的会议", "表决会议"), offers=(*meetings(), *members_meetings()), help="哪个会通过的", example="村民会议"),
    Column(ADOPTED_ON, "date", required=False, aliases=("通过日期", "通过时间", "表决日期"), help="哪天通过的", example="2026-08-10"),
    Column(CALLED, "count", required=False, aliases=("应到人数",), help="应到多少", example="412", zero=True),
    Column(CAME, "count", required=False, aliases=("实到", "到会人数", "实到人数"), help="到会多少", example="337", zero=True),
    Column(COUNTED, "choice", required=False, choices=("人", "户"), help="应到、到会数的是人还是户；不写就是人", example="户"),
    Column(FOR, "count", required=False, aliases=("同意", "赞成票"), help="赞成多少票", example="329", zero=True),
    Column(AGAINST, "count", required=False, aliases=("不同意", "反对票"), example="3", zero=True),
    Column(ABSTAINED, "count", required=False, aliases=("弃权票",), example="5", zero=True),
)  # fmt: skip


def topic(of: tuple[str, ...]) -> Column:
    """议题: what the matter is called in the list of meetings, a kind of ``of``."""
    return Column(
        TOPIC, required=False, ref=of, help="会议表里这件事的议题，一字不差；写了，两边的人数、票数要一样", example="示范村村规民约"
    )


FORCE = (
    Column(IN_FORCE, "date", required=False, aliases=("施行日期", "生效日期", "实施日期", "生效日", "执行日期"), help="从哪天起照它办；没有另外定日子的不写", example="2026-09-01"),
    Column(EXPIRES, "date", required=False, aliases=("试行到", "试行至", "有效期至", "用到"), help="试行的、到期的写最后一天；不再用又没有新版的，写用到哪天", example=""),
)  # fmt: skip
LEGAL_REVIEW = (
    Column(REVIEWED, required=False, aliases=("合法性审查", "法审"), help="谁看过合不合法、怎么说：法律顾问、乡镇司法所", example="示例镇司法所，没有违反法律的内容"),
    Column(REVIEWED_ON, "date", required=False, aliases=("审查日期",), help="哪天审查的", example="2026-08-03"),
)  # fmt: skip
FILING = (
    Column(FILED_WITH, required=False, aliases=("备案单位",), help="报给谁备案的", example="示例镇人民政府"),
    Column(FILED_ON, "date", required=False, aliases=("备案日期", "备案时间"), help="哪天备案的", example="2026-08-15"),
    Column(FILED_AS, required=False, aliases=("备案编号", "回执号", "备案回执号"), help="备案回执上的号", example="示例镇备2026-12"),
)  # fmt: skip


def adopted_in_words(row: Row) -> dict[str, str]:
    """「村民会议，2025年8月10日通过，应到 412 户，到会 337 户，赞成 329 票」: each of the three in one line, and nothing left for their other keys."""
    vote = in_words(row, row.text(COUNTED) or "人")
    told = {
        REVIEWED: (row.text(REVIEWED), _on(row, REVIEWED_ON, "审查")),
        ADOPTED_AT: (row.text(ADOPTED_AT), _on(row, ADOPTED_ON, "通过"), vote),
        FILED_WITH: (row.text(FILED_WITH), _on(row, FILED_ON, "备案"), row.text(FILED_AS)),
    }
    rest = (REVIEWED_ON, ADOPTED_ON, FILED_ON, FILED_AS, COUNTED, *COUNTS)
    return {name: "，".join(filter(None, parts)) for name, parts in told.items()} | dict.fromkeys(rest, "")


def _on(row: Row, name: str, what: str) -> str:
    day = row[name]
    return f"{values.date_cn(day)}{what}" if isinstance(day, date) else ""
