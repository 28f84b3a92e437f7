"""What a clerk asks to be printed: open → load → check → pages, after their redaction → sheets → gate → files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.board import read_board
from generator.check import clock
from generator.classes import dataclass
from generator.config import Edition
from generator.gate import Gate, quiet
from generator.guard import trouble
from generator.model import Problem, has_errors
from generator.opened import open_root
from generator.place import site_of
from generator.planned import may_be_seen, pages_and_records
from generator.poster.fonts import missing
from generator.poster.picture import long_pictures
from generator.poster.sheet import Poster
from generator.poster.sorts import SORTS, Choice, chosen, keys
from generator.poster.typeset import pdf
from generator.privacy.gate import accused, findings
from generator.record.board_record import BoardRecord
from generator.shown import Page, folder
from generator.site.qr import qr_svg
from generator.site.record_files import record_in
from generator.site.tree import write_whole
from generator.task import BoardTask


@dataclass(frozen=True)
class PrintOrder:
    """What is to be printed."""

    what: str
    keys: tuple[str, ...] = ()
    """() for the newest."""
    sizes: tuple[str, ...] = ()
    """() for the usual one of each sheet."""


@dataclass(frozen=True)
class Printed:
    """What became of it on one board."""

    name: str
    files: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    """What a clerk must know of what was written, or of what was not there."""
    problems: tuple[Problem, ...] = ()


def hang(
    root: Path, today: date, villages: Iterable[str], edition: Edition, asked: PrintOrder, output: Path, work: Path | None = None
) -> tuple[list[Printed], list[Problem]]:
    """Each board that was asked for, and what is wrong above them; where that is an error nothing is written."""
    opened = open_root(root)
    if opened.unknown or opened.faulty:
        return [], list(opened.problems)
    boards = []
    for slug in opened.asked(villages):
        task = BoardTask(root, slug, opened.site, today, edition=edition, place=work)
        try:
            boards.append(_board(task, asked, output / slug))
        except Exception as error:
            boards.append(Printed(slug, problems=(quiet(trouble(error, root, task.base, slug, slug)),)))
    return boards, list(opened.problems)


def _board(task: BoardTask, asked: PrintOrder, folder: Path) -> Printed:
    gate = Gate(task.root, task.slug, task.site, task.today)
    data, content, problems = read_board(task, gate=gate)
    if data.village is None or has_errors(problems):
        return Printed(data.village.name if data.village else task.slug, problems=tuple(map(quiet, problems)))
    context = task.context(data.village)
    owed = clock.owed(context, data.datasets)
    shown, context = may_be_seen(task, context, data.datasets)
    context = replace(context, owed=owed)
    pages, _ = pages_and_records(task, context, shown, content, owed)
    published = record_in(site_of(task.root, task.edition, task.place) / task.slug)
    name, files, notes = data.village.name, list[Path](), list[str]()
    for key in asked.keys or ("",):
        choice = chosen(asked.what, key, pages)
        if choice is None:
            notes.append(_not_there(asked.what, key, pages))
            continue
        sheet = choice.sheet(context, lambda address: qr_svg(address).decode())
        if task.edition != "public":  # nobody shall take it for the one that may go out
            sheet = replace(sheet, name=f"{sheet.name}-{task.edition}")
        sheet = with_root(sheet, choice, published)
        words = f"{sheet.name}.txt"
        if leaks := [each for each in findings(words, sheet.text().encode(), gate.may) if each.value not in gate.judged]:
            return Printed(name, tuple(files), tuple(notes), tuple(map(accused, leaks)))
        files += _written(sheet, asked.sizes, folder)
        if absent := missing(sheet.text()):
            notes.append(f"{sheet.title}里有字体没有的字：{'、'.join(absent)}。纸上印成了〓，请用笔补上。")
    return Printed(name, tuple(files), tuple(notes))


def with_root(sheet: Poster, choice: Choice, published: BoardRecord | None) -> Poster:
    """With the root of what is published, where the sheet's own page is published as it is."""
    code = str(sheet.told["code"])
    same = published and code and published.pages().get(folder(choice.pages[-1].path)) == code
    return sheet.with_code(code, published.code) if published and same else sheet


def _written(sheet: Poster, sizes: Sequence[str], folder: Path) -> list[Path]:
    papers = (sheet.size,) if sheet.fixed else sizes or (sheet.size,)
    made = {f"{sheet.name}-{size}.pdf": pdf(sheet, size) for size in papers}
    if sheet.long:
        made |= {f"{sheet.name}-{n}.png": picture for n, picture in enumerate(long_pictures(sheet), 1)}
    made[f"{sheet.name}.txt"] = (sheet.text() + "\n").encode()
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        write_whole(folder / name, content)
    return [folder / name for name in made]


def _not_there(what: str, key: str, pages: Sequence[Page]) -> str:
    there = keys(what, pages)
    title = SORTS[what].title
    if not there:
        return f"这个村还没有可以做成「{title}」的资料。"
    few = "、".join(there[:12]) + ("……" if len(there) > 12 else "")
    return f"没有「{key}」这一份「{title}」，可以用的有：{few}。"


def unfit(output: Path, root: Path) -> str:
    """Why sheets cannot be written to ``output``: a folder whose content is data, or is published as it is; "" where they can."""
    for name in ("data", "content", "theme_overrides", "build", "site", "site-village"):
        if output.is_relative_to(root / name):
            return f"--output 不能放在 {name}/ 里：那里的文件是资料，或者会被删掉重做、登到网上。请另用一个文件夹。"
    return ""
