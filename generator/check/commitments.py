"""What was promised and is said to be done, or not to be, says what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.config import Context
from generator.kind import Datasets
from generator.model import Problem, problem

STATE, HOW, BY = "进度", "完成情况", "时限"
STATES = ("未开始", "推进", "完成", "没完成")
DONE = "完成"


def outcomes_told(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """完成 and 没完成 say how, or why not."""
    for row in (row for data in datasets for row in data.rows):
        state = row.text(STATE)
        if state in (DONE, "没完成") and not row.text(HOW):
            why = "办得怎样" if state == DONE else "为什么没有办成"
            message = f"进度写了「{state}」，没有写{why}。"
            yield problem("outcome-untold", row.at(HOW), message, f"在「{HOW}」里写一句。", row.excerpt())
