"""Text files → what they say: CSV by its cells, web pages without their marks, all else as it stands."""

from __future__ import annotations

import codecs
import csv
import gzip
import html
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import zip_longest

from generator.pattern import lazy
from generator.privacy.labels import telling
from generator.privacy.passage import Passage
from generator.privacy.plain import BETWEEN, CELL, DIGIT_LIKE
from generator.privacy.undrawn import without_drawn
from generator.sheets import delimiter, encodings

_INLINE = lazy(  # by their first letters, since most marks of a page are none of these
    r"</?(?:a(?:bbr)?|b(?:di|do|ig)?|c(?:ite|ode)|d(?:ata|el|fn)|em|font|i(?:mg|ns)?|kbd|label|mark|nobr|output|q"
    r"|s(?:amp|mall|pan|tr(?:ike|ong)|u[bp])?|t(?:ime|span|t)|u|var|wbr)"
    r"\b[^<>]*+>"
)
_INLINE_KEPT = lazy(f"({_INLINE.pattern})")
_BREAK = lazy(r"<br\s*/?>")
_FIGURES = lazy(r"\d{2}")
_FIRST_ROWS = 20
"""Of a table, among which the names of its columns are looked for."""

_MARKS_OF_CODES = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decoded(data: bytes) -> str:
    """The text in any encoding of Chinese offices; what cannot be read is shown as such, never refused."""
    if not data.startswith(_MARKS_OF_CODES):
        with suppress(UnicodeDecodeError):
            return data.decode()
    able = encodings(data)
    for encoding in able:
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return data.decode(able[0], "replace") if len(able) == 1 else data.decode("latin-1")


def page_texts(text: str) -> tuple[str, ...]:
    """A web page as a reader sees it, marks inside a line vanish; and what these marks say, since that is published too."""
    return tuple(html.unescape(part) if "&" in part else part for part in without_marks(_in_lines(text)))


def page_words(text: str) -> tuple[str, ...]:
    """The same, sooner had: with the marks one behind the other, where they say more than their name, on whatever line they stand."""
    parts = _INLINE_KEPT.split(_in_lines(text))
    if "<!--" in text or "\n" in "".join(parts[1::2]):
        return page_texts(text)
    texts = ("".join(parts[::2]), CELL.join(mark for mark in parts[1::2] if "=" in mark))
    return tuple(html.unescape(part) if "&" in part else part for part in texts)


def _in_lines(text: str) -> str:
    """A page without what only says how it is drawn, each line that it breaks off on a line of its own."""
    if "<br" in text:
        text = _BREAK.sub("\n", text)
    return without_drawn(text)


def without_marks(text: str) -> tuple[str, ...]:
    """The text without comments and marks inside a line, and these alone where they say more than their name; each on its line."""
    if "<" not in text:
        return (text,)
    shown: list[str] = []
    texts: list[str] = []
    at = 0
    for start, end in sorted((*_comments(text), *(match.span() for match in _INLINE.finditer(text)))):
        if start < at:  # inside a comment
            continue
        between, mark = text[at:start], text[start:end]
        shown += [between, "\n" * mark.count("\n")]
        texts += ["\n" * between.count("\n"), f"{CELL}{mark}" if "=" in mark or mark.startswith("<!") else "\n" * mark.count("\n")]
        at = end
    return ("".join((*shown, text[at:])), "".join(texts))


def _comments(text: str) -> Iterator[tuple[int, int]]:
    at = text.find("<!--")
    while at >= 0 and (end := text.find("-->", at)) >= 0:
        yield at, end + 3
        at = text.find("<!--", end)


_LINK = lazy(r"!?\[([^\[\]\n]*)\](?:\(([^()\n]*)\)|\[[^\[\]\n]*\])")
_MARKS = lazy(r"(?<=\w)(?:(?<!\*)\*\*(?!\*)|(?<![*\s])\*(?![*\s]))(?=\w)|(?<=\d)__?(?=\d)|\\(?=[!-/:-@\[-`{-~])")
_TAG = lazy(r"<[A-Za-z/!?][^<>]*>")
_MARKED = lazy(r"[*_\\<&\[]")
"""What any mark of a reader's concern begins with."""
HALF = 40
"""Characters that half a number has at most, with what stands between its digits."""
_TITLE = lazy(r"\s*(?:标题|title|页名)\s*:(.*)")


def markdown_passages(text: str) -> Iterator[Passage]:
    """A text with marks of Markdown as its reader sees it, line by line: 139**0000**0001 is one number, and so is [139](a)00000001."""
    lines = text.split("\n")
    yield Passage(("\n".join(map(_as_read, lines)) if _MARKED.search(text) else text,), line=1)
    keys = next((i for i, line in enumerate(lines) if line.strip()), 0)
    end = next((i for i in range(keys + 1, len(lines)) if lines[i].startswith("---")), 0)
    title = next((match[1] for line in lines[keys:end] if (match := _TITLE.match(line))), "")
    first = next((i for i in range(end + 1, len(lines)) if lines[i].strip()), 0)
    if title and first and (halves := _halves(title.strip(" \t\r\"'"), lines[first].strip())):
        yield Passage((halves,), line=first + 1, part="标题连着正文")


def _as_read(line: str) -> str:
    """What marks hold, such as addresses of links, stands at the end of their line."""
    if "](" in line or "][" in line:
        line = " ".join([_LINK.sub(r"\1", line), *(link[1] for link in _LINK.findall(line) if link[1])])
    if "<" in line:
        line, comments = _without_comments(line)
        line = " ".join([_TAG.sub("", line), *_TAG.findall(line), *comments])
    line = _MARKS.sub("", line)
    return html.unescape(line).replace("\n", " ") if "&" in line else line


def _halves(above: str, below: str) -> str:
    """What a number is whose first half ends the title and whose second half begins the text; "" for none."""
    first, second = re.search(rf"[{DIGIT_LIKE}{BETWEEN}]*$", above[-HALF:]), re.match(rf"[{DIGIT_LIKE}{BETWEEN}]*", below[:HALF])
    parts = [half[0].strip() for half in (first, second) if half]
    return "".join(parts) if all(any(map(str.isdigit, part)) for part in parts) else ""


def _without_comments(text: str) -> tuple[str, list[str]]:
    """The text, and the comments that stood in it."""
    kept, comments, at = [], [], 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        kept.append(text[at:begin])
        comments.append(text[begin : end + 3])
        at = end + 3
    return "".join(kept) + text[at:], comments


def csv_passages(text: str) -> Iterator[Passage]:
    """Each record, with the header above its cells."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text))
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error:  # the loader tells of it; here the rest is read as it stands
        rest = "\n".join(text.split("\n")[line - 1 :])
        rows += [(line + i, [part]) for i, part in enumerate(rest.split("\n"))]
    labels = headers([cells for _, cells in rows])
    for number, (at, cells) in enumerate(rows):
        yield Passage(tuple(cells), labels[number], row=number + 1, line=at, tabular=True)


def headers(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """What stands above the cells of each row. The row with most words and no figures, of the first, names the columns; of one before it
    those names stay that make more of a number than it looks, since a row below may only be fuller than the names."""
    labels: list[tuple[str, ...]] = []
    best, last = 1, tuple[str, ...]()
    for i, cells in enumerate(rows):
        words = sum(bool(cell.strip()) and not _FIGURES.search(cell) and len(cell) < 20 for cell in cells) if i < _FIRST_ROWS else 0
        if words > best and words == sum(bool(cell.strip()) for cell in cells):
            labels.append(())
            best, last = words, tuple(old if old and telling(old) else new for old, new in zip_longest(last, cells, fillvalue=""))
        else:
            labels.append(last)
    return labels


def numbers_of(data: bytes, limit: int) -> tuple[str, ...]:
    """The long numbers in a gzip file of a search index, where words stand one by one between marks of its own."""
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        return tuple(number.decode() for number in re.findall(rb"(?<![0-9])[0-9]{7,20}[Xx]?", file.read(limit)))
