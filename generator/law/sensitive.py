"""Words that say of a person what may not be published: illness, disability, the cause of poverty, childhood; as data."""

from __future__ import annotations

import re
from functools import cache

from generator.classes import dataclass
from generator.law import data
from generator.law.begun import begun
from generator.pattern import lazy


@dataclass(frozen=True)
class Sensitive:
    """Patterns over the cells and headers of one row."""

    names: re.Pattern[str]
    """Headers of columns that hold the name of the person a row is about."""
    health_headers: re.Pattern[str]
    minor_headers: re.Pattern[str]
    age_headers: re.Pattern[str]
    health: re.Pattern[str]
    """Illness, disability, cause of poverty."""
    minor: re.Pattern[str]
    health_begun: re.Pattern[str]
    minor_begun: re.Pattern[str]
    """Where such words begin, for long texts."""
    suffers: re.Pattern[str]
    """What a sentence says of somebody: 因患……."""
    surnames: str
    double_surnames: frozenset[str]
    bodies: re.Pattern[str]
    """What makes a text that begins with a surname the name of something else: 张庄小学."""
    person: re.Pattern[str]
    """The end of a text that is a name: 王某某."""


@cache
def sensitive() -> Sensitive:
    """What sensitive.yml says."""
    told = data.told("sensitive")
    health = "|".join((*told["疾病"], *told["残疾"], *told["致贫"]))
    words = "|".join((*told["疾病"], *told["残疾"]))
    return Sensitive(
        names=lazy(told["姓名列"]),
        health_headers=lazy(told["疾病列"]),
        minor_headers=lazy(told["未成年列"]),
        age_headers=lazy(told["年龄列"]),
        health=lazy(health),
        minor=lazy("|".join(told["未成年"])),
        health_begun=begun(health),
        minor_begun=begun("|".join(told["未成年"])),
        suffers=lazy(rf"(?:因|患|身患|确诊|查出|得了|系|是)[^，。；\n]{{0,6}}?(?:{words})"),
        surnames=told["姓"],
        double_surnames=frozenset(told["复姓"]),
        bodies=lazy(told["不是人名"]),
        person=lazy(rf"[{told['姓']}][\u4e00-\u9fff*]{{1,2}}(?:{told['称呼']})?[，,（( ]?$"),
    )
