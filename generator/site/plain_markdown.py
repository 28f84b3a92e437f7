"""Most pages hold nothing but blocks of our own templates, headings, sentences and lists: these are made HTML here, as Python-Markdown
makes them, in a quarter of the time. Of a page with any sign that Markdown may take for a mark nothing is said: the library reads it.

The bytes are the same (tests/test_plain_markdown.py compares both).
"""

from __future__ import annotations

import html
import re
from typing import Any

from generator.site.page_blocks import blocks

Heading = dict[str, Any]
"""As the library tells of one."""
_SIGNS = r"""\x00-\x08\x0b-\x1f\\`*_\[\]{}<>&!#|~@"""
"""What may be a mark, or a mark of the library's own."""
_TAG = rf"""<(?:/(?:a|b|em|small|span|strong|time)|(?:a|b|em|small|span|strong|time)(?: [a-z-]+="[^"{_SIGNS}]*")*)>"""
_LINKED = rf"""<a(?: [a-z-]+="[^"{_SIGNS.replace("#", "")}]*")*>"""
_RUN = rf"(?:[^{_SIGNS}]|{_TAG}|{_LINKED})+"
_SENTENCE = re.compile(rf"(?!\d+[.)]|[-+=:>]){_RUN}")
_HEADING = re.compile(rf"(#{{1,6}}) ([^{_SIGNS}\"]+)")
_ITEM = re.compile(rf"- ++(?!\d+[.)]|[-+=:>]){_RUN}")
_NEVER = ("\t", "\r", "\x02", "\x03", "```", "~~~", "<!--")
"""What the library changes wherever it stands, also in blocks of ours."""
_LOOKS_EMPTY = re.compile(r"\n[^\S\n]+(?:\n|$)")


def as_html(text: str) -> tuple[str, list[Heading]] | None:
    """A page without its front matter as HTML, and its headings as the library tells them; None where it has to be asked."""
    if any(sign in text for sign in _NEVER) or _LOOKS_EMPTY.search(f"\n{text}"):
        return None
    made: list[str] = []
    headings: list[Heading] = []
    named: set[str] = set()
    before = ""
    for block in blocks(text.split("\n")):
        if block.raw:
            if before and not before.endswith("\n"):  # it belongs to the sentence above it
                return None
            made.append(block.text)
            continue
        before = block.text
        for part in re.split(r"\n{2,}", block.text.strip("\n")):
            if not part:
                continue
            done = _made(part, made[-1] if made else "", headings, named)
            if done is None:
                return None
            made.append(done)
    return "\n".join(made).strip(), headings


def _made(part: str, before: str, headings: list[Heading], named: set[str]) -> str | None:
    lines = part.split("\n")
    if any(line != line.strip() for line in lines):
        return None
    if part.startswith("- "):
        if before.endswith("</ul>") or not all(map(_ITEM.fullmatch, lines)):  # two lists, one behind the other, are one
            return None
        return "\n".join(("<ul>", *(f"<li>{line[2:].strip()}</li>" for line in lines), "</ul>"))
    if len(lines) > 1:
        return None
    if heading := _HEADING.fullmatch(part):
        return _heading(len(heading[1]), heading[2].strip(), headings, named)
    return f"<p>{part}</p>" if _SENTENCE.fullmatch(part) else None


def _heading(level: int, text: str, headings: list[Heading], named: set[str]) -> str:
    from markdown.extensions.toc import slugify, unique

    name = " ".join(text.split())
    own = unique(slugify(html.unescape(name), "-"), named)
    headings.append({"level": level, "id": own, "name": name, "html": text, "data-toc-label": ""})
    return f'<h{level} id="{own}">{text}</h{level}>'
