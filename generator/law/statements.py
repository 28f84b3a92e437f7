"""Statements as data: the lines of 资产负债表 and 收益及收益分配表, and what each is made of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from generator import values
from generator.classes import dataclass
from generator.law import data
from generator.pattern import lazy

Form = Literal["balance", "income"]
FORMS: tuple[Form, ...] = ("balance", "income")
_TERM = lazy(r"([+-]?)\s*(?:(借|贷|发生|年初|类)\(([^()]+)\)|([^\s+-]+))\s*")
_LEAD = lazy(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d+[.、]|加(?=.{3})|减(?=.{3}))+")


@dataclass(frozen=True)
class Term:
    """One summand: of an account (``use`` 余额, 借, 贷, 发生, 年初), a class of accounts (类) or another line (行)."""

    sign: int
    use: str
    name: str


@dataclass(frozen=True)
class FormLine:
    name: str
    aliases: tuple[str, ...] = ()
    accounts: tuple[Term, ...] = ()
    lines: tuple[Term, ...] = ()
    optional: bool = False
    not_negative: bool = False
    same_as: str = ""


@dataclass(frozen=True)
class Layout:
    """The lines of one statement of one regime."""

    regime: str
    form: Form
    title: str
    lines: Mapping[str, FormLine]
    by_label: Mapping[str, FormLine]
    unchecked: bool = False
    """未核: nobody compared its lines with the printed form."""

    def find(self, text: str) -> FormLine | None:
        """The line that 「减：累计折旧」 or 「一、经营收入」 means."""
        plain = values.label(unicodedata.normalize("NFKC", text))
        for label in (plain, _LEAD.sub("", plain), re.sub(r"\(.*?\)$", "", _LEAD.sub("", plain))):
            if label in self.by_label:
                return self.by_label[label]
        return None


@cache
def layout(regime: str, form: Form) -> Layout:
    """The statement ``form`` of 「2004」 or 「2023」."""
    told = _layouts()[regime][form]
    lines = {entry["名"]: _line(entry) for entry in told["行"]}
    by_label = {values.label(name): line for line in lines.values() for name in (line.name, *line.aliases)}
    return Layout(regime, form, told["标题"], lines, by_label, told.get("未核", False))


def _line(entry: dict[str, Any]) -> FormLine:
    accounts, lines = (terms(entry[key], plain) if key in entry else () for key, plain in (("科目", "余额"), ("行", "行")))
    flags = entry.get("可省", False), entry.get("不为负", False), entry.get("等于", "")
    return FormLine(entry["名"], tuple(entry.get("别名", ())), accounts, lines, *flags)


def terms(formula: str, plain: str) -> tuple[Term, ...]:
    """「112 + 借(113)」 → its summands; ``plain`` is the use of a name without a function. ValueError where it cannot be read."""
    if plain == "行":
        parts = re.split(r"\s+([+-])\s+", formula)
        signs = ["+", *parts[1::2]]
        return tuple(Term(-1 if sign == "-" else 1, plain, name) for sign, name in zip(signs, parts[::2], strict=True))
    terms: list[Term] = []
    at = 0
    while at < len(formula):
        part = _TERM.match(formula, at)
        if not part:
            raise ValueError(formula)
        terms.append(Term(-1 if part[1] == "-" else 1, part[2] or plain, part[3] or part[4]))
        at = part.end()
    return tuple(terms)


@cache
def _layouts() -> dict[str, Any]:
    return data.told("statements")  # type: ignore[no-any-return]
