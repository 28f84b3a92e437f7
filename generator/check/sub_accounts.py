"""Sub-accounts in 科目余额表: which rows tell a part of which other row, in any of the notations that programs and clerks use.

By name: 「银行存款—基本户」「银行存款/基本户」「银行存款（基本户）」; by code: 102.01, 102-01, 10201; by where it stands: 「　基本户」
「其中：基本户」. A name alone says little: without code or mark it is a part of the account above only where the amounts say so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from generator import values
from generator.law.charts import Account, Chart, bare_code, details_in
from generator.model import Row
from generator.pattern import lazy

WITHIN = lazy(r"\s*其\s*中\s*[:\uff1a、,，]?\s*")

Amounts = tuple[int, ...]
"""Net fen of a row: at the beginning, moved, at the end."""


def path_of(code: str, name: str, account: Account) -> str:
    """Where a row stands below its account: 「.01.02」, 「0102」, 「.农商行.基本户」; "" for the account itself."""
    digits = bare_code(code)
    if len(digits) > 3 and digits.startswith(account.code):
        parts = re.split(r"[.\-\s/_]+", code.strip())
        return "".join(f".{part}" for part in parts[1:]) if parts[0] == account.code else digits.removeprefix(account.code)
    whole = values.label(name) in map(values.label, (account.name, *account.aliases))
    return "" if whole else "".join(f".{part}" for part in details_in(name))


def is_below(path: str, other: str) -> bool:
    """True where ``path`` tells a part of ``other``: .01.02 of .01, but .11 is no part of .1."""
    return path != other and path.startswith(f"{other}." if path.startswith(".") else other)


def tree(paths: Sequence[str]) -> dict[int, list[int]]:
    """Place of a row → places of those directly below it; -1 is the account itself."""
    below: dict[int, list[int]] = {}
    for i, path in enumerate(paths):
        above = [k for k, other in enumerate(paths) if other and is_below(path, other)]
        below.setdefault(max(above, key=lambda k: len(paths[k]), default=-1), []).append(i)
    return below


def coded_below(code: str, rows: Sequence[Row], accounts: Chart, code_column: str) -> Account | None:
    """The account that 50401 is a part of where 504 has a row of its own: a part may be called like another account."""
    digits = bare_code(code)
    above = accounts.by_code.get(digits[:3]) if len(digits) > 3 else None
    return above if above and any(bare_code(row.text(code_column)) == above.code for row in rows) else None


def parts_by_place(run: Sequence[Row], above: Row, amounts: Callable[[Row], Amounts], name: str, accounts: Chart) -> bool:
    """True where rows of unknown names are the parts of the account above them: 其中 says so, or their amounts add up to its."""
    if WITHIN.match(run[0].text(name)):
        return True
    if len(run) == 1 and accounts.near(run[0].text(name)):
        return False  # a slip of the pen in the name of an account
    return tuple(map(sum, zip(*map(amounts, run), strict=True))) == amounts(above)
