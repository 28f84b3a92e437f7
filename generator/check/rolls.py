"""Lists of persons in tables of any kind: each says until when it is posted, and after that only numbers and sums are left of it.

A kind says in its ``Roll`` who is named for longer: who serves, for as long as he does; who agreed; an honor in force.
Law: 个人信息保护法 art. 6, 19 and 47 (no longer than the purpose asks); 村民委员会组织法 (2025) art. 35 (no fewer than fifteen days).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from generator import values
from generator.check.alone import alone
from generator.check.posting import posted
from generator.check.served import in_office_until
from generator.config import Context
from generator.kind import Datasets, Kind, Roll
from generator.model import Dataset, Problem, Row, Source, problem
from generator.pattern import lazy
from generator.photo import PHOTOS
from generator.shown import Value

GONE = "人（姓名已撤下）"
_BETWEEN = lazy(r"[、，,；;/\s]+")


def by_office(who: str) -> Callable[[Row, Dataset, Context], date | None]:
    """For as long as he holds a post: what an office does and is paid is no private matter of his."""

    def last(row: Row, data: Dataset, context: Context) -> date | None:
        return in_office_until(row.text(who), context)

    return last


def ends_told(kind: Kind) -> Callable[[Datasets, Context], Iterable[Problem]]:
    """The check for a kind: a file with somebody in it who is named for the posting only says how long that is."""

    @alone
    def check(datasets: Datasets, context: Context) -> Iterator[Problem]:
        roll = kind.roll
        for data in datasets if roll and not roll.left else ():
            if roll and data.marked("公示期") is None and any(_endless(row, data, roll, context) for row in data.rows):
                where = "名单上面" if data.file.endswith(".yml") else "表的上面或者下面"
                message = f"「{kind.title}」列了人名，没有写公示到哪天为止。"
                yield problem(
                    "list-endless", Source(data.file, field=roll.who), message, f"在{where}加一行「公示期: 哪天 至 哪天」，头尾至少 15 天。"
                )

    return check


def _endless(row: Row, data: Dataset, roll: Roll, context: Context) -> bool:
    """True where somebody is named who may be named for the posting only, and nothing but that would end it."""
    return _last(row, data, roll, context) < context.today and _at_most(row, data, roll, context) == values.FOREVER


def as_posted(data: Dataset, roll: Roll, context: Context) -> Dataset:
    """The dataset without the names that are not posted any more."""
    end, today = _end(data, roll), context.today
    over = end is not None and end < today

    def leaves(row: Row) -> bool:
        return (over and _last(row, data, roll, context) < today) or (end is None and _at_most(row, data, roll, context) < today)

    return data if end and not over else folded(data, roll, leaves)


def ends(data: Dataset, roll: Roll, context: Context) -> Iterator[date]:
    """The first days on which it names fewer."""
    end = _end(data, roll)
    for last in {_last(row, data, roll, context) if end else _at_most(row, data, roll, context) for row in data.rows}:
        if last < values.FOREVER:
            yield max(last, end or last) + timedelta(days=1)


def _at_most(row: Row, data: Dataset, roll: Roll, context: Context) -> date:
    """The last day on which it may name somebody where no end of the posting is written; FOREVER where nothing is laid down."""
    last = roll.at_most(row, data, context) if roll.at_most and row.text(roll.who) else None
    return last or values.FOREVER


def _end(data: Dataset, roll: Roll) -> date | None:
    """The last day of its posting; None where it is posted without end."""
    return posted(data).end or (date.min if roll.left else None)


def _last(row: Row, data: Dataset, roll: Roll, context: Context) -> date:
    """The last day on which it may name somebody after its posting; one that names nobody, always."""
    if not row.text(roll.who):
        return values.FOREVER
    return roll.until(row, data, context) or date.min


def folded(data: Dataset, roll: Roll, leaves: Callable[[Row], bool]) -> Dataset:
    """With those of whom ``leaves`` is true counted, and not named."""
    alike: dict[object, list[Row]] = {}
    order: list[Row | object] = []
    for n, row in enumerate(data.rows):
        if not leaves(row):
            order.append(row)
            continue
        key: object = n if roll.by is None else tuple(row.text(name) for name in roll.by)
        if key not in alike:
            order.append(key)
        alike.setdefault(key, []).append(row)
    if not alike:
        return data
    return replace(data, rows=tuple(each if isinstance(each, Row) else _one(alike[each], roll) for each in order))


def _many(row: Row, roll: Roll) -> int:
    """How many persons a row stands for."""
    counted = row[roll.count] if roll.count else None
    if isinstance(counted, int):
        return counted
    return len([name for name in _BETWEEN.split(row.text(roll.who)) if name]) if roll.several else 1


def _one(rows: list[Row], roll: Roll) -> Row:
    """One row for all of them."""
    first = rows[0]
    number = sum(_many(row, roll) for row in rows)
    kept = [name for name in first.head.fields if name != PHOTOS] if roll.by is None else roll.by
    totals: dict[str, Value] = {name: first[name] for name in kept}
    texts: dict[str, str] = {name: first.text(name) for name in kept}
    for name in roll.summed:
        fen = [amount for row in rows if (amount := row.fen(name)) is not None]
        totals[name], texts[name] = (sum(fen), values.yuan(sum(fen)).replace(",", "")) if fen else (None, "")
    counted: Mapping[str, Value] = {roll.who: None, roll.count: number} if roll.count else {roll.who: f"{number} {GONE}"}
    for name, value in (*counted.items(), *roll.also):
        totals[name], texts[name] = value, "" if value is None else str(value)
    fields = (*first.head.fields, *(name for name in totals if name not in first.head.fields))
    head = first.head if fields == first.head.fields else replace(first.head, fields=fields, letters=())
    cells = tuple(totals.get(name) for name in fields)
    return replace(first, head=head, texts=tuple(texts.get(n, "") for n in fields), values=cells, lines=(), merged=frozenset())
