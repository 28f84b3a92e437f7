"""Tables in the body of a notice, written in Markdown or pasted from a sheet: under the same rules as those beside it."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from functools import lru_cache

from generator.classes import dataclass
from generator.model import Dataset, Source
from generator.pattern import lazy
from generator.shown import Table, TableColumn

_RULE = lazy(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_CELL_END = lazy(r"(?<!\\)\|")
_COLUMNS = lazy(r"\s*[|\uff5c]\s*|\t| {2,}|\u3000+")
_QUOTED = lazy(r"^(?:\s*(?:>|&gt;)[ \t]?)+")
_LINK = lazy(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])?")
_ENTITY = lazy(r"&#(?:\d{1,7}|[xX][0-9a-fA-F]{1,6});")
_UNSEEN = lazy("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_HEADING = lazy(r"^\s*#{1,6}\s+|(?<!\s)\s{1,9}#{1,9}\s{0,9}$")
_STRESSED = lazy(r"(\*{1,3}|_{1,3}|~~)(?=\S)(.{1,200}?)(?<=\S)\1")
_HAN, _GAP = "([\u4e00-\u9fff])", "[ \u3000]{1,2}"
_APART = lazy(rf"(?<![\u4e00-\u9fff][ \u3000])(?<![\u4e00-\u9fff]){_HAN}{_GAP}{_HAN}(?:{_GAP}{_HAN})?(?![ \u3000]?{_HAN})")
"""王 建 国, 王　明: single characters, as they are set to one width."""


@lru_cache(maxsize=1 << 13)
def as_read(line: str) -> str:
    """A line without the marks of Markdown: as it is read on the page; characters that were set apart are together."""
    line = _ENTITY.sub(lambda m: sign if (sign := html.unescape(m[0])).isalnum() else m[0], _UNSEEN.sub("", line))
    line = _HEADING.sub("", _QUOTED.sub("", line)).replace("\uff5c", "|")
    line = _LINK.sub(lambda m: m[1], line)
    for _ in range(3):  # one within another
        line = _STRESSED.sub(lambda m: m[2], line)
    return _APART.sub(lambda m: "".join(filter(None, m.groups()[:3])), line.rstrip("\\"))


@dataclass(frozen=True)
class BodyPart:
    """Some lines of a body: a table where they are one."""

    lines: tuple[str, ...]
    start: int = 0
    """Lines of the body before it."""
    table: Table | None = None
    piped: bool = False
    """Written with | between the cells."""

    def with_table(self, table: Table) -> BodyPart:
        """The same with another table in its place, its foot and what is newly said of it behind it."""
        if table is self.table or not self.table:
            return self
        lines = (*table.rows, *((table.foot,) if table.foot else ()))
        rows = [tuple(html.escape(str(cell), quote=False) for cell in row) for row in lines]
        note = ("", table.note) if table.note != self.table.note else ()
        names = [c.name for c in table.columns]
        if self.piped:
            made = ["| " + " | ".join(row) + " |" for row in (names, ["---"] * len(names), *rows)]
        else:
            made = ["\t".join(row) for row in (names, *rows)]
        return BodyPart((*made, *note), self.start, table, self.piped)


@lru_cache(maxsize=1 << 10)
def parts(body: str) -> tuple[BodyPart, ...]:
    """All of a body, in order. Many ask the same body, checks first and those who redact it later."""
    return tuple(_parts(body))


def _parts(body: str) -> Iterator[BodyPart]:
    lines = body.split("\n")
    unquoted = [_QUOTED.sub("", line) for line in lines]
    i, text = 0, 0
    while i < len(lines):
        end = _end(unquoted if _QUOTED.match(lines[i]) else lines, i)
        if end:
            if text < i:
                yield BodyPart(tuple(lines[text:i]), text)
            yield _table(lines[i:end], i)
            i = text = end
        else:
            i += 1
    if text < len(lines):
        yield BodyPart(tuple(lines[text:]), text)


def tables(body: str) -> tuple[Table, ...]:
    """The tables among them."""
    return tuple(part.table for part in parts(body) if part.table)


def at(data: Dataset, n: int) -> Source:
    """The place of a line of the body, counted from 0."""
    return Source(data.file, line=data.body_line + n, field="正文")


def rewritten(body: str, table: Callable[[Table], Table], text: Callable[[str], str]) -> str:
    """The body with what the functions make of its tables and of each other line; what they leave is as it was."""
    made: list[str] = []
    for part in parts(body):
        made += part.with_table(table(part.table)).lines if part.table else map(text, part.lines)
    return "\n".join(made)


def _end(lines: list[str], i: int) -> int:
    """The line after a table that begins here; 0 where none does."""
    end = i + 1
    if "|" in lines[i] and end < len(lines) and "-" in lines[end] and _RULE.fullmatch(lines[end].strip()):
        while end < len(lines) and "|" in lines[end]:
            end += 1
        return end
    width = len(_pasted(lines[i]))
    if width < 2:
        return 0
    while end < len(lines) and len(_pasted(lines[end])) == width:
        end += 1
    return end if end - i > 1 else 0


def _table(lines: list[str], start: int) -> BodyPart:
    typed, lines = lines, [_QUOTED.sub("", line) for line in lines]
    piped = "|" in lines[0] and len(lines) > 1 and bool(_RULE.fullmatch(lines[1].strip()))
    cells = [_piped(line) if piped else _pasted(line) for line in lines]
    columns = tuple(TableColumn(name) for name in cells[0])
    rows = [(*row, *("" for _ in cells[0]))[: len(cells[0])] for row in cells[2 if piped else 1 :]]
    return BodyPart(tuple(typed), start, Table("body", "正文里的表", columns, tuple(map(tuple, rows))), piped)


def _piped(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [html.unescape(cell.strip()) for cell in _CELL_END.split(inner)]


def _pasted(line: str) -> list[str]:
    """Cells between tabs or several blanks; a line that is a sentence has none."""
    if not line.strip() or line.lstrip().startswith("#"):
        return []
    return [html.unescape(cell.strip()) for cell in _COLUMNS.split(line.strip(" \t|\uff5c\u3000"))]
