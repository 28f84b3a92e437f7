"""The escapes: a text inside an HTML part of a page, and a text inside a line of Markdown."""

from __future__ import annotations

import json
import re

from markupsafe import Markup, escape

_MARKS = re.compile("[&<>\"'\n\t]")
_MARKDOWN = re.compile(r"[!-/:-@\[-`{-~]")


def cell(text: object) -> Markup:
    """A text as HTML that shows the same text: line ends stay line ends, tabs stay tabs."""
    if isinstance(text, str) and not isinstance(text, Markup) and not _MARKS.search(text):
        return Markup(text)
    return Markup(str(escape("" if text is None else text)).replace("\n", "<br>").replace("\t", "&#9;"))


def md(text: object) -> Markup:
    """A text in a Markdown line: every ASCII punctuation mark becomes an entity, so none of it is markup."""
    return Markup(_MARKDOWN.sub(lambda m: f"&#{ord(m.group())};", " ".join(str(text).split())))


def meta(text: object) -> Markup:
    """A text as a front-matter value. The theme prints titles unescaped, so HTML is escaped here."""
    return Markup(json.dumps(str(escape(" ".join(str(text).split()))), ensure_ascii=False))
