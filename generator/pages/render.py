"""Jinja2: one page's view → its Markdown text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from unicodedata import normalize

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
)
from markupsafe import Markup

from generator import day_words, values
from generator.compiled import compiled_templates
from generator.config import EDITIONS, Context, Village
from generator.fingerprint import fingerprint
from generator.noted import with_notes
from generator.pages import escape, links, table_rows
from generator.pages.chart import series_svg, trend_svg
from generator.pages.explained_words import Sentences, explained, words_of
from generator.pages.shapes import laid
from generator.photo import SMALL_KB
from generator.plugins import BadPlugin, with_templates
from generator.record.board_record import PAGE as RECORD_PAGE
from generator.record.board_record import ROOT
from generator.record.short_code import as_typed
from generator.shown import HomePart, Page

_LABEL = 8
"""Characters before a code in which it is said what it is of."""
_CODE = re.compile(r"[0-9A-Za-z]{4}(?:[-\s·.]?[0-9A-Za-z]{4}){4}")
"""A code of twenty characters as somebody may write it in a sentence."""
TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """The one environment: autoescape on, an undefined name is our bug and raises. Those of other packages are called package/name and may
    import ours."""
    others = PrefixLoader({package: PackageLoader(package) for package in with_templates()})
    loader = ChoiceLoader([FileSystemLoader(TEMPLATES), others])
    env = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env.filters |= {
        "cell": escape.cell,
        "md": escape.md,
        "meta": escape.meta,
        "yuan": values.yuan,
        "number": values.number_text,
        "day": lambda day: values.date_cn(day),
        "iso": lambda day: day.isoformat(),
        "as_day": lambda iso: date.fromisoformat(iso),
        "trend": trend_svg,
    }
    env.filters["bars"] = series_svg
    if folder := compiled_templates():
        env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    env.globals |= {
        "href": links.href,
        "guide_from": links.guide,
        "badge": table_rows.badge,
        "rows": table_rows.rows,
        "foot": table_rows.foot,
        "laid": laid,
        "shared": table_rows.shared,
        "told": table_rows.told,
    }
    env.globals |= {"day_badge": day_words.day_badge, "on_day": day_words.on_day, "words": day_words.WORDS, "small_kb": SMALL_KB}
    return env


def frame(page: Page, context: Context) -> tuple[str, str, Village | None, Sentences]:
    """What stands around the page's own content: whom the edition is for, the last line of every page, on the home page the village, and
    the words that are explained."""
    home = context.village if page.path == "index.md" else None
    return EDITIONS[context.edition].warning, context.site.footer, home, words_of(context)


@cache
def _id_of(words: Sentences) -> str:
    return fingerprint(words)


def render(page: Page, context: Context, code: str = "") -> str:
    """The page as Markdown with front matter. ``code``: of its tables, "" where it has none."""
    with _told_of(page.template):
        macro = _macro(page.template, page.part)
        more = {"page": page} if "page" in macro.arguments else {}
        view, loose = with_notes(page.content.view, page.notes)
        body = macro(view, page.path, **more)
    readers, footer, village, _ = frame(page, context)
    body, asked = explained(str(body), words_of(context))
    around = {
        "readers": readers,
        "footer": footer,
        "village": village,
        "words_asked": asked,
        "code": code,
        "record": RECORD_PAGE,
        "root": ROOT,
    }
    around["looked_at"] = _looked_at(page.posted.reviewed, code) if page.posted else ""
    guide = links.guide(page.path, context.village.slug)
    return environment().get_template("page.md.j2").render(page=page, body=body, loose=loose, guide=guide, **around)


def _looked_at(review: str, code: str) -> str:
    """Whether what was reviewed is what stands here, where the review names the code of the page that it saw. Of the code over the whole
    board only the record knows whether it ever was one."""
    text = normalize("NFKC", review)
    for match in _CODE.finditer(text) if code else ():
        if named := as_typed(match[0]):
            if named == code:
                return "审核时看的就是这一份"
            label = text[max(0, match.start() - _LABEL) : match.start()]
            return "审核以后又改过，公开码和审核时的不一样" if "公开码" in label else "审核时的总码，在「公开记录」的「历次公开」里查"
    return ""


OWN = "own id"
"""That of what its maker gave a page is kept beside it by this name."""


def page_id(page: Page, context: Context) -> str:
    """Equal ids, equal text: of all that the page is made from, without making it."""
    readers, footer, village, words = around = frame(page, context)

    def made() -> str:
        own = page.once(OWN, (), lambda: fingerprint(page.own))
        return fingerprint(own, page.around, (readers, footer, village, _id_of(words)))

    return page.once("id", around, made)


def render_part(kind_name: str, part: HomePart, at: str) -> Markup:
    """A kind's part of the home page."""
    with _told_of(kind_name):
        return Markup(_macro(kind_name, part.part)(part.view, at))


@contextmanager
def _told_of(template: str) -> Iterator[None]:
    """A template of another package that cannot be used is told to the person who installed it."""
    try:
        yield
    except (TemplateError, AttributeError) as error:
        package, _, name = template.rpartition("/")
        if not package:
            raise
        message = f"安装的程序包「{package}」的网页样板 templates/{name}.md.j2 用不了（{type(error).__name__}），卸掉它，或者请做它的人改。"
        raise BadPlugin(message) from error


def _macro(template: str, part: str):  # type: ignore[no-untyped-def]
    return getattr(environment().get_template(f"{template}.md.j2").module, part)
