"""One request of the desk's own pages, as plain values, and one answer: no page needs to know how either travels."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from generator.classes import dataclass

UNREADABLE = "这一页的内容看不懂，刷新再来。"
"""Of a request that no page of ours sends."""

MINE: tuple[str, dict[str, str]] = ("用我填的", {"do": "save-over"})
THEIRS: tuple[str, dict[str, str]] = ("用那边的", {"do": "take-theirs"})
"""What may be chosen where another program has changed the file meanwhile: (label, what the script sends)."""

COPY_IT = "把放着 data 的整个文件夹复制到能写的地方（例如桌面），再从那里打开工作台。"
"""What to do where nothing can be written; the window for commands, with its options, is not for who works at the desk."""


class CannotDo(Exception):
    """What was asked cannot be done; the message says why, and what to do."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Asked:
    """What a page or a script of ours asks."""

    method: str
    query: Mapping[str, str]
    body: bytes = b""
    kind: str = ""
    """Content-Type."""
    name: str = ""
    """Of the file that is the body."""

    @cached_property
    def form(self) -> dict[str, str]:
        """The fields of a form; of two of one name the last."""
        if not self.kind.startswith("application/x-www-form-urlencoded"):
            return {}
        try:
            return dict(parse_qsl(self.body.decode(), keep_blank_values=True, max_num_fields=500))
        except ValueError:
            raise CannotDo(UNREADABLE) from None

    @cached_property
    def sent(self) -> dict[str, Any]:
        """What a script sent. Raises CannotDo for what is no object of JSON."""
        if not self.kind.startswith("application/json"):
            raise CannotDo(UNREADABLE)
        try:
            value = json.loads(self.body)
        except (ValueError, RecursionError):
            raise CannotDo(UNREADABLE) from None
        if not isinstance(value, dict):
            raise CannotDo(UNREADABLE)
        return value

    def text(self, name: str) -> str:
        """A field of the query, the form or what a script sent; "" where it is none or no text."""
        value = self.query.get(name)
        if value is None and self.method == "POST":
            value = self.sent.get(name) if self.kind.startswith("application/json") else self.form.get(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        """A whole number that a script sent. Raises CannotDo."""
        value = self.sent.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10**6:
            raise CannotDo(UNREADABLE)
        return value

    def row(self, name: str = "row") -> int:
        """The number of a row that a script sent, from 1. Raises CannotDo."""
        if not (number := self.number(name)):
            raise CannotDo(UNREADABLE)
        return number


@dataclass(frozen=True)
class DeskPage:
    """A page of ours: the template and what it is given."""

    template: str
    title: str
    view: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True)
class Sent:
    """Bytes as they are."""

    body: bytes
    kind: str
    name: str = ""
    """Of the file it is kept as; "" for what is not kept."""


@dataclass(frozen=True)
class LedTo:
    """Another page is shown instead."""

    to: str


Answer = DeskPage | Sent | LedTo | dict[str, Any]
"""A mapping is sent to a script as JSON."""


def address(path: str, **query: str) -> str:
    """A path of the desk with its query; what is empty is left out."""
    kept = {name: value for name, value in query.items() if value}
    return path + (f"?{urlencode(kept, quote_via=quote)}" if kept else "")
