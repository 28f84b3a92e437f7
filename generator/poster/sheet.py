"""One sheet for the wall, as its template takes it: texts only, all of them read off a page that an edition may show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, timedelta
from decimal import Decimal

from generator import values
from generator.classes import dataclass
from generator.config import EDITIONS, Contact, Context
from generator.posted import Posted
from generator.record.short_code import ALPHABET
from generator.shown import Page, Table, Value, folder

PosterWords = Mapping[str, object]
"""What a template is given: texts, lists and mappings of them."""
PHONES = 3
"""Lines to call that a sheet names."""
_WATCH = ("监督", "疑问", "公开", "反映", "举报", "核实")
"""Words of a contact whom a reader of the wall would call."""


@dataclass(frozen=True)
class Poster:
    """What is printed of one page, or of several of one sort."""

    name: str
    """ASCII file name, without ending: 2026-10-account."""
    template: str
    """The one that sets it for paper."""
    title: str
    page: str
    """The path of the page whose QR code it bears."""
    day: date
    """Of its data, for the dates inside the PDF: the same bytes whenever it is made."""
    told: PosterWords = field(default_factory=dict)
    long: bool = False
    """It is also a picture for chats."""
    size: str = "A3"
    """Of its paper on the site; others by the command."""
    fixed: bool = False
    """It is on paper of that size only."""

    def text(self) -> str:
        """All its words in the order of the sheet: what a screen reader, a search and the gate are given of a picture."""
        return "\n".join(dict.fromkeys(_texts({k: v for k, v in self.told.items() if k not in _UNSEEN})))

    def with_code(self, code: str, root: str = "") -> Poster:
        """With the code by which a reader checks it against the record, and that of all that stands on the board."""
        return replace(self, told={**self.told, "code": code, "root": root, "letters": ALPHABET})


_UNSEEN = ("qr", "letters")


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, Sequence):
        if value and all(isinstance(part, str) for part in value):
            yield "　".join(filter(None, value))
        else:
            for part in value:
                yield from _texts(part)


def frame(page: Page, context: Context, qr: str) -> dict[str, object]:
    """What stands around every sheet: whose it is, for whom, until when it hangs, whom to call. ``qr``: an SVG; "" without an address."""
    village, held = context.village, EDITIONS[context.edition]
    return {
        "title": page.title,
        "board": village.board_name,
        "village": village.full_name or village.name,
        "edition": f"{held.name}：只在村内张贴" if held.name else "",
        "warning": held.warning,
        "sample": page.sample,
        "posted": [list(pair) for pair in posting(page.posted, context)],
        "phones": [[told_of(one), one.phone] for one in to_call(village.to_ask)],
        "address": context.address(page.path),
        "qr": qr,
        "code": "",
        "root": "",
        "missing": "",
    }


def posting(posted: Posted | None, context: Context) -> Iterable[tuple[str, str]]:
    """公开日, 公示期 and 审核, as the page says them; where no end is stated, the day until which the law lets it hang.

    Law: 村民委员会组织法 (2025) art. 35, no fewer than fifteen days, both ends counted.
    """
    if posted is None:
        return
    if posted.day:
        yield "公开日", values.date_cn(posted.day)
    if posted.start and posted.end:
        yield "张贴", f"{values.date_cn(posted.start)}至{values.date_cn(posted.end)}"
    elif posted.day:
        until = posted.day + timedelta(context.site.min_posting_days - 1)
        yield "张贴", f"至少贴到{values.date_cn(until)}"
    yield "审核", posted.reviewed or "没有写明"


def to_call(contacts: Sequence[Contact]) -> list[Contact]:
    """Whom a reader of the wall calls: those who answer for what is published and who watch it; else the first there are."""
    there = [one for one in contacts if one.phone]
    watch = [one for one in there if any(word in one.matter + one.role for word in _WATCH)]
    return (watch or there)[:PHONES]


def told_of(contact: Contact) -> str:
    """「对公开内容有疑问：周假设（村务监督委员会主任）」."""
    who = contact.name + (f"（{contact.role}）" if contact.name and contact.role else contact.role)
    return "：".join(filter(None, (contact.matter, who)))


def words(item: Value, role: str = "text") -> str:
    """A cell as the page shows it."""
    if item is None:
        return ""
    if role == "money" and isinstance(item, int):
        return values.yuan(item)
    if isinstance(item, int | Decimal):
        return values.number_text(item)
    return values.date_cn(item) if role == "date" and isinstance(item, date) else str(item)


def table_told(table: Table, drop: Sequence[str] = ()) -> dict[str, object]:
    """A table in texts: its columns with how each stands, its rows, its sums. Columns without content are left out."""
    cells = [[words(item, c.role) for item, c in zip(row, table.columns, strict=True)] for row in table.rows]
    foot = [words(item, c.role) for item, c in zip(table.foot, table.columns, strict=True)] if table.foot else []
    kept = [n for n, c in enumerate(table.columns) if c.name not in drop and any(row[n] for row in cells)]
    return {
        "title": table.title,
        "note": table.note,
        "columns": [[table.columns[n].name, "right" if table.columns[n].role in ("money", "number") else "left"] for n in kept],
        "widths": [max(1, *(_width(row[n]) for row in cells), _width(table.columns[n].name)) for n in kept] if kept else [],
        "rows": [[row[n] for n in kept] for row in cells],
        "foot": [foot[n] for n in kept] if foot else [],
    }


def _width(text: str) -> int:
    """In halves of a Chinese character."""
    return sum(1 if ord(c) < 0x2E80 else 2 for c in text)


def stem(page: Page) -> str:
    """The key of the file a page is made of: 2026-10, 2025-xingji."""
    return folder(page.path).rpartition("/")[2]
