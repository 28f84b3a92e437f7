"""The words of a document as a text beside its page: what a reader can keep, and what the record has a digest of.

It is made of what the clerk wrote and of nothing that a page adds, so that another version of the program, another day or a figure
elsewhere makes no other text of it.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from generator.kinds._document_keys import COMMON, FACTS, REVIEW, TITLE
from generator.model import Dataset, Row
from generator.shown import TEXT, folder

_DATED = (TITLE, "公开日", "公示起", "公示止", "结果日期")
_COLON = "："


def document_text(data: Dataset, path: str, own: Iterable[str] = ()) -> tuple[str, bytes]:
    """(where it lies, its bytes): the keys, a line each, then the text. ``own``: keys of the kind itself. Who looked at it is not in it,
    since a review may name the code of what it saw."""
    row = data.rows[0]
    names = dict.fromkeys((*_DATED, *FACTS, *(name for name in own if name not in COMMON)))
    head = "\n".join(line for name in names if name != REVIEW.name for line in _lines(row, name))
    body = "\n".join(line.rstrip() for line in html.unescape(data.body).split("\n")).strip("\n")
    return f"{folder(path)}/{TEXT}", f"{head}\n\n{body}\n".encode()


def _lines(row: Row, name: str) -> Iterator[str]:
    yield from (f"{name}{_COLON}{line}" for line in row.text(name).split("\n") if line)


def read_document_text(text: str) -> tuple[dict[str, str], str]:
    """(key → what it said, the body) of a text that ``document_text`` made."""
    head, _, body = text.partition("\n\n")
    keys: dict[str, str] = {}
    for name, _, words in (line.partition(_COLON) for line in head.split("\n")):
        keys[name] = f"{keys[name]}\n{words}" if name in keys else words
    return keys, body
