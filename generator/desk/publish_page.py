"""公开: what is otherwise than it was published, row by row, who has signed for it; then the site of everybody is made anew."""

from __future__ import annotations

import os
from datetime import date

from generator import door
from generator.build import WorkerLost, site_of
from generator.build import build as run
from generator.classes import dataclass
from generator.codes import Severity
from generator.desk import git_sent
from generator.desk.asked import Answer, Asked, CannotDo, DeskPage, Sent
from generator.desk.desk import Desk
from generator.desk.published_files import PublishedFiles
from generator.desk.row_review import board_review, reviewers
from generator.desk.safety import MOST_BYTES
from generator.desk.standing import BoardState
from generator.fingerprint import fingerprint
from generator.git import NoHistory, repository_or_none
from generator.inbox.archive import bundle
from generator.report.row_changes import told_row, told_sums
from generator.reviewed import TableReview
from generator.site.lock import Busy
from generator.site.publish import Refused


@dataclass(frozen=True)
class FileReviewed:
    """One file that waits, and who has signed for it."""

    file: str
    reviewed: str
    """"" where nobody has."""
    day: date | None
    table: bool


@dataclass(frozen=True)
class ReviewedTable:
    """One table with what is otherwise in it, in words."""

    table: TableReview
    rows: tuple[tuple[str, str], ...]
    """(the row, what became of it)."""
    sums: str


def _tables(desk: Desk, state: BoardState, files: PublishedFiles) -> list[ReviewedTable] | None:
    """None where nothing was published before that it could be held against."""
    task = desk.boards.task(state.slug, desk.today())
    reviewed = board_review(task, state, files) if task else None
    if reviewed is None:
        return None
    return [
        ReviewedTable(table, tuple((row.row or "一行", told_row(row, says)) for row, says in table.rows), told_sums(table))
        for table in reviewed.tables
    ]


def publish(desk: Desk, asked: Asked) -> Answer:
    state = desk.village(asked)
    files = PublishedFiles(desk.root)
    if asked.method == "POST":
        return _published(desk, state, files, asked.text("stands"))
    waiting = files.differing(state.slug)
    signed = {file: (reviewed, day) for file, reviewed, day in reviewers(state, waiting)}
    reviewed = [FileReviewed(file, *signed.get(file, ("", None)), file in signed) for file in waiting]
    errors = [p for p in state.problems if p.severity is Severity.ERROR]
    view = {
        "state": state,
        "villages": desk.villages(),
        "waiting": reviewed,
        "errors": errors,
        "tables": _tables(desk, state, files) if not errors else [],
        "stands": fingerprint(files.now(state.slug)),
        "site": site_of(desk.root, "public"),
    }
    return DeskPage("publish.html", "公开", view)


def _published(desk: Desk, state: BoardState, files: PublishedFiles, stands: str) -> Answer:
    """``stands``: id of the files that were looked at, which alone go out."""
    site, digests = site_of(desk.root, "public"), files.now(state.slug)
    if stands != fingerprint(digests):
        raise CannotDo("你看的时候文件又改过了。回到「公开」再看一遍，看好了再公开。", 409)
    try:
        outcome = run(desk.root, desk.today(), (state.slug,), site, os.cpu_count() or 1)
    except (Busy, Refused, WorkerLost) as why:
        raise CannotDo(str(why)) from None
    made = [board for board in outcome.boards if board.built and board.slug == state.slug]
    if made:
        files.keep(state.slug, digests)
    view = {
        "state": state,
        "board": made[0] if made else None,
        "problems": [p for p in outcome.problems if p.severity is Severity.ERROR],
        "site": site,
        "git": repository_or_none(desk.root) is not None,
    }
    return DeskPage("published.html", "公开好了" if made else "没有公开", view)


def send_on(desk: Desk, asked: Asked) -> Answer:
    """What was published, into the repository and to where that is kept."""
    state = desk.village(asked)
    if asked.method != "POST":
        raise CannotDo("没有这一页。", 404)
    try:
        sent = git_sent.send(desk.root, f"公开：{state.name} {desk.today():%Y-%m-%d}")
    except NoHistory as why:
        raise CannotDo(str(why)) from None
    return DeskPage("sent.html", "没有送上去" if sent.wrong else "存好了", {"state": state, "sent": sent})


def bundle_of(desk: Desk, asked: Asked) -> Answer:
    """All files of the village in one, with their digests: the township's `gongkai add` takes it."""
    state = desk.village(asked)
    files = PublishedFiles(desk.root).now(state.slug)
    content = bundle({file: door.read(desk.root, file, MOST_BYTES) for file in files if file.startswith("data/")})
    return Sent(content, "application/zip", f"{state.name}-{desk.today():%Y-%m-%d}.zip")


PAGES = {"/publish": publish, "/publish/send": send_on, "/publish/bundle": bundle_of}
