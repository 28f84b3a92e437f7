"""Problems as sentences on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from generator.codes import CODES, Severity
from generator.model import Problem, Source


def as_text(problems: Sequence[Problem]) -> str:
    """One paragraph a problem: where, what it says there, what is wrong, what to type; then a count."""
    return "".join(paragraph(p) + "\n" for p in problems) + summary(problems) + "\n"


def summary(problems: Sequence[Problem]) -> str:
    """「2 个错误,1 个提醒。」"""
    counts = [(s.title, sum(p.severity is s for p in problems)) for s in Severity]
    words = "，".join(f"{n} 个{title}" for title, n in counts if n)
    return f"{words}。" if words else "没有发现问题。"


def place(source: Source) -> str:
    """「工作表「3月」第 16 行 G 列「余额」」."""
    parts = [f"工作表「{source.sheet}」" if source.sheet else ""]
    if source.row or source.line:
        parts.append(f"第 {source.row or source.line} 行")
    parts.append((f"{source.column} 列" if source.column else "") + (f"「{source.field}」" if source.field else ""))
    return " ".join(p for p in parts if p)


def counted(boards: int, kept: int, never: int, removed: int) -> str:
    """What became of many villages. ``kept``, ``never``: of those with errors, how many show what they did before, and how many nothing."""
    parts = (
        (boards - kept - never, "做好 {} 个"),
        (kept, "有错误、网站上仍是以前的内容 {} 个"),
        (never, "有错误、还没有公开 {} 个"),
        (removed, "撤下 {} 个"),
    )
    return f"一共 {boards} 个村：" + "，".join(wording.format(n) for n, wording in parts if n) + "。"


def paragraph(p: Problem) -> str:
    """One problem in three or four lines."""
    line = f":{p.source.line}" if p.source.line else ""
    head = f"{p.source.file}{line}: {p.severity.title} {place(p.source)}".rstrip()
    lines = [head, f"  {p.excerpt}" if p.excerpt else "", f"  {p.message}", f"  怎么改：{p.hint}  [{CODES[p.code].title} {p.code}]"]
    return "\n".join(x for x in lines if x) + "\n"
