"""Codes of the registers: assets, resources, contracts, debts, budgets, levies, earmarked money, pay, subsidies."""

from __future__ import annotations

from generator.codes.code import Code

REGISTERS: tuple[Code, ...] = ()
