"""On the site: a page for each sheet that is offered, which shows it and has it to take away as PDF, as pictures and as words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from generator.classes import dataclass
from generator.config import Context
from generator.kept import stays
from generator.poster.fonts import font_folders
from generator.poster.paper import at_hand, paper_and_pictures
from generator.poster.picture import size_of
from generator.poster.sheet import Poster
from generator.poster.sorts import SORTS, Choice, usual
from generator.references import References
from generator.section import POSTERS
from generator.shown import Content, Page, folder
from generator.site.qr import qr_svg
from generator.sizes import size_words
from generator.standby import stands_by

_ALL, _NONE = "全做", "不做"


@dataclass(frozen=True)
class PosterPage:
    """The page of one sheet, as its template takes it."""

    title: str
    page: str
    """The page it tells of."""
    paper: tuple[str, str]
    """Where the PDF lies, and its size of paper and in bytes."""
    pictures: tuple[tuple[str, str, tuple[int, int]], ...]
    """Where each lies, what stands for it where it is not seen, its width and height."""
    words: str
    """Where its words lie as a text."""
    village_only: bool


def with_posters(pages: Sequence[Page], context: Context) -> list[Page]:
    """The pages, those that are offered as sheets leading to these, and the pages of the sheets: none where a setting says so, or where
    this machine has nothing to set them with."""
    wanted = context.village.posters or context.site.posters
    choices = list(usual(pages, wanted == _ALL)) if wanted != _NONE and font_folders() else []
    if choices and stays() and not stands_by():
        at_hand()
    lead = {choice.pages[-1].path: _path(choice) for choice in choices}
    made = [page.but(printed=lead[page.path]) if page.path in lead else page for page in pages]
    cover = pages[0].picture  # the home page's: a sheet has none of its own
    return [*made, *(page.but(address=context.address(page.path), picture=cover) for page in _pages(choices, _of_any_day(context)))]


def _path(choice: Choice) -> str:
    return f"{POSTERS}/{choice.key}-{choice.sort}.md"


def _of_any_day(context: Context) -> Context:
    """Without what differs from day to day, and of who serves only whom to call: a sheet that says the same is the same."""
    village = replace(context.village, contacts=context.village.to_ask, serving=(), differences=())
    return replace(context, village=village, today=date.min, references=References(), owed=())


def _pages(choices: Sequence[Choice], context: Context) -> Iterator[Page]:
    for choice in choices:
        of = choice.pages[-1]
        chat = SORTS[choice.sort].chat
        title, also = of.title + ("：海报和长图" if chat else "：打印"), "，也可以发到群里" if chat else ""
        stripped = replace(choice, pages=tuple(page.but(owed=(), day=None) for page in choice.pages))
        yield Page(
            _path(choice), title, "posters", "sheet", _content, (stripped, context, _path(choice)), begin=_begun,
            description=f"{context.village.name}{of.title}，可以打印出来贴在公开栏{also}。", sample=of.sample,
            sources=of.sources, day=of.day, fades=of.fades, maker=of.maker,
        )  # fmt: skip


def _content(choice: Choice, context: Context, path: str) -> Content:
    return _begun(choice, context, path)()


def _begun(choice: Choice, context: Context, path: str) -> Callable[[], Content]:
    sheet = choice.sheet(context, lambda address: qr_svg(address).decode())
    return partial(_shown, choice, context, path, sheet, paper_and_pictures(sheet))


def _shown(choice: Choice, context: Context, path: str, sheet: Poster, made: Callable[[], tuple[bytes, list[bytes]]]) -> Content:
    paper, pictures = made()
    place, count = folder(path), len(pictures)
    files = {f"{place}/{sheet.name}.pdf": paper, f"{place}/{sheet.name}.txt": (sheet.text() + "\n").encode()}
    shown = []
    for n, picture in enumerate(pictures, 1):
        to = f"{place}/{sheet.name}-{n}.png"
        files[to] = picture
        shown.append((to, sheet.title + (f"，{count} 张里的第 {n} 张" if count > 1 else "") + "；图里的字都在「文字」里", size_of(picture)))
    words = f"{place}/{sheet.name}.txt"
    told = (f"{place}/{sheet.name}.pdf", f"{sheet.size}，{size_words(len(paper))}")
    view = PosterPage(SORTS[choice.sort].title, choice.pages[-1].path, told, tuple(shown), words, context.edition != "public")
    return Content(view, files=tuple(files.items()))
