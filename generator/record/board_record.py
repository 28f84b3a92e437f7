"""record.json of a board: every data file that readers can download, with its SHA-256, and one digest over all of them.

The entries of the tree are the lines that ``sha256sum`` writes, so that each digest can be got with any program: 「<digest>  <path>」 and a
line feed, in the order of the paths. What is shown for a time only is listed as long as it is there, and is not in the tree: no trace of it
stays in what outlives it, not even a digest that a guess could be held against (个人信息保护法 art. 47).
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from types import NoneType
from typing import Any, NamedTuple

from generator.classes import dataclass
from generator.pattern import lazy
from generator.record.merkle import proof, proves, tree_root
from generator.record.short_code import short_code
from generator.shown import TEXT

FORMAT = "gongkailan-record-1"
RECORD = "record.json"
"""Below the board."""
ROOT = "root.svg"
"""Its code as a picture: every page has the one of today beside its own code, without being made anew when something elsewhere changed."""
PAGE = "record.md"
"""The page that tells of it."""
FLEETING = ', "lasting": false}'
"""How the line of what is shown for a time ends, and no other."""
_LISTED = lazy(r'\{"path": "([^"\\]+)", "sha256": "([0-9a-f]{64})"')
"""How ``as_text`` begins the line of a file, but of a path that JSON writes otherwise. Within a text a quote has a backslash before it."""
_DIGEST = lazy(r"[0-9a-f]{64}")
_DIGESTS = lazy(r"[0-9a-f]{64}(?:\n[0-9a-f]{64})*")
_NO_PATHS = lazy(r"^(?:/|$)|(?:^|/)\.\.?(?:/|$)|[\\\0\r]", re.MULTILINE)
"""In lines of paths: one that ``_PATH`` is not."""
_PATH = lazy(r"(?!/)(?!.*(?:^|/)\.\.?(?:/|$))[^\\\0\n\r]+")


class NoRecord(ValueError):
    """A text that is no record; the message is half a Chinese sentence."""


class ListedFile(NamedTuple):
    """One file as it is served."""

    path: str
    """Below the board."""
    sha256: str
    size: int
    rows: int | None = None
    """Lines below the header, sums included; None for what is no CSV."""
    title: str = ""
    """Of a CSV."""
    lasting: bool = True
    """False for what is shown for a time only."""

    @property
    def line(self) -> bytes:
        """Its entry in the tree."""
        return f"{self.sha256}  {self.path}\n".encode()

    @property
    def coded(self) -> bool:
        """A table or a text: what the code of its page is over."""
        return self.rows is not None or self.path.endswith(f"/{TEXT}")

    @property
    def page(self) -> str:
        """The folder of its page below the board."""
        return self.path.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class RecordHead:
    """What a record says of the whole."""

    village: str
    edition: str
    root: str
    count: int
    """Files under the root."""


@dataclass(frozen=True)
class BoardRecord:
    """All files of one board, in the order of their paths."""

    village: str
    edition: str
    files: tuple[ListedFile, ...]
    place_code: str = ""
    """区划代码 of the village."""

    @cached_property
    def lasting(self) -> tuple[ListedFile, ...]:
        return tuple(file for file in self.files if file.lasting)

    @cached_property
    def root(self) -> str:
        """In hex."""
        return tree_root([file.line for file in self.lasting]).hex()

    @property
    def code(self) -> str:
        return short_code(self.root)

    @property
    def head(self) -> RecordHead:
        return RecordHead(self.village, self.edition, self.root, len(self.lasting))

    def proof_of(self, path: str) -> tuple[int, list[str]]:
        """The number of a lasting file in the tree, and the digests that prove it. Raises KeyError."""
        number = {file.path: at for at, file in enumerate(self.lasting)}[path]
        return number, [digest.hex() for digest in proof([file.line for file in self.lasting], number)]

    def proved(self, path: str, sha256: str) -> bool:
        """True where a lasting file with these bytes is under the root; the other files need not be there."""
        number, path_up = self.proof_of(path)
        line = ListedFile(path, sha256, 0).line
        return proves(line, number, len(self.lasting), [bytes.fromhex(digest) for digest in path_up], bytes.fromhex(self.root))

    def pages(self) -> dict[str, str]:
        """Page that has tables or a text → its code."""
        by_page: dict[str, list[ListedFile]] = {}
        for file in self.files:
            if file.coded:
                by_page.setdefault(file.page, []).append(file)
        return {page: code_of(files) for page, files in by_page.items()}

    def without(self, gone: Iterable[str]) -> BoardRecord:
        """When files had to go."""
        left = set(gone)
        return BoardRecord(self.village, self.edition, tuple(file for file in self.files if file.path not in left), self.place_code)

    def as_json(self) -> bytes:
        """The file: a line for each file of the board."""
        return as_text(self.village, self.edition, self.place_code, self.root, map(line_of, self.files))


def as_picture(code: str) -> bytes:
    """A code, on white, as wide as it is told to be."""
    words = (
        '<text x="2" y="13" font-size="11" font-family="sans-serif">公开总码</text>'
        f'<text x="2" y="30" font-size="15" font-family="monospace" textLength="246" lengthAdjust="spacingAndGlyphs">{code}</text>'
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 250 36"><path fill="#fff" d="M0 0h250v36h-250z"/>{words}</svg>'.encode()


def as_text(village: str, edition: str, place_code: str, root: str, lines: Iterable[str]) -> bytes:
    """The file, of the lines of its files."""
    about = {
        "format": FORMAT,
        "village": village,
        **({"place_code": place_code} if place_code else {}),
        "edition": edition,
        "root": root,
        "code": short_code(root),
    }
    head, whole = json.dumps(about, ensure_ascii=False), ",\n".join(lines)
    return f'{head[:-1]}, "files": [\n{whole}\n]}}\n'.encode()


def line_of(file: ListedFile) -> str:
    """How the file tells of it: in one line."""
    return json.dumps(_told(file), ensure_ascii=False)


def path_of(line: str) -> str:
    """Which file a line of ``line_of`` is of."""
    path = line[len('{"path": "') : line.index('", "sha256": "')]  # within a text every quote has a backslash before it
    return str(json.loads(f'"{path}"')) if "\\" in path else path


def file_of(line: str) -> ListedFile:
    """What a line of ``line_of`` tells."""
    return _file(json.loads(line))


def listed_file(path: str, data: bytes, title: str = "", lasting: bool = True) -> ListedFile:
    """A file with these bytes."""
    rows = _rows(data) if path.endswith(".csv") else None
    return ListedFile(path, hashlib.sha256(data).hexdigest(), len(data), rows, title, lasting)


def _rows(table: bytes) -> int | None:
    """None where a table that a clerk attached is no CSV in UTF-8, or has cells of a size that only a program writes."""
    import csv  # here: most runs ask no table

    with suppress(UnicodeDecodeError, csv.Error):
        return max(sum(1 for _ in csv.reader(io.StringIO(table.decode("utf-8-sig"), newline=""))) - 1, 0)
    return None


def code_of(files: Iterable[ListedFile]) -> str:
    """The code of a page: over its CSV files and its text, which no other version of a spreadsheet writer makes otherwise."""
    return short_code(tree_root([file.line for file in sorted(files, key=lambda file: file.path)]).hex())


def _told(file: ListedFile) -> dict[str, object]:
    return {
        "path": file.path,
        "sha256": file.sha256,
        "bytes": file.size,
        **({"rows": file.rows} if file.rows is not None else {}),
        **({"title": file.title} if file.title else {}),
        **({} if file.lasting else {"lasting": False}),
    }


def read_record(data: bytes) -> BoardRecord:
    """What ``as_json`` wrote, by whomever. Raises ``NoRecord``, also where its root does not follow from its files."""
    told = parsed(data)
    files = told.get("files")
    if told.get("format") != FORMAT or not isinstance(files, list):
        raise NoRecord("不是公开记录，或者是别的版本的")
    listed = _listed(files) or tuple(map(_file, files))
    record = BoardRecord(_text(told, "village"), _text(told, "edition"), listed, _text(told, "place_code"))
    paths = [file.path for file in record.files]
    if paths != sorted(set(paths)):
        raise NoRecord("里的文件没有按顺序，或者有重复的")
    if told.get("root") != record.root or told.get("code") != record.code:
        raise NoRecord("里的总码和它列的文件对不上，被改过")
    return record


def digests_of(text: str) -> dict[str, str]:
    """Path → digest of what a record lists: nothing else of it is read, nor proved. Raises ``NoRecord``."""
    pairs = _LISTED.findall(text)
    if pairs and len(pairs) == text.count('"path": '):
        return dict(pairs)
    try:
        return {f"{file['path']}": f"{file['sha256']}" for file in parsed(text.encode())["files"]}
    except (TypeError, KeyError):
        raise NoRecord("不是公开记录，或者是别的版本的") from None


def parsed(data: bytes) -> Mapping[str, Any]:
    """A JSON object. Raises ``NoRecord``."""
    try:
        text = data.decode("utf-8-sig")
        told = json.loads(text)
        if "\\u" in text:
            json.dumps(told, ensure_ascii=False).encode()  # half a sign is none
    except (ValueError, RecursionError):
        raise NoRecord("读不出来，不是完整的 JSON") from None
    if not isinstance(told, dict):
        raise NoRecord("不是公开记录，或者是别的版本的")
    return told


def _text(told: Mapping[str, Any], key: str) -> str:
    value = told.get(key, "")
    if not isinstance(value, str):
        raise NoRecord(f"里的 {key} 不是文字")
    return value


def _listed(files: list[Any]) -> tuple[ListedFile, ...] | None:
    """What ``_file`` makes of each, where nothing is wrong with any; None where ``_file`` has to say what is. There are thousands."""
    try:
        made = [
            ListedFile(told["path"], told["sha256"], told["bytes"], told.get("rows"), told.get("title", ""), told.get("lasting", True))
            for told in files
        ]
        paths, digests = "\n".join([file.path for file in made]), "\n".join([file.sha256 for file in made])
    except (TypeError, KeyError, AttributeError):
        return None
    sorts = {(type(size), type(rows), type(title), type(lasting)) for _, _, size, rows, title, lasting in made}
    whole = sorts <= {(int, int, str, bool), (int, NoneType, str, bool)} and paths.count("\n") == len(made) - 1
    return tuple(made) if whole and _DIGESTS.fullmatch(digests) and not _NO_PATHS.search(paths) else None


def _file(told: object) -> ListedFile:
    if not isinstance(told, dict):
        raise NoRecord("里有一行不是文件")
    path, digest, size, rows = _text(told, "path"), _text(told, "sha256"), told.get("bytes"), told.get("rows")
    lasting = told.get("lasting", True)
    named = is_path(path) and _DIGEST.fullmatch(digest)
    if named and isinstance(size, int) and (rows is None or isinstance(rows, int)) and isinstance(lasting, bool):
        return ListedFile(path, digest, size, rows, _text(told, "title"), lasting)
    raise NoRecord(f"里「{path}」这一行写得不对")


def is_path(text: str) -> bool:
    """True for a path that stays below the folder it is counted from."""
    return bool(_PATH.fullmatch(text))
