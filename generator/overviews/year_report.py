"""年度工作总结: a page for each year, composed of the clerk's words and of what the board itself has to tell of the year."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

from generator import values
from generator.check import body, posting
from generator.check.document_text import document_text
from generator.check.placed_figures import LONE, PLACED, KnownFigures, PlacedFigure
from generator.check.typed_figures import contradictions
from generator.classes import dataclass
from generator.config import Context
from generator.kind import Books, Overview
from generator.kinds import all_kinds, yearly
from generator.kinds._document_keys import IN_TEXT
from generator.kinds._document_views import DocumentView
from generator.kinds.yearly import HEARD, OUTLINE
from generator.law.outlines import USUAL, OutlinePart, ReportOutlines, outlines, part_of
from generator.model import Dataset, Problem, problem
from generator.overviews._report_parts import ReportPart, Words, chapters, parts_of
from generator.overviews._year import SECTIONS, offers_of
from generator.shown import ColumnRole, Content, Cover, Linked, Page, Table, TableColumn

_PLACED: tuple[tuple[str, ColumnRole], ...] = (("数字", "title"), ("是多少", "text"), ("在哪里", "text"), ("说明", "text"))
_LISTED = 60
"""How many names of figures a message repeats."""


def _outlines(context: Context) -> ReportOutlines:
    region = context.region
    return outlines((name, OutlinePart(title, also, takes)) for name, title, also, takes in (region.outline if region else ()))


def _outline_of(data: Dataset, context: Context) -> tuple[OutlinePart, ...] | None:
    name = values.label(data.rows[0].text(OUTLINE)) or USUAL
    return next((parts for each, parts in _outlines(context).items() if values.label(each) == name), None)


def _known(books: Books, year: str, context: Context) -> KnownFigures:
    before = str(int(year) - 1)
    now, then = (offers_of(books, each, context, yearly.KIND.name) for each in (year, before))
    return KnownFigures(now, then)


# --- pages -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class YearReport:
    """The page, as its template takes it."""

    document: DocumentView
    year: str
    village: str
    above: Words
    parts: tuple[ReportPart, ...]
    placed: Table | None
    """Every figure that was placed, and where it stands."""
    facts: tuple[tuple[str, tuple[str, ...]], ...]


def pages(books: Books, context: Context) -> Iterator[Page]:
    """A page for each report that the edition may hold."""
    for data, view, _ in yearly.KIND.shown(books[yearly.KIND.name], context):
        parts = _outline_of(data, context) or outlines()[USUAL]
        above, made, placed = parts_of(data.body, parts, _known(books, data.key, context), SECTIONS)
        row = data.rows[0]
        facts = tuple((name, (row.text(name),)) for name in ("主体", HEARD, "异议渠道") if row.text(name))
        village = context.village.full_name or context.village.name
        yield Page(
            view.path, view.title, "yearly", "report", _report,
            (data.key, village, view, above, made, placed, facts, replace(data, body=PLACED.sub(r"「\1」", data.body))),
            description=f"{_with_village(view.title, context)}：{'、'.join(part.title for part in made)}。",
            sample=context.village.sample_sentence(yearly.KIND.title), sources=(data.file,), posted=posting.posted(data),
            cover=Cover(view.title, tuple((name, str(told[0])) for part in made for name, told in part.facts)[:3]),
        )  # fmt: skip


def _with_village(title: str, context: Context) -> str:
    return title if title.startswith(context.village.name) else context.village.name + title


def _report(
    year: str,
    village: str,
    view: DocumentView,
    above: Words,
    made: tuple[ReportPart, ...],
    placed: tuple[PlacedFigure, ...],
    facts: tuple[tuple[str, tuple[str, ...]], ...],
    data: Dataset,
) -> Content:
    """``data``: with the names of figures in its text, which follow from other files."""
    columns = tuple(TableColumn(name, role, 24) for name, role in _PLACED)
    title = "文字里用到的数字"
    rows = tuple((one.name, one.words, Linked(((one.title, one.path),)) if one.path else one.title, one.note) for one in placed)
    shown = Table(f"yearly-{year}", title, columns, rows)
    plain = Table(f"yearly-{year}", title, columns, tuple((one.name, one.words, one.title, one.note) for one in placed))
    words = document_text(data, view.path, IN_TEXT)
    return Content(YearReport(view, year, village, above, made, shown if rows else None, facts), (plain,) if rows else (), (words,))


# --- checks ----------------------------------------------------------------------------------


def outlines_known(books: Books, context: Context) -> Iterator[Problem]:
    """提纲 is one there is; every heading is one of its parts; what a region's parts take is there."""
    names = list(_outlines(context))
    for data in books[yearly.KIND.name]:
        row, parts = data.rows[0], _outline_of(data, context)
        if parts is None:
            hint = f"可以写的有：{'、'.join(names)}；不写就是 {USUAL}。"
            yield problem("outline-unknown", row.at(OUTLINE), f"「{OUTLINE}」写的是「{row.text(OUTLINE)}」，没有这一份提纲。", hint)
            continue
        titles = [part.title for part in parts]
        for chapter in chapters(data.body):
            if chapter.heading and not part_of(chapter.heading, parts):
                near = _near(chapter.heading, {name: part.title for part in parts for name in (part.title, *part.aliases)})
                message = f"题目「{chapter.heading}」不在提纲里，网页上单独成一部分。"
                hint = f"{near}提纲里有：{'、'.join(titles)}。"
                yield problem("part-unknown", body.at(data, chapter.line), message, hint)


def _near(text: str, known: dict[str, str]) -> str:
    near = get_close_matches(values.label(text), known, 1, 0.5)
    return f"是不是「{known[near[0]]}」？" if near else ""


def figures_known(books: Books, context: Context) -> Iterator[Problem]:
    """Every name in braces is a figure of the year, and every number that a sentence names says what the data say."""
    whole = replace(context, edition="village")  # what any edition may fill in is known
    for data in books[yearly.KIND.name]:
        known = _known(books, data.key, whole)
        for n, line in enumerate(html.unescape(data.body).split("\n")):
            where = body.at(data, n)
            names = [match[1] for match in PLACED.finditer(line)]
            for name in (name for name in names if known.find(name) is None):
                near = "、".join(f"「{each}」" for each in known.near(name))
                hint = (f"是不是{near}？" if near else "") + _all_names(known)
                yield problem("figure-unknown", where, f"「{name}」不是 {data.key} 年的哪一个数字的名称。", hint)
            if LONE.search(PLACED.sub("", line)):
                yield problem("figure-unclosed", where, "这一行的大括号没有写成对。", excerpt=line.strip())
            for one in contradictions(line, known):
                data_say = f"{one.year} 年的资料里是 {one.figure.words}（{one.figure.title}）"
                message = f"「{one.figure.name}」后面写的是 {one.written}，{data_say}。"
                hint = f"改成 {{{{数字: {one.figure.name}}}}}，由程序来填；资料错了的改资料；说的不是这个数，换一个说法。"
                yield problem("figure-differs", where, message, hint, line.strip())


def _all_names(known: KnownFigures) -> str:
    names = known.names()
    more = f"……一共 {len(names)} 个" if len(names) > _LISTED else ""
    return f"可以写的有：{'、'.join(names[:_LISTED])}{more}。" if names else "这一年的资料里还没有数字。"


OVERVIEW = Overview(
    name="year_report",
    title="年度工作总结",
    order=732,
    uses=tuple(kind.name for kind in all_kinds()),
    checks=(outlines_known, figures_known),
    pages=pages,
)
