"""What of a board is otherwise than when the desk published it last, row by row, as whoever reviews it is shown it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from generator.check.posting import posted
from generator.contents import content_from
from generator.corrections.reasons import Board
from generator.corrections.review import PublishedState, review
from generator.desk.published_files import PublishedFiles
from generator.desk.standing import BoardState
from generator.kinds import all_kinds
from generator.planned import may_be_seen
from generator.reviewed import BoardReview
from generator.task import BoardTask


class LastPublished(PublishedState):
    """The files of the last publication, as build/desk has them: no git is asked."""

    def __init__(self, files: PublishedFiles) -> None:
        self._files = files
        self._places: dict[str, str] = {}
        """Git's name of what a file held → the file."""
        self.compared = "和上次从工作台公开的比。"

    def files(self, slug: str) -> dict[str, str]:
        blobs = {}
        for file in self._files.files(slug):
            if (data := self._files.content(file)) is not None:
                blobs[file] = content_from(data).blob
                self._places[blobs[file]] = file
        return blobs

    def bytes_of(self, blobs: Sequence[str]) -> dict[str, bytes]:
        return {blob: self._files.content(self._places[blob]) or b"" for blob in blobs}


def board_review(task: BoardTask, state: BoardState, files: PublishedFiles) -> BoardReview | None:
    """None for a board that the desk has not published yet, and for one whose settings cannot be read."""
    if not files.known(state.slug) or state.village is None:
        return None
    context = task.context(state.village)
    shown, _ = may_be_seen(task, context, state.books)
    board = Board(state.slug, {kind.name: kind for kind in all_kinds()}, state.books)
    return review(LastPublished(files), task.root, board, shown, context)


def reviewers(state: BoardState, files: Sequence[str]) -> list[tuple[str, str, date | None]]:
    """(file, what its 审核 says, 公开日) of each table or document among ``files``; "" where nobody has signed."""
    wanted = set(files)
    return [
        (data.file, posted(data).reviewed, posted(data).day)
        for datasets in state.books.values()
        for data in datasets
        if wanted & {*data.files}
    ]
