"""How many must come and agree, and in which steps a matter is decided: procedures.yml, and what a village says of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from generator import values
from generator.classes import dataclass
from generator.law import data

MADE_PUBLIC, CARRIED_OUT = "决议公开", "实施结果公开"
"""The two steps that every way to decide ends with."""


@dataclass(frozen=True)
class Share:
    """「过半」, 「2/3」 or 「全部」: how many of a whole are enough."""

    text: str

    def enough(self, some: int, whole: int) -> bool:
        """过半 is more than a half, a fraction at least that; nothing is asked where nothing is written."""
        if self.text == "过半":
            return some * 2 > whole
        top, _, bottom = ("1/1" if self.text == "全部" else self.text or "0/1").partition("/")
        return some * int(bottom) >= whole * int(top)

    @property
    def missed(self) -> str:
        """What is said where it is not enough."""
        return {"过半": "没有超过一半", "全部": "不是全部"}.get(self.text, f"不到 {self.text}")


@dataclass(frozen=True)
class Rule:
    """What a vote must reach."""

    quorum: Share
    majority: Share
    of: str = "到会"
    """What the majority is a share of: 应到 or 到会."""

    @property
    def votes(self) -> bool:
        return bool(self.majority.text)


@dataclass(frozen=True)
class Step:
    """One way to take one step, or several at once."""

    name: str
    first: int
    last: int
    rule: Rule
    aliases: tuple[str, ...] = ()


Scheme = tuple[Step, ...]


def schemes(own: Iterable[tuple[str, ...]]) -> dict[str, Scheme]:
    """Every way to decide by its name; ``own``: 方式, 步骤, 第几步, 到会, 赞成, 按 of each step of the village's own."""
    all_schemes = dict(_built_in())
    told: dict[str, list[Mapping[str, Any]]] = {}
    for way, *texts in own:
        told.setdefault(way, []).append(dict(zip(("步骤", "第几步", "到会", "赞成", "按"), texts, strict=True)))
    return all_schemes | {way: _scheme([*steps, *_lacking(steps)]) for way, steps in told.items()}


def _lacking(steps: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The last two steps, where a village's own way does not name them."""
    return [{"步骤": name} for name in (MADE_PUBLIC, CARRIED_OUT) if name not in {step["步骤"] for step in steps}]


def named(scheme: Scheme, name: str) -> Step | None:
    """The step that is called so."""
    wanted = values.label(name)
    return next((step for step in scheme if wanted in map(values.label, (step.name, *step.aliases))), None)


def days_to_publish() -> int:
    """Days after a decision in which it is made public."""
    return int(_told()["决议公开期限"])


def meeting_rule(meeting: str, households: bool) -> Rule:
    """What a vote of such a meeting must reach."""
    told = (meetings() | members_meetings())[meeting]
    return _rule({**told, "到会": told["按户到会"]} if households and "按户到会" in told else told)


def meetings() -> dict[str, Mapping[str, Any]]:
    """会议 as the data have it."""
    return dict(_told()["会议"])


def members_meetings() -> dict[str, Mapping[str, Any]]:
    """Those of the members of an association or a cooperative, not of the village."""
    return dict(_told()["组织的会议"])


def election_rule(second: bool) -> tuple[Share, Share]:
    """(share of the registered who take part, share of the votes cast that elects)."""
    told = _told()["选举"]["另行选举" if second else "选举"]
    return Share(str(told["参加"])), Share(str(told["当选"]))


def _rule(told: Mapping[str, Any]) -> Rule:
    return Rule(Share(str(told.get("到会") or "")), Share(str(told.get("赞成") or "")), str(told.get("按") or "到会"))


def _scheme(told: Iterable[Mapping[str, Any]]) -> Scheme:
    steps: list[Step] = []
    for one in told:
        first, _, last = str(one.get("第几步") or (steps[-1].last if steps else 0) + 1).partition("-")
        if not first.isdigit() or not (last or first).isdigit():
            first = last = str((steps[-1].last if steps else 0) + 1)
        steps.append(Step(str(one["步骤"]), int(first), int(last or first), _rule(one), tuple(one.get("又叫", ()))))
    return tuple(steps)


@cache
def _built_in() -> tuple[tuple[str, Scheme], ...]:
    return tuple((way, _scheme(steps)) for way, steps in _told()["议事程序"].items())


@cache
def _told() -> Mapping[str, Any]:
    told: Mapping[str, Any] = data.told("procedures")
    return told
