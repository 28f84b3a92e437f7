"""Which accounts a list of assets, debts or funds must agree with, as data."""

from __future__ import annotations

from functools import cache

from generator.law import data
from generator.law.statements import FormLine, terms


@cache
def register_lines(regime: str) -> dict[str, FormLine]:
    """What a sum is called in a list (债权) → the line that says which accounts it is, in the regime 「2004」 or 「2023」."""
    told = data.told("registers")[regime]
    return {name: FormLine(name, accounts=terms(formula, "余额")) for name, formula in told.items()}
