"""收支明细 line by line: each stated 余额 follows from the one before it (K12 of the accounting facts, the 出纳 public form)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import accumulate, chain, pairwise

from generator import values
from generator.model import Dataset, Problem, Row, problem
from generator.own_accounts import is_money, says_transfer
from generator.values import yuan

IN, OUT, LEFT = "收入", "支出", "余额"


def net(rows: tuple[Row, ...]) -> int:
    """收入 − 支出, in fen."""
    return sum((row.fen(IN) or 0) - (row.fen(OUT) or 0) for row in rows)


def newest_first(data: Dataset) -> bool:
    """True where no row is later than the one above it, and the last is earlier than the first."""
    days = [day for row in data.entries if isinstance(day := row["日期"], date)]
    return len(days) > 1 and days[0] > days[-1] and all(a >= b for a, b in pairwise(days))


def states_balance(data: Dataset) -> bool:
    """False where neither an entry nor a 合计 says what is left: then nothing bears out the amounts."""
    rows = chain(data.entries, (row for mark, row in data.stated_rows if mark == "total"))
    return any(row.fen(LEFT) is not None or LEFT in row.invalid for row in rows)


def running(data: Dataset, opening: int) -> list[int]:
    """What is left after each entry, in fen, in all accounts together: what only moves money between them leaves it as it is."""
    moves = set(map(id, data.transfers))
    return list(accumulate((0 if id(row) in moves else net((row,)) for row in data.entries), initial=opening))[1:]


def count_stated(data: Dataset) -> int:
    return sum(row.fen(LEFT) is not None for row in data.rows)


def swapped_holds(data: Dataset, opening: int | None, file: str) -> bool:
    """True where every balance follows once the two sides change places: the bank writes 借 for what it paid out."""
    names = {IN: OUT, OUT: IN}
    rows = tuple(replace(row, head=replace(row.head, fields=tuple(names.get(n, n) for n in row.head.fields))) for row in data.rows)
    moved = [row for row in rows if row.fen(LEFT) is not None and (row.fen(IN) or row.fen(OUT))]
    turned = replace(data, rows=rows)
    return len(moved) > 1 and opening is not None and not list(walk(turned, opening, None, file))


def one_amount(row: Row) -> bool:
    """False for what ``one_side_only`` tells: what such a row does to balances and sums is not told again."""
    came, went = row.fen(IN), row.fen(OUT)
    if came and went:  # from one own account to another: both sides of it
        return is_money(row.text("科目")) or says_transfer(row.text("摘要"))
    about = row.text("摘要")
    return bool(came or went or row.invalid & {IN, OUT}) or values.voided(about) or values.without_cash(about)


def walk(data: Dataset, opening: int | None, closing: int | None, file: str, whose: str = "") -> Iterator[Problem]:
    """One accusation per fault: after a wrong line, go on from whichever figure the next line bears out. ``file``: of the month before.

    ``whose``: the account, where the month has several.
    """
    last = opening
    first = data.marked("opening")
    of = f"「{whose}」" if whose else ""
    line_above = f"{of}上一笔的余额" if whose else "上一行余额"
    before = f"{of}上月余额" + (f"（见 {file}）" if file else "") if first is None else f"第 {first.number} 行「上月余额」"
    above = first.number if first else 0
    for i, row in enumerate(data.rows):
        stated = row.fen(LEFT)
        if any(above < number < row.number for number in data.unreadable_rows):
            last = None
        above = row.number
        if row.invalid & {IN, OUT, LEFT} or last is None or not one_amount(row):
            last = stated  # None until a line that can be trusted again
            before = line_above
            continue
        came, went = row.fen(IN) or 0, row.fen(OUT) or 0
        expected = last + came - went
        if stated is not None and stated != expected:
            more = stated - expected
            message = (
                f"余额写的是 {yuan(stated)}，但{before} {yuan(last)} + 收入 {yuan(came)} − 支出 {yuan(went)} = {yuan(expected)}，"
                f"{'多' if more > 0 else '少'}了 {yuan(abs(more))}。"
            )
            hint = _RED.format(yuan(-came or -went)) if came + went and more in (-2 * came, 2 * went) else ""
            yield problem("balance-mismatch", row.at(LEFT), message, hint, row.excerpt())
            expected = stated if not borne_out(data.rows[i + 1 :], expected, closing) else expected
        last, before = expected, line_above


_RED = "差的正好是这一笔的两倍：是不是红字（负数）？是的话写成 {}；不是，核对本行的收入、支出和余额，以凭证为准。"


def borne_out(rest: tuple[Row, ...], expected: int, closing: int | None) -> bool:
    """True when what comes next follows from ``expected``: then only the balance was mistyped."""
    for row in rest:
        if row.invalid & {IN, OUT, LEFT}:
            return False
        expected += (row.fen(IN) or 0) - (row.fen(OUT) or 0)
        if row.fen(LEFT) is not None:
            return row.fen(LEFT) == expected
    return expected == closing
