"""更正记录: every published row of a board that was put right, the newest first; and the line about it on the pages concerned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.classes import dataclass
from generator.config import Context
from generator.corrected import COMPARED, PATH, STATED, Correction, Corrections
from generator.findable import Record
from generator.shown import Content, Linked, Page, Table, TableColumn

TITLE = "更正记录"
_COLUMNS = (
    TableColumn("更正日", "date"), TableColumn("资料", "title", 28), TableColumn("行", width=16), TableColumn("做法"),
    TableColumn("项目", width=16), TableColumn("原为", width=16), TableColumn("改为", width=16), TableColumn("原因", width=32),
    TableColumn("经谁同意", width=24),
)  # fmt: skip


@dataclass(frozen=True)
class CorrectionsView:
    """The page, as its template takes it."""

    table: Table
    compared: str
    count: int
    unexplained: int


def corrections_page(corrections: Corrections, context: Context) -> Page:
    """The newest first; a download says the same."""
    count = len(corrections.rows)
    return Page(
        PATH, TITLE, "corrections", "corrections", _content, (corrections,),
        description=f"{context.village.name}公开以后更正过 {count} 处：哪一行、原来怎样、为什么、谁同意的。",
        sample=context.village.sample_sentence(), sources=(f"data/villages/{context.village.slug}/village.yml",),
    )  # fmt: skip


def _content(corrections: Corrections) -> Content:
    lines = [(each, *line) for each in corrections.rows for line in each.was or (("", "", ""),)]

    def rows(led: bool) -> Iterator[tuple[object, ...]]:
        for each, column, was, now in lines:
            title = Linked(((each.title, each.place),)) if led and each.page else each.title
            yield each.day, title, each.row, each.way, column, was, now, each.why, each.agreed

    anchors = _anchors(corrections.rows, [each for each, *_ in lines])
    shown = Table("corrections", TITLE, _COLUMNS, tuple(rows(True)), anchors=anchors)
    more = ((each.file, COMPARED if each.compared else STATED) for each, *_ in lines)
    files = tuple((*row, *beside) for row, beside in zip(rows(False), more, strict=True))
    table = replace(shown, columns=(*_COLUMNS, TableColumn("文件", width=24), TableColumn("来历")), rows=files, anchors=())
    view = CorrectionsView(shown, corrections.compared, len(corrections.rows), sum(not each.reason for each in corrections.rows))
    return Content(view, (table,))


def _anchors(rows: Sequence[Correction], lines: Sequence[Correction]) -> tuple[str, ...]:
    """An id at the first line of each."""
    first = {id(each): f"c{len(rows) - n}" for n, each in enumerate(rows)}
    return tuple(first.pop(id(each), "") for each in lines)


def correction_records(corrections: Corrections) -> Iterator[Record]:
    """What can be found: each by what the page says of it."""
    for n, each in enumerate(corrections.rows):
        title = " ".join(filter(None, (each.title, "更正", each.row)))
        words, anchor = "，".join(filter(None, (each.note, each.agreed))), f"c{len(corrections.rows) - n}"
        yield Record(title, words, PATH, anchor, TITLE, each.day, year=str(each.day.year))


def note_at_home(corrections: Corrections | None) -> tuple[tuple[str, str], ...]:
    """How many there are, on the home page; nothing where there is none."""
    rows = corrections.rows if corrections else ()
    left = sum(not each.reason for each in rows)
    why = f"，其中 {left} 处没有写明原因" if left else "，都写着为什么"
    return (("", f"公开以后更正过 {len(rows)} 处{why}。"),) if rows else ()


def with_corrections(pages: list[Page], corrections: Corrections | None, context: Context) -> list[Page]:
    """Each page with what is noted at its rows, and behind them 更正记录; of what has no row of its own the page knows which it was."""
    if corrections is None or not corrections.rows:
        return pages
    of_page: dict[str, list[tuple[str, str]]] = {}
    for each in corrections.rows:
        note = each.note if each.anchor or not each.row else f"{each.row}，{each.note}"
        of_page.setdefault(each.page, []).append((each.anchor, note))
    noted = [page.but(notes=tuple(of_page.get(page.path, ()))) if page.path in of_page else page for page in pages]
    return [*noted, corrections_page(corrections, context)]
