"""A file of keys that cannot be read, as its text: what is wrong stands beside it, line by line, until it can be shown as a form again."""

from __future__ import annotations

from generator import door
from generator.classes import dataclass
from generator.desk.asked import Answer, Asked, CannotDo, DeskPage, LedTo, address
from generator.desk.called import called
from generator.desk.desk import Desk
from generator.desk.where_edited import edit_address, is_text
from generator.editing import history
from generator.editing.form_shape import has_form
from generator.editing.key_slips import mended_keys
from generator.editing.keyed_text import KeyedText
from generator.editing.opened_file import read_keys
from generator.editing.own_file import put_whole, read_own
from generator.editing.refused import ChangedMeanwhile, NotEditable
from generator.fingerprint import fingerprint
from generator.model import Problem
from generator.opened import open_root

_CHANGED = "别处刚把这个文件改了，还没有保存。您写的在下面；再按一次「保存」就用您的，那边的一份在「以前的」里。"


@dataclass(frozen=True)
class PlainFile:
    """Which file, and where it is."""

    slug: str
    name: str
    """As addresses have it."""
    file: str


def plain_address(slug: str, name: str) -> str:
    return address("/plain", village=slug, file=name)


def is_unreadable(desk: Desk, file: str) -> bool:
    """True for a text whose keys cannot be read."""
    try:
        return _is_strange(file, read_own(desk.root, file))
    except NotEditable:
        return False  # it is not there, or is no text: whoever opens it tells


def _is_strange(file: str, content: bytes) -> bool:
    """The same of what would be saved; what loaders read is strange where its lines cannot be told from each other. Raises NotEditable for
    what is no text."""
    keyed = read_keys(file, content)
    try:
        keyed.data()
    except NotEditable:
        return True
    return False


def plain(desk: Desk, asked: Asked) -> Answer:
    """The text; looked at, put right where a slip is plain, or saved, as is asked."""
    at = _asked_for(desk, asked)
    try:
        was = read_own(desk.root, at.file)
        keyed = read_keys(at.file, was)
        text, told = keyed.text, ""
        if asked.method == "POST":
            text = _ended(keyed, asked.text("text"))
            told = _done(desk, at, asked, keyed, text, was)
            if asked.text("do") == "mend":
                text = _text(at.file, mended_keys(at.file, keyed.form.stored(text))) or text
            if not told and asked.text("do") == "save" and not is_unreadable(desk, at.file):
                return LedTo(edit_address(at.slug, at.file))
            was = read_own(desk.root, at.file)
    except NotEditable as why:
        raise CannotDo(str(why)) from None
    content = keyed.form.stored(text)
    view = {
        "at": at,
        "called": called(at.file),
        "text": text,
        "told": told,
        "was": fingerprint(was.hex()),
        "problems": _problems(desk, at, content),
        "mended": mended_keys(at.file, content) is not None,
        "strange": _is_strange(at.file, content),
    }
    return DeskPage("plain.html", called(at.file), view)


def _asked_for(desk: Desk, asked: Asked) -> PlainFile:
    name = asked.text("file")
    slug = "" if name.startswith(("site.yml", "regions/")) else desk.village(asked).slug
    file = f"data/villages/{slug}/{name}" if slug else f"data/{name}"
    if not (has_form(file) or is_text(file)):
        raise CannotDo("没有这个文件。", 404)
    return PlainFile(slug, name, file)


def _done(desk: Desk, at: PlainFile, asked: Asked, keyed: KeyedText, text: str, was: bytes) -> str:
    """Saves where that is asked; what stood in the way, "" for nothing. Raises NotEditable."""
    if asked.text("do") != "save":
        return ""
    if asked.text("was") != fingerprint(was.hex()):
        return _CHANGED
    content = keyed.form.stored(text)
    if content != was:
        try:
            put_whole(desk.root, at.file, content, was, first=lambda: history.keep(desk.root, at.file, was))
        except ChangedMeanwhile:
            return _CHANGED
    return ""


def _ended(keyed: KeyedText, text: str) -> str:
    """With the line ends of the file: a browser sends its own."""
    end = "\r\n" if "\r\n" in keyed.text else "\n"
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", end)


def _text(file: str, data: bytes | None) -> str:
    return read_keys(file, data).text if data else ""


def _problems(desk: Desk, at: PlainFile, content: bytes) -> list[Problem]:
    if at.slug:
        return list(desk.live(at.slug).look({at.file: content}).of(at.file))
    with door.instead(desk.root, {at.file: content}):
        return [p for p in open_root(desk.root).problems if p.source.file == at.file]


PAGES = {"/plain": plain}
