"""The record of a board as the lines of its file. A build changes only those of what differs, and what is told of the rest stands: neither
their digests nor the tree over them are reckoned anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import NamedTuple

from generator.classes import dataclass
from generator.json_form import has_form
from generator.record.board_record import FLEETING, ListedFile, RecordHead, as_text, code_of, file_of, line_of, path_of
from generator.record.merkle import entry_digest, root_over
from generator.record.short_code import short_code

_SPAN = 64
"""Entries of the tree whose digest is kept together: a power of two, so that it is a node of the tree."""


class PageFiles(NamedTuple):
    """What there is of one page."""

    tables: int
    code: str
    """"" where it has neither a table nor a text."""
    lasting: bool
    others: tuple[tuple[str, str], ...]
    """(path, code) of what is no text, no table and no other form of one."""


@dataclass(frozen=True)
class WrittenRecord:
    """Of one board; ``changed`` of an empty one is that of the files named there."""

    village: str
    edition: str
    place_code: str = ""
    lines: Mapping[str, str] = field(default_factory=dict)
    """Path → its line, in the order of the paths."""
    pages: Mapping[str, PageFiles] = field(default_factory=dict)
    """Folder of a page below the board → what it has, in the order of the lines."""
    spans: tuple[bytes, ...] = ()
    """Digest over each ``_SPAN`` lasting entries."""

    @cached_property
    def root(self) -> str:
        """In hex."""
        return root_over(self.spans).hex()

    @property
    def code(self) -> str:
        return short_code(self.root)

    @cached_property
    def head(self) -> RecordHead:
        return RecordHead(self.village, self.edition, self.root, len(_lasting(self.lines)))

    def as_json(self) -> bytes:
        """The file."""
        return as_text(self.village, self.edition, self.place_code, self.root, self.lines.values())

    def file(self, path: str) -> ListedFile:
        """One of ``lines``. Raises KeyError."""
        return file_of(self.lines[path])

    def changed(self, gone: Iterable[str], new: Iterable[ListedFile]) -> WrittenRecord:
        """Without the paths ``gone``, and with the files ``new``."""
        lines = {**self.lines, **{file.path: line_of(file) for file in new}}
        folders = {_folder(path) for path in lines.keys() - self.lines.keys()}
        folders |= {_folder(path) for path in (*gone, *(file.path for file in new))}
        for path in gone:
            lines.pop(path, None)
        same = lines.keys() == self.lines.keys()
        if not same:
            lines = dict(sorted(lines.items()))
        return replace(self, lines=lines, pages=self._pages(lines, folders, same), spans=self._spans(lines))

    def _pages(self, lines: Mapping[str, str], folders: set[str], same: bool) -> dict[str, PageFiles]:
        by_folder: dict[str, list[ListedFile]] = {folder: [] for folder in folders}
        for path in lines:
            if (folder := _folder(path)) in by_folder:
                by_folder[folder].append(file_of(lines[path]))
        pages = {**self.pages, **{folder: _page(files) for folder, files in by_folder.items() if files}}
        return pages if same else {folder: pages[folder] for folder in dict.fromkeys(map(_folder, lines))}

    def _spans(self, lines: Mapping[str, str]) -> tuple[bytes, ...]:
        was, now = _lasting(self.lines), _lasting(lines)
        known = dict(zip(range(0, len(was), _SPAN), self.spans, strict=True))
        return tuple(
            known[at] if at in known and was[at : at + _SPAN] == now[at : at + _SPAN] else _digest(now[at : at + _SPAN])
            for at in range(0, len(now), _SPAN)
        )


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _lasting(lines: Mapping[str, str]) -> list[str]:
    return [line for line in lines.values() if not line.endswith(FLEETING)]


def _digest(lines: Iterable[str]) -> bytes:
    return root_over([entry_digest(file_of(line).line) for line in lines])


def _page(files: Sequence[ListedFile]) -> PageFiles:
    coded = [file for file in files if file.coded]
    tables = {file.path.removesuffix(".csv") for file in files if file.rows is not None}
    others = (file for file in files if not file.coded and file.path.rpartition(".")[0] not in tables)
    return PageFiles(
        len(tables), code_of(coded) if coded else "", files[0].lasting, tuple((file.path, short_code(file.sha256)) for file in others)
    )


def kept(record: WrittenRecord) -> list[object]:
    """What its lines alone do not say, as JSON has it."""
    return [record.root, [digest.hex() for digest in record.spans], list(record.pages.items())]


_PAGE = [str, [int, str, bool, [[str, str]]]]


def recalled(text: str, about: object) -> WrittenRecord | None:
    """``text``: the file; ``about``: what ``kept`` gave of it. None where one is not of the other. It is nobody's yet: village, edition
    and code of the place are for who goes on from it to say."""
    head, *lines = text.split("\n")[:-2]
    match about:
        case [str(root), list(spans), list(pages)] if f'"root": "{root}"' in head:
            by_path = {path_of(line): line for line in (line.removesuffix(",") for line in lines if line)}
            if not has_form(spans, [str]) or not has_form(pages, [_PAGE]):
                return None
            told = {page: PageFiles(tables, code, lasting, tuple(map(tuple, others))) for page, (tables, code, lasting, others) in pages}
            record = WrittenRecord("", "", "", by_path, told, tuple(map(bytes.fromhex, spans)))
            of_it = len(spans) == -(-record.head.count // _SPAN) and record.root == root and told.keys() == {*map(_folder, by_path)}
            return record if of_it else None
    return None
