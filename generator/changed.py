"""`gongkai changes`: every board that was asked for, beside what it was before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from generator.board import read_board
from generator.check import clock
from generator.config import Edition
from generator.corrections.published_board import on_site
from generator.corrections.reasons import Board
from generator.corrections.review import PublishedState, UnknownTime, review
from generator.corrections.site_review import site_review
from generator.git import NoHistory, repository_or_none
from generator.kinds import all_kinds
from generator.model import Problem, has_errors
from generator.opened import open_root
from generator.place import site_of
from generator.planned import may_be_seen, pages_and_records
from generator.record.chain import FOLDER
from generator.record.served import BOARDS
from generator.record.site_files import Site, Unreadable
from generator.record.sources import opened as opened_site
from generator.reviewed import BoardReview
from generator.task import BoardTask


class NothingToCompare(Exception):
    """The message says why, and what to do."""


def changes(
    root: Path, today: date, villages: Iterable[str], since: str, edition: Edition, work: Path | None = None
) -> tuple[list[BoardReview], list[Problem]]:
    """What differs on each board, and the problems of those whose files cannot be read. ``since``: a day, a commit, or where a published
    site can be read; "" for the last day of git, else the site of the root. Raises ``NothingToCompare``."""
    opened = open_root(root)
    try:
        site = _site(root, since, edition, work)
        before = None if site else PublishedState(root, since, today)
        boards: list[BoardReview] = []
        problems: list[Problem] = list(opened.problems)
        for slug in opened.asked(villages):
            task = BoardTask(root, slug, opened.site, today, edition=edition, place=work)
            data, content, more = read_board(task)
            problems += more
            if data.village:
                context = task.context(data.village)
                shown, seen = may_be_seen(task, context, data.datasets)
                board = Board(slug, {kind.name: kind for kind in all_kinds()}, data.datasets)
                if before:
                    boards.append(review(before, root, board, shown, context))
                elif site:
                    pages, _ = pages_and_records(task, seen, shown, content, clock.owed(context, data.datasets))
                    published = on_site(site, slug, data.village.former)
                    boards.append(site_review(published, site.name, board, shown, pages, context))
    except (Unreadable, UnknownTime) as why:
        raise NothingToCompare(str(why)) from None
    except NoHistory as why:
        hint = "没有 git 的，用 --since 写上一次公开的网站：网址，或者放网站的文件夹。"
        raise NothingToCompare(f"{why}{hint}公开时改过的，写在「更正记录」里。") from None
    return boards, [p for p in problems if has_errors([p])]


def _site(root: Path, since: str, edition: Edition, work: Path | None) -> Site | None:
    """The published site that was asked for; without a history and without a word the one of the root. Raises ``Unreadable``."""
    if since.lower().startswith(("https://", "http://")) or (since and Path(since).exists()):
        return opened_site(since)
    own = site_of(root, edition, work)
    if not since and repository_or_none(root) is None and (own / FOLDER / BOARDS).is_file():
        return opened_site(str(own))
    return None
