"""填表, for what is no table: files of keys and lists as forms; the settings of a village and of the site likewise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from generator import door, values
from generator.config import Context, Village
from generator.desk.asked import Answer, Asked, CannotDo, DeskPage, LedTo, address
from generator.desk.called import called, guide_of
from generator.desk.desk import Desk
from generator.desk.open_form import OpenForm
from generator.desk.plain_page import is_unreadable, plain_address
from generator.editing import drafts
from generator.editing.form_shape import SITE, has_form
from generator.editing.live import BoardLook
from generator.editing.new_listing import begin_listing
from generator.editing.opened_file import OpenedFile, new_file, open_file, resume
from generator.editing.refused import NotEditable
from generator.kind import KEYS, Kind
from generator.kinds import all_kinds
from generator.load.board_data import BoardData
from generator.opened import open_root

_OF_ALL = ("site.yml", "regions/")


def form_file(desk: Desk, asked: Asked) -> tuple[str, str]:
    """(slug, file below the root) of what is asked for; the slug is "" for what holds for all villages. Raises CannotDo."""
    slug = "" if asked.text("file").startswith(_OF_ALL) else desk.village(asked).slug
    file = file_at(slug, asked.text("file"))
    if not has_form(file):
        raise CannotDo("没有这个文件。", 404)
    return slug, file


def file_at(slug: str, name: str) -> str:
    """``name`` as addresses have it, below the root."""
    return f"data/{name}" if name.startswith(_OF_ALL) else f"data/villages/{slug}/{name}"


def open_form(desk: Desk, asked: Asked) -> Answer:
    """The form; before it, where a crash left a draft, the question whether to go on with that."""
    slug, file = form_file(desk, asked)
    here = address("/form/open", village=slug, file=asked.text("file"))
    if file not in desk.forms:
        waiting = drafts.waiting(desk.root, file)
        if asked.method == "POST" and waiting:
            if asked.text("draft") == "go-on":
                take_form(desk, slug, file, lambda: resume(desk.root, waiting[0]))
            else:
                for note in waiting:
                    drafts.throw_away(desk.root, note.name)
            return LedTo(here if file in desk.forms or door.is_file(desk.root, file) else address("/table", village=slug))
        if waiting:
            return DeskPage("draft.html", "上次没有保存完", {"to": here, "steps": len(waiting[0].steps)})
    if file not in desk.forms and is_unreadable(desk, file):
        return LedTo(plain_address(slug, asked.text("file")))
    opened = opened_form(desk, slug, file)
    kind = opened.opened.kind
    view = {
        "slug": slug,
        "file": asked.text("file"),
        "kind": kind,
        "guide": guide_of(kind) if kind else "",
        "village": desk.boards.name(slug) if slug else "",
        "view": form_view(desk, opened),
    }
    return DeskPage("form.html", _title(desk, opened), view)


def _title(desk: Desk, opened: OpenForm) -> str:
    """What the matter is called; of a region its name."""
    file, kind = opened.opened.file, opened.opened.kind
    if file.startswith("data/regions/"):
        return f"地区的规定：{opened.opened.keyed.value(('名称',)) or called(file)}"
    if kind is None:
        return called(file)
    data = next((data for data in desk.live(opened.slug).look().datasets(kind.name) if data.file == file), None)
    title = kind.title_of(data) if data else None
    return f"{kind.title}，还没有写名称" if data is None or title == data.key else title or called(file)


def take_form(desk: Desk, slug: str, file: str, work: Callable[[], OpenedFile]) -> OpenForm:
    """What ``work`` opens is open from now on. Raises CannotDo."""
    try:
        desk.forms[file] = OpenForm(slug, work())
    except NotEditable as why:
        raise CannotDo(str(why)) from None
    return desk.forms[file]


def opened_form(desk: Desk, slug: str, file: str) -> OpenForm:
    """The file as it is open, else opened now. Raises CannotDo."""
    if file == SITE and not door.is_file(desk.root, SITE):  # what is not written there is as the law has it
        return desk.forms.get(file) or take_form(desk, slug, file, lambda: new_file(desk.root, file, b""))
    return desk.forms.get(file) or take_form(desk, slug, file, lambda: open_file(desk.root, file))


def new_form(desk: Desk, asked: Asked) -> Answer:
    """A file that is not there yet: kept as a draft until it is saved."""
    state = desk.village(asked)
    kind = next((each for each in all_kinds() if each.name == asked.text("kind") and "yml" in each.formats), None)
    key = asked.text("key").strip()
    if asked.method != "POST" or kind is None:
        raise CannotDo("没有这一类。", 404)
    pattern, words, _ = KEYS[kind.key]
    if not pattern.fullmatch(key) or values.KEPT.fullmatch(key):
        raise CannotDo(f"「{key}」不行，要写{words}。")
    there = next((i.file for i in desk.boards.inputs(state.slug) if (i.kind, i.key) == (kind.name, key)), "")
    if there:
        raise CannotDo(f"已经有一个叫「{key}」的{kind.title}了，换一个名字，或者打开它来改。")
    return LedTo(begun_form(desk, state.slug, kind, key))


def begun_form(desk: Desk, slug: str, kind: Kind, key: str, given: tuple[tuple[str, str], ...] = ()) -> str:
    """The address of a new file that begins with what is ``given``."""
    file = f"data/villages/{slug}/{kind.name}/{key}.yml"
    if file not in desk.forms and not drafts.waiting(desk.root, file):
        day = (("公开日", desk.today().isoformat()),)
        take_form(desk, slug, file, lambda: new_file(desk.root, file, begin_listing(file, (*day, *given))))
    return address("/form/open", village=slug, file=f"{kind.name}/{key}.yml")


def free_key(desk: Desk, slug: str, kind: Kind) -> str:
    """A name that no file of the kind has: 2026-11-1."""
    names = {i.key for i in desk.boards.inputs(slug) if i.kind == kind.name}
    names |= {PurePosixPath(file).stem for file in desk.forms if PurePosixPath(file).parent.name == kind.name}
    return next(key for n in range(1, 1000) if (key := f"{desk.today():%Y-%m}-{n}") not in names)


def form_view(desk: Desk, opened: OpenForm) -> dict[str, Any]:
    """With all that is open and not saved."""
    file, content = opened.opened.file, opened.opened.stored()
    if opened.slug:
        board = desk.live(opened.slug)
        look = board.look(desk.unsaved(opened.slug) | {file: content})
        return opened.view(look.problems, look, board.context, board)
    with door.instead(desk.root, {file: content}):
        root = open_root(desk.root)
    return opened.view(root.problems, BoardLook(BoardData(None)), Context(root.site, Village("", ""), desk.today()))


def settings(desk: Desk, asked: Asked) -> Answer:
    """The settings that there are: of each village, of the site, of regions."""
    titles = {region.file.rpartition("/")[2]: region.title for region in desk.boards.opened().site.regions}
    regions = [(name, titles.get(name, name)) for name in door.listed(desk.root, "data/regions") if has_form(f"data/regions/{name}")]
    return DeskPage("settings.html", "设置", {"villages": desk.villages(), "regions": regions})


def is_form_kind(kind: Kind) -> bool:
    """Whether a new file of the kind is a form rather than a table."""
    return not kind.document and kind.formats[0] == "yml"


PAGES = {"/form/open": open_form, "/form/new": new_form, "/settings": settings}
