"""A CSV file as it is written: every cell with its quotes, every line with its end. A change of one cell changes that cell only."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from generator import sheets
from generator.classes import dataclass
from generator.editing.refused import NotEditable
from generator.editing.text_form import AS_WPS, TextForm, decoded


@dataclass(frozen=True, slots=True)
class CsvLine:
    """One row: its cells as they are written, and how the line ends."""

    written: tuple[str, ...]
    end: str

    @property
    def cells(self) -> tuple[str, ...]:
        """What the cells say. A line with nothing in it has none."""
        return tuple(map(_unquoted, self.written)) if self.written != ("",) else ()


@dataclass(frozen=True)
class CsvText:
    """A whole file; every change gives another one. Rows count from 1, columns from 0."""

    lines: tuple[CsvLine, ...]
    form: TextForm = AS_WPS
    delimiter: str = ","

    @property
    def sheets(self) -> tuple[str, ...]:
        """A CSV has one sheet, without a name."""
        return ("",)

    def rows(self, sheet: str = "") -> tuple[tuple[str, ...], ...]:
        """The texts of all rows, title rows and blank ones included."""
        return tuple(line.cells for line in self.lines)

    def stored(self) -> bytes:
        """The bytes of the file."""
        return self.form.stored("".join(self.delimiter.join(line.written) + line.end for line in self.lines))

    def with_cells(self, sheet: str, row: int, column: int, block: Sequence[Sequence[str]]) -> CsvText:
        """The block written from a cell on; below the last row new ones are made."""
        lines = list(self.lines)
        for i, texts in enumerate(block, row - 1):
            if i < len(lines):
                lines[i] = self._changed(lines[i], column, texts)
        changed = replace(self, lines=tuple(lines))
        more = [("",) * column + tuple(texts) for texts in block[max(0, len(lines) - row + 1) :]]
        return changed.with_rows(sheet, len(lines) + 1, more) if more else changed

    def with_rows(self, sheet: str, row: int, rows: Sequence[Sequence[str]]) -> CsvText:
        """New rows, the first of which becomes number ``row``; each as wide as those around it."""
        at = row - 1
        width = max((len(line.written) for line in self.lines[max(0, at - 1) : at + 1]), default=1)
        made = [self._line([*texts, *[""] * (width - len(texts))]) for texts in rows]
        return self._put((*self.lines[:at], *made, *self.lines[at:]))

    def without_rows(self, sheet: str, row: int, count: int) -> CsvText:
        return self._put((*self.lines[: row - 1], *self.lines[row - 1 + count :]))

    def in_order(self, sheet: str, row: int, order: Sequence[int]) -> CsvText:
        """The rows from ``row`` on put in another order: ``order`` says for each place which of them, from 0, stands there."""
        part = self.lines[row - 1 : row - 1 + len(order)]
        return self._put((*self.lines[: row - 1], *(part[i] for i in order), *self.lines[row - 1 + len(order) :]))

    # --- how it is written

    @cached_property
    def _end(self) -> str:
        ends = Counter(line.end for line in self.lines if line.end)
        return max(ends, key=lambda end: ends[end]) if ends else "\r\n"

    @cached_property
    def _all_quoted(self) -> bool:
        written = [text for line in self.lines for text in line.written if text]
        return len(written) > 1 and all(text.startswith('"') for text in written)

    def _changed(self, line: CsvLine, column: int, texts: Sequence[str]) -> CsvLine:
        cells = line.cells
        written = list(line.written) if cells or any(texts) else []
        for i, text in enumerate(texts, column):
            if (cells[i] if i < len(cells) else "") != text:
                written += [""] * (i + 1 - len(written))
                written[i] = self._quoted(text, written[i].startswith('"'))
        return CsvLine(tuple(written) or line.written, line.end)

    def _line(self, texts: Sequence[str]) -> CsvLine:
        return CsvLine(tuple(self._quoted(text, False) for text in texts), self._end)

    def _quoted(self, text: str, was: bool) -> str:
        needs = any(mark in text for mark in (self.delimiter, '"', "\n", "\r"))
        if needs or (text and (was or self._all_quoted)):
            return '"' + text.replace('"', '""') + '"'
        return text

    def _put(self, lines: tuple[CsvLine, ...]) -> CsvText:
        """The lines with their ends: a file that ended without one still does, and none within it does."""
        if not lines:
            return replace(self, lines=())
        last = self.lines[-1].end if self.lines else self._end
        ended = [line if line.end else replace(line, end=self._end) for line in lines[:-1]]
        tail = lines[-1]
        if bool(tail.end) != bool(last):
            tail = replace(tail, end=last)
        return replace(self, lines=(*ended, tail))


def read_csv_text(data: bytes, name: str) -> CsvText:
    """A CSV file to be changed. Raises NotEditable for one that cannot be read."""
    text, form = decoded(data, name)
    delimiter = sheets.delimiter(text)
    content = CsvText(tuple(_lines(text, delimiter)), form, delimiter)
    try:
        cells = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)]
    except csv.Error:
        raise NotEditable(f"「{name}」里的英文双引号没有成对，后面的内容连到了一起。用记事本打开，补上或删去多余的英文双引号。") from None
    if [*content.rows()] != cells or content.stored() != data:
        raise NotEditable(f"「{name}」的写法特别，在这里改不了。在 WPS 里打开它，「另存为」→「CSV UTF-8」，再来填。")
    return content


@lru_cache(maxsize=8)
def _token(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    return re.compile(rf'("(?:[^"]|"")*"(?=[{mark}\r\n]|$)|[^{mark}\r\n]*)({mark}|\r\n|\r|\n|$)')


def _lines(text: str, delimiter: str) -> Iterator[CsvLine]:
    at, cells, token = 0, list[str](), _token(delimiter)
    while at < len(text) or cells:
        match = token.match(text, at)
        if match is None:  # pragma: no cover - a cell may be empty, and the end of the text ends it
            return
        cells.append(match[1])
        at = match.end()
        if match[2] != delimiter:
            yield CsvLine(tuple(cells), match[2])
            cells = []


def _unquoted(written: str) -> str:
    return written[1:-1].replace('""', '"') if len(written) > 1 and written.startswith('"') and written.endswith('"') else written
