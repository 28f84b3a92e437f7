"""A page of the desk as HTML. Everything that is put in is escaped."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.desk.asked import DeskPage, address
from generator.desk.called import called, plainly
from generator.desk.desk import Desk
from generator.report.text import place
from generator.values import date_cn

MENU = (
    ("/", "今天"),
    ("/table", "填表"),
    ("/notice", "公告"),
    ("/look", "看一看"),
    ("/publish", "公开"),
    ("/past", "以前的"),
    ("/settings", "设置"),
)
"""The pages of the desk, in the order of a day's work."""


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.globals |= {"address": address, "menu": MENU}
    made.filters |= {"called": called, "plainly": plainly, "date_cn": date_cn, "place": place}
    return made


def drawn_part(name: str, **view: object) -> str:
    """A part of a page, for a script that puts it there."""
    return _environment().get_template(name).render(**view)


def drawn(page: DeskPage, desk: Desk) -> str:
    """The whole page."""
    template = _environment().get_template(page.template)
    return template.render(title=page.title, today=desk.today(), desk=desk, here=page.template, **page.view)
