"""Codes of the books: 科目, 科目余额表, statements, and one table against another."""

from __future__ import annotations

from generator.codes.code import Code

BOOKS: tuple[Code, ...] = ()
