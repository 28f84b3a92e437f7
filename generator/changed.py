"""`gongkai changes`: every board that was asked for, beside what it was before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from generator.board import read_board
from generator.config import Edition
from generator.corrections.reasons import Board
from generator.corrections.review import PublishedState, review
from generator.git import NoHistory
from generator.kinds import all_kinds
from generator.model import Problem, has_errors
from generator.opened import open_root
from generator.planned import may_be_seen
from generator.reviewed import BoardReview
from generator.task import BoardTask


class NothingToCompare(Exception):
    """The message says why, and what to do."""


def changes(
    root: Path, today: date, villages: Iterable[str], since: str, edition: Edition, work: Path | None = None
) -> tuple[list[BoardReview], list[Problem]]:
    """What differs on each board, and the problems of those whose files cannot be read. Raises ``NothingToCompare``."""
    opened = open_root(root)
    try:
        before = PublishedState(root, since, today)
        boards: list[BoardReview] = []
        problems: list[Problem] = list(opened.problems)
        for slug in opened.asked(villages):
            task = BoardTask(root, slug, opened.site, today, edition=edition, place=work)
            data, _, more = read_board(task)
            problems += more
            if data.village:
                context = task.context(data.village)
                shown, _ = may_be_seen(task, context, data.datasets)
                board = Board(slug, {kind.name: kind for kind in all_kinds()}, data.datasets)
                boards.append(review(before, root, board, shown, context))
    except NoHistory as why:
        raise NothingToCompare(f"{why}没有 git 的，公开时和网站上原来的表格比，改过的写在「更正记录」里。") from None
    return boards, [p for p in problems if has_errors([p])]
