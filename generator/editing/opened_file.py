"""A file that is open: what it holds as it stands, every change kept as a draft at once, undone, done again, saved."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from generator import door
from generator.classes import dataclass
from generator.editing import drafts, history
from generator.editing.applied import EditedContent, applied
from generator.editing.csv_text import read_csv_text
from generator.editing.drafts import Draft, DraftNote
from generator.editing.edited_table import EditedTable, edited_table
from generator.editing.edits import Edit
from generator.editing.form_shape import form_shape, has_form
from generator.editing.keyed_text import KeyedText
from generator.editing.own_file import checked_path, put_whole, read_own
from generator.editing.refused import NotEditable
from generator.editing.text_form import decoded
from generator.editing.what_file import what_it_is
from generator.editing.workbook_cells import XlsxCells, read_xlsx_cells


@dataclass(frozen=True)
class SavedFile:
    """What became of it."""

    file: str
    content: bytes
    """As it stands on the disk now."""
    changed: bool
    """False where it was that already."""


class OpenedFile:
    """Made by ``open_file``, ``new_file`` and ``resume``. One thread at a time."""

    def __init__(self, root: Path, file: str, was: bytes | None, content: EditedContent, draft: Draft | None = None) -> None:
        self.root, self.file = root, file
        self.item, self.kind = what_it_is(file)
        self._was = was
        self._content = content
        self._before: list[EditedContent] = []
        self._after: list[EditedContent] = []
        self._packed: tuple[EditedContent, bytes] | None = None
        self._table: tuple[EditedContent, str, str, EditedTable] | None = None
        """The last that were asked for."""
        self._draft = draft or Draft(root, file, was, content.stored())
        self._steps = True
        """The draft begins where the first change did, so that "undo" says enough in it."""

    # --- as it stands

    @property
    def content(self) -> EditedContent:
        return self._content

    @property
    def opened(self) -> bytes | None:
        """What stood on the disk when it was opened or saved last; None for a file that is new."""
        return self._was

    @property
    def keyed(self) -> KeyedText:
        """A file of keys. Raises NotEditable for a table."""
        if isinstance(self._content, KeyedText):
            return self._content
        raise NotEditable("这是一张表，不是一项一项的内容。")

    @property
    def sheets(self) -> tuple[str, ...]:
        """Names of its sheets; ("",) of a CSV, () of what is no table."""
        return () if isinstance(self._content, KeyedText) else self._content.sheets

    def table(self, sheet: str | None = None, regime: str = "") -> EditedTable:
        """A sheet of it, the first where none is named. Raises NotEditable for what is no table."""
        if isinstance(self._content, KeyedText):
            raise NotEditable("这不是表格，要改的是一项一项的内容。")
        name = self._content.sheets[0] if sheet is None else sheet
        if name not in self._content.sheets:
            raise NotEditable(f"没有「{name}」这张工作表。")
        known = self._table
        if known and known[0] is self._content and known[1:3] == (name, regime):
            return known[3]
        fixed = self._content.fixed(name) if isinstance(self._content, XlsxCells) else None
        table = edited_table(self.file, name, self._content, self.kind, fixed, regime)
        self._table = (self._content, name, regime, table)
        return table

    def stored(self) -> bytes:
        """The bytes that would be saved."""
        return self._bytes(self._content)

    def _bytes(self, content: EditedContent) -> bytes:
        """Those of one content; the last are kept, since a workbook is packed anew each time."""
        if self._packed is None or self._packed[0] is not content:
            self._packed = (content, content.stored())
        return self._packed[1]

    @property
    def changed(self) -> bool:
        """True where saving would change the file."""
        return self._was is None or self.stored() != self._was

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        return bool(self._after)

    # --- changed

    def edit(self, edit: Edit) -> None:
        """Do it; on the disk as a draft when this returns. Raises NotEditable, and nothing is changed then."""
        content = applied(self._content, edit)
        self._bytes(content)  # what no file can hold is told before it is done
        self._draft.keep(edit)
        self._done(content)

    def put(self, content: bytes) -> None:
        """All of it anew, as one step that can be undone: an earlier version taken back, a file that was dropped. Raises NotEditable."""
        read = read_content(self.file, content)
        self._draft.keep(content)
        self._done(read)

    def undo(self) -> bool:
        """Take the last change back; False where there is none."""
        if self._before:
            self._draft.keep("undo" if self._steps else self._before[-1].stored())
            self._undone()
            return True
        return False

    def redo(self) -> bool:
        if self._after:
            self._draft.keep("redo" if self._steps else self._after[-1].stored())
            self._redone()
            return True
        return False

    def _done(self, content: EditedContent) -> None:
        self._before.append(self._content)
        self._after.clear()
        self._content = content

    def _undone(self) -> None:
        self._after.append(self._content)
        self._content = self._before.pop()

    def _redone(self) -> None:
        self._before.append(self._content)
        self._content = self._after.pop()

    def replay(self, note: DraftNote) -> None:
        """All steps of a draft, which stay in it. Raises NotEditable where one cannot follow those before it."""
        for step in note.steps:
            if (step == "undo" and not self._before) or (step == "redo" and not self._after):
                raise NotEditable("这份草稿前后接不上，打不开。")
            if step == "undo":
                self._undone()
            elif step == "redo":
                self._redone()
            elif isinstance(step, bytes):
                self._done(read_content(self.file, step))
            elif not isinstance(step, str):
                self._done(applied(self._content, step))

    # --- put back

    def save(self, over: bytes | None = None, despite_mark: bool = False) -> SavedFile:
        """Put it on the disk, whole; what stood there is kept in the history, and the draft goes. What was done can still be undone.

        Raises ChangedMeanwhile where the disk has another file than was opened (``over``: those bytes, to put this one in their place all
        the same; b"" where it has gone), InUse where WPS has it open (``despite_mark``: nobody has), and NotEditable.
        """
        was = self._was if over is None else over or None
        content = self.stored()
        if content != was:
            put_whole(self.root, self.file, content, was, despite_mark, lambda: history.keep(self.root, self.file, was))
        changed, self._was = content != was, content
        self._draft.gone()
        self._draft = Draft(self.root, self.file, content, content)
        self._steps = not (self._before or self._after)
        return SavedFile(self.file, content, changed)

    def discard(self) -> None:
        """Close it; what was not saved is not wanted."""
        self._draft.gone()

    def close(self) -> None:
        """Close it; what was not saved stays as a draft."""
        self._draft.let_go()


def open_file(root: Path, file: str) -> OpenedFile:
    """A file below data/ or content/, to be changed. Raises NotEditable."""
    data = read_own(root, file)
    return OpenedFile(root, file, data, read_content(file, data))


def new_file(root: Path, file: str, content: bytes) -> OpenedFile:
    """A file that is not there yet, with what it begins with (``new_table.py``). Raises NotEditable where there is one."""
    checked_path(root, file)
    if door.is_file(root, file):
        raise NotEditable(f"「{file.rpartition('/')[2]}」已经有了，打开它来改。")
    return OpenedFile(root, file, None, read_content(file, content))


def resume(root: Path, draft: DraftNote) -> OpenedFile:
    """Go on with a draft. Raises NotEditable."""
    note, journal = drafts.take(root, draft.name)
    try:
        opened = OpenedFile(root, note.file, note.was, read_content(note.file, note.begun), journal)
        opened.replay(note)
    except NotEditable:
        journal.let_go()
        raise
    return opened


def read_content(file: str, data: bytes) -> EditedContent:
    """What a file holds, to be changed, by its ending. Raises NotEditable."""
    name = file.rpartition("/")[2]
    match name.rpartition(".")[2].lower():
        case "csv":
            return read_csv_text(data, name)
        case "xlsx":
            return read_xlsx_cells(file, data)
        case "yml" | "md":
            keyed = read_keys(file, data)
            keyed.data()  # what cannot be read is told at once
            return keyed
        case _:
            raise NotEditable(f"「{name}」不能在这里改。")


def read_keys(file: str, data: bytes) -> KeyedText:
    """A file of keys, whether or not they can be read. Raises NotEditable for what is no text."""
    name = file.rpartition("/")[2]
    text, form = decoded(data, name)
    kind = what_it_is(file)[1]
    keyed = KeyedText(text, form, name, name.lower().endswith(".md"), tuple(column.name for column in kind.columns) if kind else ())
    with suppress(NotEditable):  # what cannot be read has no order
        return replace(keyed, order=form_shape(file, keyed.data()).order) if has_form(file) else keyed
    return keyed
