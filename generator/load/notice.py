"""A Markdown file with front matter → a dataset: one row of keys, a body, the tables and files it names."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import markdown

from generator import values
from generator.kind import Kind
from generator.load.free_table import read_free_table
from generator.load.records import read_record
from generator.load.text import read_text
from generator.load.yaml_tree import read_tree
from generator.model import Dataset, Problem, Row, Source, Table, problem

TABLE_ENDINGS = (".csv", ".xlsx")
MARKDOWN_EXTENSIONS = ["tables"]
"""What a body may use; the site engine is set to the same list."""


def read_notice(path: Path, file: str, kind: Kind, key: str) -> tuple[Dataset | None, list[Problem]]:
    """The notice and, from its folder, what 附表 and 附件 name."""
    text, problems = read_text(path, file)
    if problems:
        return None, problems
    found = re.match(r"﻿?---[ \t]*\r?\n(.*?\r?\n)---[ \t]*(?:\r?\n|$)(.*)", text, re.DOTALL)
    if not found:
        said = "开头应当是两条 ---,中间写标题、公开日等项目。"
        return None, [problem("bad-yaml", Source(file, line=1), said, f"用 gongkai form {kind.name} 得到一份写好项目名的样子。")]
    tree, problems = read_tree(found[1], file, first_line=2)
    if tree is None:
        return None, problems
    row, more = read_record(tree, kind.columns, file, "公告")
    body = found[2].replace("\r\n", "\n").strip("\n")
    first_body_line = text[: found.start(2)].count("\n") + 1
    problems += more + _unsafe(body, file, first_body_line, path.parent)
    tables, more = _tables(row, path.parent, file)
    attachments, trouble = _attachments(row, path.parent, file)
    named = tuple((Path(file).parent / name).as_posix() for name in (*_names(row, "附表"), *_names(row, "附件")))
    return Dataset(kind.name, key, file, (row,), (), safe_body(body), tables, attachments, named), [*problems, *more, *trouble]


def _tables(row: Row, folder: Path, file: str) -> tuple[tuple[Table, ...], list[Problem]]:
    tables: list[Table] = []
    problems: list[Problem] = []
    for name in _names(row, "附表"):
        path = folder / name
        if Path(name).name != name or not path.is_file() or path.suffix.lower() not in TABLE_ENDINGS:
            problems.append(problem("missing-attachment", row.at("附表"), f"找不到附表「{name}」。"))
            continue
        table, more = read_free_table(path, (Path(file).parent / name).as_posix())
        problems += more
        if table:
            tables.append(table)
    return tuple(tables), problems


def _attachments(row: Row, folder: Path, file: str) -> tuple[tuple[str, ...], list[Problem]]:
    found: list[str] = []
    problems: list[Problem] = []
    for name in _names(row, "附件"):
        path = folder / name
        if Path(name).name != name or not path.is_file() or path.suffix.lower() in (*TABLE_ENDINGS, ".md"):
            problems.append(problem("missing-attachment", row.at("附件"), f"找不到附件「{name}」。"))
        else:
            found.append((Path(file).parent / name).as_posix())
    return tuple(found), problems


def _names(row: Row, field: str) -> tuple[str, ...]:
    value = row[field]
    return tuple(dict.fromkeys(str(v) for v in value)) if isinstance(value, tuple) else ()


class _Links(HTMLParser):
    """Collects what a rendered body would fetch or open."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(name, value or "") for name, value in attrs if name in ("href", "src")]


def _unsafe(body: str, file: str, first_line: int, folder: Path) -> list[Problem]:
    """HTML, scripts, pictures from elsewhere and dead links, with the line they stand on."""
    problems: list[Problem] = []
    for i, line in enumerate(body.split("\n")):
        where = Source(file, line=first_line + i)
        if re.search(r"<[A-Za-z/!?]", line):
            problems.append(problem("unsafe-text", where, "正文里有网页代码或尖括号链接。", excerpt=line.strip()))
        if values.forbidden(line):
            problems.append(problem("bad-text", where, "正文里有看不见的控制字符。"))
    links = _Links()
    links.feed(markdown.markdown(safe_body(body), extensions=MARKDOWN_EXTENSIONS))
    for name, address in links.found:
        at = next((i for i, text in enumerate(body.split("\n")) if address.split("#")[0] in html.unescape(text)), 0)
        where = Source(file, line=first_line + at)
        target = re.sub(r"[\x00-\x20]", "", html.unescape(address))
        if scheme := re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):|//", target):
            if name == "src" or scheme[1] not in ("http", "https", "tel", "mailto"):
                problems.append(problem("unsafe-text", where, f"「{target[:60]}」不能放在正文里。"))
        elif name == "src" or not re.fullmatch(r"(?:([a-z0-9][a-z0-9-]*)\.md)?(?:#.*)?", target) or not _exists(folder, target):
            problems.append(problem("broken-link", where, f"正文里的「{target[:60]}」打不开。"))
    return problems


def _exists(folder: Path, target: str) -> bool:
    name = target.split("#")[0]
    return not name or (folder / name).is_file()


def safe_body(body: str) -> str:
    """The body with everything that could become HTML or an attribute list made plain text."""
    return re.sub(r"(?m)^#(?=[ \t])", "##", body.replace("<", "&lt;").replace("{", "&#123;"))
