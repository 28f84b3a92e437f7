"""What a board must publish and has published, as values: every item of the catalogue with its periods, and how each stands on a day.

check/clock.py makes them; the page 公开目录, the home page, the portal and `gongkai due` show them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from generator import periods
from generator.classes import dataclass
from generator.day_words import day_badge
from generator.posted import Due
from generator.shown import Badge

YEAR = 365
"""Days that the on-time rate looks back."""


@dataclass(frozen=True)
class Published:
    """One thing that was published."""

    file: str
    day: date | None
    """公开日; None where the file does not state it."""
    first: str = ""
    last: str = ""
    """The months it speaks of; "" where it does not say."""
    title: str = ""
    """Of a notice."""


@dataclass(frozen=True)
class Duty:
    """One period of one item."""

    period: str
    """2026-Q3."""
    name: str
    """科目余额表."""
    by: date | None
    """The last day; None where no law names one."""
    shown: Published | None = None

    @property
    def what(self) -> str:
        """2026年第三季度科目余额表."""
        return periods.period_cn(self.period) + self.name

    def late(self, today: date) -> int:
        """Days after the last day that it was published, or that it has been waited for; 0 where it is in time or nobody can say."""
        until = self.shown.day if self.shown else today
        return max(0, (until - self.by).days) if until and self.by else 0

    def overdue(self, today: date) -> bool:
        return self.shown is None and self.late(today) > 0

    def state(self, today: date) -> Badge:
        """按时, 迟 3 天, 未到期, 将到期, 逾期 3 天: in words, and for the reader's own day where that will change."""
        if self.shown:
            if self.by is None:
                return Badge("已公开", "good")
            if self.shown.day is None:
                return Badge("已公开，没写公开日", "plain")
            late = self.late(today)
            return Badge(f"迟 {late} 天", "off") if late else Badge("按时", "good")
        if self.by is None:
            return Badge("还没有公开", "plain")
        return day_badge("clock", today, self.by)


@dataclass(frozen=True)
class Obligation:
    """One item of the catalogue as it stands on one board."""

    code: str
    group: str
    title: str
    body: str
    """主体, and 范围 in words."""
    readers: str
    often: str
    """每季一次，期末后 15 天以内."""
    posting: str
    """How long it hangs; "" where nothing is laid down."""
    basis: tuple[str, ...]
    """As cited on the day."""
    explanation: str = ""
    reason: str = ""
    """Why it does not apply here; it then has no duties."""
    duties: tuple[Duty, ...] = ()
    """Oldest first; none for what is published when it happens."""
    last: Published | None = None
    """The newest that was published."""

    def overdue(self, today: date) -> tuple[Duty, ...]:
        return tuple(duty for duty in self.duties if duty.overdue(today))

    @property
    def next(self) -> Duty | None:
        """The newest duty, where it is still to come."""
        return self.duties[-1] if self.duties and not self.duties[-1].shown else None


@dataclass(frozen=True)
class Compliance:
    """How a board keeps its days: of all that fell due in the last twelve months, how much came in time; and what is overdue now."""

    in_time: int = 0
    fell_due: int = 0
    overdue: int = 0

    @property
    def percent(self) -> int:
        """In time of all that fell due, rounded down: 100 means all."""
        return self.in_time * 100 // self.fell_due if self.fell_due else 0


UNKNOWN = Compliance()
"""Of a board that was not made, or owes nothing."""


def standing(owed: Iterable[Obligation], today: date) -> Compliance:
    """A file without 公开日 is not late, and not in time either."""
    duties = [duty for item in owed for duty in item.duties]
    fell = [duty for duty in duties if duty.by and today - timedelta(days=YEAR) <= duty.by < today]
    in_time = sum(1 for duty in fell if duty.shown and duty.shown.day and not duty.late(today))
    return Compliance(in_time, len(fell), sum(duty.overdue(today) for duty in duties))


def dues(owed: Iterable[Obligation]) -> Iterator[Due]:
    """What is not published yet, day by day, oldest first: several things of one day in one line."""
    waiting = [(duty.by, duty) for item in owed for duty in item.duties if duty.by and not duty.shown]
    for day, group in groupby(sorted(waiting, key=lambda pair: pair[0]), key=lambda pair: pair[0]):
        waited = [duty for _, duty in group]
        yield Due(waited[0].what if len(waited) == 1 else _several(waited), day)


def _several(waited: list[Duty]) -> str:
    """2026年第三季度「合同台账」「捐赠收支」等 4 项."""
    words, before = "", ""
    for duty in waited[:2]:
        period = "" if duty.period == before else periods.period_cn(duty.period)
        words, before = f"{words}{period}「{duty.name}」", duty.period
    return words + (f"等 {len(waited)} 项" if len(waited) > 2 else "")
