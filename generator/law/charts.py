"""Charts of accounts: which account a name or a code means, and under which regime.

Law: 财会〔2004〕12号 and 财会〔2023〕14号, the latter from 2024-01-01. The same code means other accounts in the two
(511 is income in 2004 and expense in 2023), so a name goes before a code.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from generator import values
from generator.classes import dataclass
from generator.law import data
from generator.pattern import lazy

REGIMES = ("2004", "2023")
CHANGED = "2024-01"
"""The first month of the regime of 2023, where a village does not state another."""
CASH = ("101", "102")
_DETAIL = lazy(r"[-—–_/\\·:\uff1a>→]+")
_IN_BRACKETS = lazy(r"(?<=.)[(\uff08]([^()\uff08\uff09]+)[)\uff09]$")
_CODED = lazy(r"\d{3}")


@dataclass(frozen=True)
class Account:
    code: str
    name: str
    side: str
    """借, 贷 or 双."""
    sort: str
    """资产 负债 权益 成本 收入 支出."""
    aliases: tuple[str, ...] = ()
    contra: bool = False

    @property
    def flows(self) -> bool:
        """Income or expense: closed at the end of a year."""
        return self.sort in ("收入", "支出")


@dataclass(frozen=True)
class Chart:
    """The accounts of one regime."""

    regime: str
    by_code: Mapping[str, Account]
    by_name: Mapping[str, Account]

    @property
    def other(self) -> Chart:
        return chart(next(r for r in REGIMES if r != self.regime))

    def named(self, text: str) -> Account | None:
        """The account a name means; 「管理费用—办公费」 and 「513 管理费用」 name it too."""
        return _named(self.regime, text)

    def near(self, text: str) -> str:
        """The name a slip of the pen was meant for; "" where none is near."""
        matches = difflib.get_close_matches(head_of(text), list(self.by_name), 1, 0.6)
        return self.by_name[matches[0]].name if matches else ""


@cache
def chart(regime: str) -> Chart:
    """The chart of 「2004」 or 「2023」."""
    accounts = [
        Account(e["代码"], e["名称"], e["方向"], e["类"], tuple(e.get("别名", ())), e.get("备抵", False)) for e in _charts()[regime]
    ]
    by_name = {values.label(name): a for a in accounts for name in (*a.aliases, a.name)}
    return Chart(regime, {a.code: a for a in accounts}, by_name)


def names(regime: str, *sorts: str) -> tuple[str, ...]:
    """Names of the accounts of these 类, in their order; of all without any. A form offers them."""
    accounts = list(chart(regime).by_code.values())
    if sorts:
        accounts = sorted((a for a in accounts if a.sort in sorts), key=lambda a: sorts.index(a.sort))
    return tuple(account.name for account in accounts)


@cache
def _charts() -> dict[str, list[dict[str, Any]]]:
    return data.told("charts")  # type: ignore[no-any-return]


@lru_cache(4096)
def _named(regime: str, text: str) -> Account | None:
    names = chart(regime).by_name
    return names.get(values.label(text)) or names.get(head_of(text))


@lru_cache(4096)
def head_of(text: str) -> str:
    """The first part of a name with details, as labels are compared: 「513 管理费用—办公费」 → 「管理费用」."""
    return re.sub(r"^\d+", "", values.label(_parts(text)[0]))


def details_in(text: str) -> tuple[str, ...]:
    """What follows the account in a name: 「管理费用—办公费」「管理费用（办公费）」 → 办公费."""
    return tuple(part.strip() for part in _parts(text) if part.strip())[1:]


def _parts(text: str) -> list[str]:
    return _DETAIL.split(_IN_BRACKETS.sub(r"—\1", values.clean(text)))


def bare_code(text: str) -> str:
    """「511」 of 「511」, 「 511 」; the digits of 「511.01」 and 「511-01」; "" where it is no number."""
    plain = re.sub(r"[.\-\s]", "", text)
    return plain if plain.isascii() and plain.isdigit() else ""


def regime_in(stated: str, changed: str, month: str) -> str:
    """The regime of a month (2026-03), from what village.yml states: 会计制度, and its first month where that is not 2024-01."""
    if stated == "2004":
        return "2004"
    return "2023" if month >= (changed or CHANGED) else "2004"
