"""Lists of villagers in notices: each says until when it is posted, and no house stands in it.

Law: 个人信息保护法 art. 6 and 47: no more than the purpose asks, and no longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from generator.check import body
from generator.check.alone import alone
from generator.check.redaction import SUMS_ONLY, grade
from generator.check.served import of_villagers, officers
from generator.config import Context
from generator.kind import Datasets
from generator.model import Dataset, Problem, problem
from generator.pattern import lazy
from generator.shown import Table

_HOUSE = lazy("门牌|住址|家庭地址|户籍地|详细地址|现居地|楼栋|单元|房号")
_HOUSED = lazy(r"\d+\s*(?:号楼|栋|幢|#楼)\s*\d+\s*单元(?!\s*\d)")
_GROUP_ONLY = lazy(r"(?:(?:[\u4e00-\u9fff]{1,6}村)?(?:第?[0-9一二三四五六七八九十]{1,3}(?:村民)?(?:小?组|社|队|屯))?)")


def _each(datasets: Iterable[Dataset], context: Context, told: Callable[[Table], tuple[str, str]]) -> Iterator[Problem]:
    """For each notice the first of its tables of villagers of which there is something to tell: its code, and what."""
    known = officers(context)
    for data in datasets:
        places = [(data.rows[0].at("附表"), table) for table in data.tables]
        places += [(body.at(data, part.start), part.table) for part in body.parts(data.body) if part.table]
        for where, table in places:
            code, message = told(table) if of_villagers(table, known) else ("", "")
            if code:
                yield problem(code, where, f"「{table.title or table.name}」{message}")
                break


@alone
def lists_end(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A list of persons says until when it is posted; one that may not be there at all is told of as such."""
    may = (data for data in datasets if grade(data, context) < SUMS_ONLY)
    endless = tuple(data for data in may if not (data.rows[0].text("公示止") or data.rows[0].text("撤下日")))
    yield from _each(endless, context, lambda table: ("list-endless", "列了人名，没有写到哪天为止。"))


@alone
def lists_without_houses(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Nobody's house stands beside his name: what prosecutors object to first."""
    yield from _each(datasets, context, _house)


def _house(table: Table) -> tuple[str, str]:
    for i, column in enumerate(table.columns):
        cells = [str(row[i] or "").strip() for row in table.rows]
        if (_HOUSE.search(column.name) and not all(map(_GROUP_ONLY.fullmatch, cells))) or any(map(_HOUSED.search, cells)):
            return "list-address", f"在人名旁边有一列「{column.name}」，写到了谁家的门。"
    return "", ""
