"""A Frictionless Data Package: what the CSV files hold, for people and programs that work with all of them.

Each page with tables has one beside it, made with the page; a board's is all of them together, so that no page need be made for it.
Both follow the Data Package and Table Schema standards (datapackage.org). No licence is stated: that is not ours to choose.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from generator import values
from generator.kept import kept
from generator.shown import PACKAGE, Page, Table, TableColumn, Value, folder
from generator.site.downloads import Texts, guard, lines, names

_NUMBER = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_SUMS = "写着合计、小计的行是别的行的和，相加时要去掉。"
_GUARDED = "以 = + - @ '（全角的也算）开头的文字，前面多一个 '，免得被当成公式；JSON 文件里没有。"

Descriptor = dict[str, object]


def page_package(page: Page, told: Callable[[Table], tuple[bytes, Texts]]) -> bytes | None:
    """The tables of one page, at paths below its own folder; None where it has none. ``told``: the CSV of a table and the texts in it."""
    tables = [json.dumps(_resource(page, table, *told(table)), ensure_ascii=False).encode() for table in page.content.tables]
    return _package(folder(page.path), page.title, page.sample, tables) if tables else None


def board_package(
    read: Callable[[str], bytes], paths: Iterable[str], about: tuple[str, str, str, str], before: bytes = b"", other: Container[str] = ()
) -> bytes | None:
    """All tables of a board, from the packages of its pages among ``paths``; None where it has none. ``about``: name, title, description,
    address; ``before``: what this gave last, of the same pages but for the ``other`` ones."""
    ending = f"/{PACKAGE}"
    packages = sorted([path for path in paths if path.endswith(ending)])
    name, title, description, url = about
    known = kept(name, "package", (before,), partial(_by_folder, before))
    now: dict[bytes, list[bytes]] = {}
    for path in packages:
        at = path.removesuffix(ending).encode()
        last = None if path in other else known.get(at)
        now[at] = [*_as_of_board(read(path), posixpath.dirname(path))] if last is None else last
    if not any(now.values()):
        return None
    package = _package(name, title, description + _GUARDED, [*chain.from_iterable(now.values())], url)
    kept(name, "package", (package,), lambda: now)  # a process that stays is given it as ``before``
    return package


def _package(name: str, title: str, description: str, tables: list[bytes], url: str = "") -> bytes:
    """``tables``: each as a line of JSON."""
    about = {"profile": "tabular-data-package", "name": name, "title": title, "description": description, "homepage": url}
    head = json.dumps({key: value for key, value in about.items() if value}, ensure_ascii=False).encode()
    parts = [*chain.from_iterable((_BETWEEN, table) for table in tables)]
    parts[0] = head[:-1] + _BEGIN
    return b"".join((*parts, _END))  # megabytes, put together once


_BEGIN, _BETWEEN, _END = b', "resources": [\n', b",\n", b"\n]}\n"


def _as_of_board(package: bytes, folder: str) -> Iterator[bytes]:
    """The lines of a page's package, with the name and the path that a table has among all of the board: of a thousand pages none need be
    understood. A quote inside a text has a \\ before it, so that what looks like a key is one."""
    at = json.dumps(folder, ensure_ascii=False)[1:-1]
    name, path = (f'"{key}": "{place}/'.encode() for key, place in (("name", at.lower()), ("path", at)))
    for line in _lines(package):
        yield line.replace(b'"name": "', name, 1).replace(_PATH, path, 1)


def _by_folder(package: bytes) -> dict[bytes, list[bytes]]:
    """Folder → the lines of its tables, of a board's package."""
    lines: dict[bytes, list[bytes]] = {}
    for line in _lines(package):
        path = line.partition(_PATH)[2].partition(_CSV)[0]
        at = path[: path.rfind(b"/")]
        if b"\\" in at:
            at = json.loads(b'"%b"' % at).encode()
        lines.setdefault(at, []).append(line)
    return lines


_PATH, _CSV = b'"path": "', b'.csv", '


def _lines(package: bytes) -> list[bytes]:
    return package.removesuffix(_END).partition(_BEGIN)[2].split(_BETWEEN)


def _resource(page: Page, table: Table, content: bytes, texts: Texts) -> Descriptor:
    summed = any(isinstance(cell, str) and cell.endswith(("合计", "小计")) for line in lines(table) for cell in line)
    description = page.sample + (f"{table.note}。" if table.note else "") + (_SUMS if summed else "")
    return {
        "profile": "tabular-data-resource",
        "name": table.name.lower(),  # the standard's names have no capitals: 2026-Q1
        "title": table.title if page.title in table.title else f"{page.title} {table.title}",
        **({"description": description} if description else {}),
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema(table, texts),
        **({"sources": [{"title": file} for file in page.sources]} if page.sources else {}),
    }


def schema(table: Table, texts: Texts) -> Descriptor:
    """The Table Schema of a table's CSV."""
    rows = lines(table)
    fields = [
        {"name": guard(name)} | _type(column, [row[i] for row in rows], {line[i] for line in texts})
        for i, (name, column) in enumerate(zip(names(table), table.columns, strict=True))
    ]
    return {"fields": fields, "missingValues": [""]}


def _type(column: TableColumn, cells: Sequence[Value], texts: set[str]) -> Descriptor:
    """The type that holds for every cell as it is written; a column of numbers in which a word stands is one of texts.

    What a clerk types for nothing (「—」, 「无」) is a missing value in a column of numbers.
    """
    texts = {guard(text) for text in texts if text}
    if column.role == "date" and all(re.fullmatch(r"\d{4}-\d\d-\d\d", text) for text in texts):
        return {"type": "date", "format": "default"}
    if column.role in ("money", "number"):
        blank = texts & values.NOTHING
        missing = {"missingValues": ["", *sorted(blank)]} if blank else {}
        told = texts - blank
        if column.role == "number" and told and all(isinstance(cell, int) for cell in cells if cell is not None):
            return {"type": "integer", "bareNumber": True}
        if all(map(_NUMBER.fullmatch, told)):
            grouped = {"groupChar": ","} if any("," in text for text in told) else {}
            return {"type": "number", "decimalChar": ".", **grouped, "bareNumber": True, **missing}
    return {"type": "string"}
