"""A file that was dropped on 填表: what it was taken for and why, what is not sure is asked; then it is open as a table, not saved yet."""

from __future__ import annotations

import secrets
from urllib.parse import unquote

from generator.classes import dataclass
from generator.desk.asked import Answer, Asked, CannotDo, DeskPage, LedTo, address
from generator.desk.desk import Desk
from generator.desk.open_table import OpenTable
from generator.desk.read_in_words import how_read
from generator.desk.table_page import take_table
from generator.desk.where_edited import TABLE_ENDINGS
from generator.editing.opened_file import new_file, open_file
from generator.editing.refused import NotEditable
from generator.inbox.in_words import doubt_told, name_of, what_it_is
from generator.inbox.looked import Looked, look_at
from generator.inbox.placed import place
from generator.inbox.put import held
from generator.inbox.understanding import Known, known, understand
from generator.inbox.understood import Answers, Doubt, Received, Refusal, Understood
from generator.kinds import all_kinds
from generator.privacy.names import blotted_words

_MOST = 20
"""Dropped files that are remembered until somebody says what to do with them."""
_ABOUT = {"village": "哪个村", "kind": "哪一类", "period": "哪一期"}


@dataclass(frozen=True)
class PieceShown:
    """One table of a dropped file, as the page shows it."""

    number: int
    name: str
    lines: tuple[str, ...]
    """What it was taken for and why, and how it is read."""
    doubts: tuple[tuple[str, str, Doubt], ...]
    """(field of the form, what it asks, the doubt)."""


def _here(desk: Desk) -> Known:
    return known(desk.root, desk.today(), all_kinds())


def drop(desk: Desk, asked: Asked) -> Answer:
    """A file is taken in; or the page of one that was."""
    if asked.method == "POST":
        name = unquote(asked.name).rpartition("/")[2].rpartition("\\")[2]
        if not name or not asked.body:
            raise CannotDo("文件是空的，或者没有名字。")
        received = Received(name, asked.body)
        while len(desk.dropped) >= _MOST:
            del desk.dropped[next(iter(desk.dropped))]
        number = secrets.token_urlsafe(8)
        desk.dropped[number] = look_at([received], _here(desk), Answers())
        return {"to": address("/table/drop", number=number, village=asked.text("village"))}
    looked = _dropped(desk, asked)
    pieces = [_shown(n, each, desk) for n, each in enumerate(looked.understood)]
    return DeskPage("drop.html", "放进来的文件", {"pieces": pieces, "refused": looked.refused, **_asked_again(asked)})


def _asked_again(asked: Asked) -> dict[str, str]:
    return {"number": asked.text("number"), "village": asked.text("village")}


def _dropped(desk: Desk, asked: Asked) -> Looked:
    looked = desk.dropped.get(asked.text("number"))
    if looked is None:
        raise CannotDo("这个文件已经不在了，再放一次。", 404)
    return looked


def _shown(number: int, understood: Understood, desk: Desk) -> PieceShown:
    here = _here(desk)
    kind = here.kind(understood.kind)
    read = map(blotted_words, how_read(understood.piece, kind)) if kind else ()
    lines = (*what_it_is(understood, here), *read)
    doubts = tuple((doubt.about, f"{_ABOUT[doubt.about]}：{doubt_told(doubt)}", doubt) for doubt in understood.doubts)
    return PieceShown(number, name_of(understood), lines, doubts)


def take(desk: Desk, asked: Asked) -> Answer:
    """What is not sure has been answered: the table is open."""
    looked = _dropped(desk, asked)
    n = asked.text("piece")
    if asked.method != "POST" or not n.isdigit() or int(n) >= len(looked.understood):
        raise CannotDo("这个文件已经不在了，再放一次。", 404)
    here, first = _here(desk), looked.understood[int(n)]
    answers = Answers(*(asked.form.get(about, "").strip() or getattr(first, about) for about in ("village", "kind", "period")))
    understood = first if first.sure else understand(first.piece, here, answers)
    if isinstance(understood, Refusal):
        raise CannotDo(f"{understood.message}{understood.hint}")
    if understood.doubts:
        view = {"pieces": [_shown(int(n), understood, desk)], "refused": (), **_asked_again(asked)}
        return DeskPage("drop.html", "放进来的文件", view)
    placed = place(understood, here)
    if isinstance(placed, Refusal):
        raise CannotDo(f"{placed.message}{placed.hint}")
    if not placed.file.endswith(TABLE_ENDINGS):
        raise CannotDo("这不是表格。照片、PDF 和文章在「公告」里放。")
    if placed.there and placed.there != placed.file:
        raise CannotDo(f"这一期已经有一张，是另一种文件（{placed.there.rpartition('/')[2]}）。打开那一张，把这里的内容复制粘贴过去。")
    opened = _opened(desk, understood, placed.there or placed.file, bool(placed.there))
    held(desk.root / "build", first.piece.received)
    slug = understood.village
    return LedTo(address("/table/open", village=slug, file=opened.opened.file.removeprefix(f"data/villages/{slug}/")))


def _opened(desk: Desk, understood: Understood, file: str, there: bool) -> OpenTable:
    """The file as it came, in an open table: over what is there as one step that can be undone."""
    state = desk.boards.state(understood.village, desk.today())
    if state is None:
        raise CannotDo("没有这个村。", 404)
    data = understood.piece.data
    if file in desk.tables or there:
        opened = desk.tables.get(file) or take_table(desk, state, file, lambda: open_file(desk.root, file))
        try:
            opened.opened.put(data)
        except NotEditable as why:
            raise CannotDo(str(why)) from None
        return opened
    return take_table(desk, state, file, lambda: new_file(desk.root, file, data))


PAGES = {"/table/drop": drop, "/table/take": take}
