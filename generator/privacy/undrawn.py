"""Attributes that only say how a picture is drawn: long rows of numbers that are nobody's.

They are passed over within a tag, as a browser finds one. Beside it, x="13800138000" is what somebody wrote for all to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.pattern import lazy

_SIZES = r"(?:d|[xy][12]?|c[xy]|r[xy]?|points|transform|viewBox|width|height|integrity|nonce)=\"[^\"]*\"|style=\"[^\"'&]*\""
_DRAWN = tuple((space, lazy(f"{space}(?:{_SIZES})")) for space in " \n\t\r\f")  # a pattern that begins with one sign is looked for quickly
"""A style with a text in it may show it."""
_ATTRIBUTES = r"""(?:\s++[^\s"'<>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>=]++))?+)*+\s*+"""
_MORE, _OPENED = lazy(_ATTRIBUTES), lazy(rf"<[A-Za-z][^\s\"'<>=]*+{_ATTRIBUTES}")
"""What stands before one of a tag's attributes."""
_AS_WRITTEN = lazy(r"<(?=[!sStTxXpP][-\[cCtTiIeEmMlL])(!--|!\[CDATA\[|(?i:script|style|title|textarea|xmp|plaintext)\b)")
"""What begins a text in which nothing is a tag; by its second and third sign it is ruled out quickly."""
_QUOTED = lazy(r"=\s*+'[^']*+'?+")


def without_drawn(text: str) -> str:
    """A web page without such attributes."""
    places = sorted(match.span() for space, drawn in _DRAWN if space in text for match in drawn.finditer(text))
    return _without(text, places) if places else text


def _without(text: str, places: Sequence[tuple[int, int]]) -> str:
    """Without those of ``places`` that are attributes of a tag."""
    written = iter((*sorted((*_as_written(text), *_quoted(text))), (len(text), len(text))))
    begin, end = next(written)
    kept: list[str] = []
    done = looked = 0
    within = False
    for start, stop in places:
        if start < looked:
            continue
        opened, closed = text.rfind("<", looked, start), text.rfind(">", looked, start)
        if opened > closed:
            within = bool(_OPENED.fullmatch(text, opened, start))
        else:
            within = within and opened == closed and bool(_MORE.fullmatch(text, looked, start))
        while end <= start:
            begin, end = next(written)
        looked = start
        if within and not begin <= start:
            kept.append(text[done:start])
            done = looked = stop
    return "".join((*kept, text[done:]))


def _as_written(text: str) -> Iterator[tuple[int, int]]:
    """Where nothing is a tag, however it looks: comments, scripts, the title of a window."""
    at = 0
    while begun := _AS_WRITTEN.search(text, at):
        name, first = begun[1], begun.end()
        if not name.startswith("!"):  # its own attributes are some
            first = max(first, text.find(">", first))
        ends = re.compile(re.escape({"!--": "-->", "![CDATA[": "]]>"}.get(name, f"</{name}")), re.IGNORECASE)
        end = ends.search(text, first)
        at = end.end() if end else len(text)
        yield first, at


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """Values between the other quotes, in which it may look as if there were a tag."""
    return (match.span() for match in _QUOTED.finditer(text)) if "'" in text else iter(())
