"""What is known of the pages of documents, kept over runs: their ids, the files that they rest on, and the ids of what finds them.

An old board has hundreds of documents, and a row of its books changes none of them: to work out their ids anew took as long as to make the
pages. A line holds those of one kind, known by all that its pages come from: the program, its files as they may be shown, and what a kind
is told beside them (settings, day, references, what is owed). As in shown.json a line makes values only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from generator.config import Context
from generator.findable import ID, Findable, RecordsOfFile
from generator.fingerprint import fingerprint
from generator.json_form import has_form
from generator.kind import Datasets, Kind
from generator.pages.render import OWN
from generator.rests_on import RESTS, rests_by
from generator.shown import Page
from generator.site.lines import keep_lines, lines_in
from generator.site.tree import plain_file

_NAME = "pages.json"
_FORM = [str, {str: [str, [str], str]}]
"""Id of all they come from; page → its own id, the files, the id of its words for the search."""


def known_pages(
    folder: Path,
    program: str,
    context: Context,
    kinds: Sequence[Kind],
    shown: Mapping[str, Datasets],
    pages: Iterable[Page],
    records: Iterable[Findable],
) -> Callable[[], None]:
    """Puts beside pages and records what is known of them. Gives what keeps it when all is known; where this process made the pages before,
    nothing is read and nothing kept."""
    of_kind = {kind.name: _PagesOfKind(kind.name, rests_by(kind, kinds)) for kind in kinds if kind.document}
    for page in pages:
        if page.maker in of_kind:
            of_kind[page.maker].pages[page.path] = page
    there = [each for each in of_kind.values() if each.pages]
    if not program or any(page.known(OWN, ()) for each in there for page in each.pages.values()):
        return lambda: None
    finds = {one.whole: one for one in records if isinstance(one, RecordsOfFile) and one.whole}
    mark, before = fingerprint(program, context), dict[str, bytes]()
    with suppress(OSError):
        before = lines_in(plain_file(folder / _NAME), mark)
    for each in there:
        each.made_of, each.finds = fingerprint(shown[each.kind]), finds
        each.put_beside(before.get(each.kind, b""))
    return partial(_keep, folder / _NAME, mark, there)


def _keep(path: Path, mark: str, kinds: Sequence[_PagesOfKind]) -> None:
    if not all(each.line for each in kinds):
        keep_lines(path, mark, {each.kind: each.line or each.as_line() for each in kinds})


class _PagesOfKind:
    """The pages of one kind."""

    def __init__(self, kind: str, by: tuple[object, ...]) -> None:
        """``by``: on what it hangs, beside a page, which files that rests on."""
        self.kind, self._by = kind, by
        self.pages: dict[str, Page] = {}
        self.finds: Mapping[str, RecordsOfFile] = {}
        self.made_of, self.line = "", b""

    def put_beside(self, line: bytes) -> None:
        """``line``: as ``as_line`` gave it, of whatever; it is taken where it is of these pages."""
        with suppress(ValueError):
            told = json.loads(line)
            if not has_form(told, _FORM) or told[0] != self.made_of or told[1].keys() != self.pages.keys():
                return
            for path, (own, files, record) in told[1].items():
                page = self.pages[path]
                page.once(OWN, (), partial(str, own))
                page.once(RESTS, self._by, partial(list, files))
                if record and path in self.finds:
                    self.finds[path].once(ID, (), partial(str, record))
            self.line = line

    def as_line(self) -> bytes:
        """When all is known of them."""
        known = {
            path: [page.known(OWN, ()), page.known(RESTS, self._by), self.finds[path].known(ID, ()) if path in self.finds else ""]
            for path, page in self.pages.items()
        }
        return json.dumps([self.made_of, known], ensure_ascii=False, separators=(",", ":")).encode()
