"""How a text came to hold: adopted by enough of those whose it is, looked over before, filed after, one thing after the other.

Law: 村民委员会组织法 (2025) art. 31 (村规民约 are made by the villagers' meeting and filed with the 乡镇), art. 26, 30. Within how many
days they are filed is laid down by provinces and cities (宁波, 湖州: ten days), so it is stated in data/regions.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from generator import values
from generator.check.force import IN_FORCE
from generator.check.meetings import COUNTED
from generator.check.requirements import about
from generator.check.versions import older
from generator.check.votes import CALLED, CAME, FOR, enough
from generator.config import Context
from generator.kind import Datasets
from generator.law.limits import span
from generator.law.procedures import meeting_rule, meetings, members_meetings
from generator.law.workdays import last_day
from generator.model import Dataset, Problem, problem

ADOPTED_AT, ADOPTED_ON, TOPIC = "通过会议", "通过日", "议题"
REVIEWED, REVIEWED_ON, FILED_WITH, FILED_ON, FILED_AS = "法律审查", "审查日", "备案机关", "备案日", "备案号"
COVENANTS = "C20"
"""自治章程、村规民约: the item whose texts are made by all villagers, and filed."""
_STEPS = ((REVIEWED_ON, ADOPTED_ON), (ADOPTED_ON, FILED_ON), (ADOPTED_ON, IN_FORCE), (ADOPTED_ON, "公开日"))


def steps_follow(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """审查日 ≤ 通过日 ≤ 备案日, 施行日, 公开日."""
    for (row,) in (data.rows for data in datasets):
        for earlier, later in _STEPS:
            a, b = row[earlier], row[later]
            if isinstance(a, date) and isinstance(b, date) and a > b:
                told = f"「{later}」是 {values.date_cn(b)}，早于「{earlier}」的 {values.date_cn(a)}。"
                yield problem("step-order", row.at(later), told, "先审查，再开会通过，然后备案、公开、施行；对照会议记录和回执改正日期。")


def enough_agreed(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Quorum and majority, where it was adopted at a meeting whose rule the law or the village knows, and numbers are told."""
    for data in datasets:
        (row,) = data.rows
        meeting = row.text(ADOPTED_AT)
        counted = any(row[name] is not None for name in (CALLED, CAME, FOR))
        if meeting in meetings() | members_meetings() and (counted or _is_covenant(data, context)):
            yield from enough(row, meeting_rule(meeting, row[COUNTED] == "户"), f"{meeting}通过「{row.text('标题')}」")


def made_by_all(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """村规民约 are the villagers' meeting's to make."""
    for data in datasets:
        (row,) = data.rows
        meeting = row.text(ADOPTED_AT)
        if meeting and not meeting.startswith(("村民会议", "村民大会")) and _is_covenant(data, context):
            yield problem("covenant-meeting", row.at(ADOPTED_AT), f"「{row.text('标题')}」写的是{meeting}通过的，应当由村民会议通过。")


def filed(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """村规民约 that hold are filed, within the days that the region states, if it states any."""
    replaced = {key for keys in older(datasets, "取代").values() for key in keys}
    within = span(context.region.filing) if context.region and context.region.filing else None
    for data in datasets:
        (row,) = data.rows
        adopted, day = row[ADOPTED_ON], row[FILED_ON]
        if not isinstance(adopted, date) or not _is_covenant(data, context) or FILED_ON in row.invalid:
            continue
        last = last_day(adopted + timedelta(1), within.days, within.working) if within else adopted
        asked = f"，{context.region.title}规定 {within}以内备案" if within and context.region else ""
        if isinstance(day, date):
            if within and day > last:
                told = f"{values.date_cn(adopted)}通过，{values.date_cn(day)}备案{asked}，最晚是 {values.date_cn(last)}。"
                yield problem("filing-late", row.at(FILED_ON), told)
        elif last < context.today and data.key not in replaced and not context.village.closed:
            told = f"「{row.text('标题')}」{values.date_cn(adopted)}通过，没有写哪天备案{asked}。"
            yield problem("filing-missing", row.at_or(FILED_ON, ADOPTED_ON), told)


def _is_covenant(data: Dataset, context: Context) -> bool:
    item = about(data, context)
    return item is not None and item.code == COVENANTS
