"""Which scheme a round goes by, and what it granted: 评选办法, 评选 and honors put together."""

from __future__ import annotations

from collections.abc import Iterable

from generator import values
from generator.check.award_changes import STARS, TITLE, number, stars_named
from generator.check.award_rounds import ROUND, SCHEME
from generator.check.lists import stated_once
from generator.classes import dataclass
from generator.kind import Datasets
from generator.model import Dataset, Row

NAME, UNIT, QUOTA, PRIZE, POINTS, CLOSED = "名称", "对象", "名额", "每份奖金", "分值", "停评年数"
PERSON, GROUP, NUMBER, SCORE, LISTED = "姓名", "组别", "数量", "得分", "得星"
OF_TITLE, OF_RULE = "称号", "标准"
SORT = "类型"


@dataclass(frozen=True)
class AwardScheme:
    """How a village judges: one file of 评选办法."""

    name: str
    titles: dict[str, Row]
    """Label of a title → its row."""
    rules: tuple[str, ...]
    """Names of the stars, or of what is scored."""
    points: int
    """All that can be scored; 0 where nothing is."""
    closed: int
    """Years without an award after one was taken away."""


@dataclass(frozen=True)
class Granting:
    """A round with the scheme it goes by and the rows of honors that name it."""

    data: Dataset
    scheme: AwardScheme | None
    rows: tuple[Row, ...]

    @property
    def name(self) -> str:
        return str(stated_once(self.data, ROUND) or "")


def schemes_by_name(schemes: Datasets) -> dict[str, AwardScheme]:
    """Label of 评选办法 → what it says."""
    return {values.label(scheme.name): scheme for scheme in map(_scheme, schemes) if scheme.name}


def _scheme(data: Dataset) -> AwardScheme:
    titles = {values.label(row.text(NAME)): row for row in data.rows if row[SORT] == OF_TITLE}
    rules = tuple(row.text(NAME) for row in data.rows if row[SORT] == OF_RULE)
    closed = stated_once(data, CLOSED)
    points = sum(number(row, POINTS) or 0 for row in data.rows)
    return AwardScheme(str(stated_once(data, SCHEME) or ""), titles, rules, points, closed if isinstance(closed, int) else 0)


def grantings(rounds: Datasets, honors: Datasets, schemes: Datasets) -> list[Granting]:
    """Every round with what it granted."""
    by_name = schemes_by_name(schemes)
    of: dict[str, list[Row]] = {}
    for row in (row for data in honors for row in data.rows):
        of.setdefault(values.label(row.text(ROUND)), []).append(row)
    return [
        Granting(
            data,
            by_name.get(values.label(str(stated_once(data, SCHEME) or ""))),
            tuple(of.get(values.label(name), ())) if (name := str(stated_once(data, ROUND) or "")) else (),
        )
        for data in rounds
    ]


def many(rows: Iterable[Row]) -> int:
    """How many were honored: a name counts one."""
    return sum(number(row, NUMBER) or 1 for row in rows)


def of_title(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Title, as first typed → its rows."""
    by_title: dict[str, list[Row]] = {}
    names: dict[str, str] = {}
    for row in rows:
        name = names.setdefault(values.label(row.text(TITLE)), row.text(TITLE))
        by_title.setdefault(name, []).append(row)
    return by_title


def stars_of(row: Row, scheme: AwardScheme | None) -> int | None:
    """How many stars the title of an honor has: as the scheme says, else as it is called."""
    title = scheme.titles.get(values.label(row.text(TITLE))) if scheme else None
    return (number(title, STARS) if title else None) or stars_named(row.text(TITLE))
