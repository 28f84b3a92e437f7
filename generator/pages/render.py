"""Jinja2: one page's view → its Markdown text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator import values
from generator.config import Context
from generator.pages import escape, links
from generator.shown import HomePart, Page

TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """The one environment: autoescape on, an undefined name is our bug and raises."""
    env = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env.filters |= {
        "cell": escape.cell,
        "md": escape.md,
        "meta": escape.meta,
        "yuan": values.yuan,
        "day": lambda day: values.date_cn(day),
        "iso": lambda day: day.isoformat(),
    }
    env.globals |= {"href": links.href}
    return env


def render(page: Page, context: Context) -> str:
    """The page as Markdown with front matter."""
    env = environment()
    body = _macro(page.template, page.part)(page.view, page.path)
    return env.get_template("page.md.j2").render(page=page, body=body, context=context)


def render_part(kind_name: str, part: HomePart, at: str) -> Markup:
    """A kind's part of the home page."""
    return Markup(_macro(kind_name, part.part)(part.view, at))


def _macro(template: str, part: str):  # type: ignore[no-untyped-def]
    return getattr(environment().get_template(f"{template}.md.j2").module, part)
