"""A Markdown file with front matter → a dataset: one row of keys, a body, the tables and files it names."""

from __future__ import annotations

import difflib
import html
import re
from html.parser import HTMLParser
from pathlib import Path

from generator import door, values
from generator.keys import CORRECTIONS
from generator.kind import Kind
from generator.load.encoding import read_text
from generator.load.free_table import read_free_table
from generator.load.front_matter import front_matter
from generator.load.own_corrections import own_corrections
from generator.load.records import read_record
from generator.load.yaml_tree import read_tree
from generator.model import Dataset, Problem, Row, Source, problem
from generator.pattern import lazy
from generator.photo import PICTURES
from generator.shown import Table

TABLE_ENDINGS = (".csv", ".xlsx")
FILE_ENDINGS = (".pdf", *PICTURES)
_LIST_ITEM = lazy(r"[ \t]*([-*+]|\d+[.)])[ \t]")
_SCHEME = r"[a-zA-Z][a-zA-Z0-9+.-]*:"
_SLUG_LINK = lazy(r"([a-z0-9][a-z0-9-]*)\.md")
PLACEHOLDER = "正文写在这里"
MAX_BODY = 100_000
MAX_BRACKETS = 500
_TOO_MUCH = lazy(r"([\[\]()>!`])\1{49}|(?m:^[ \t>]{100})")
"""What would keep a Markdown parser busy for minutes; no document looks like that."""
MARKDOWN_EXTENSIONS = ["tables"]
"""What a body may use; the site engine is set to the same list."""


def read_document(path: Path, file: str, kind: Kind, key: str) -> tuple[Dataset | None, list[Problem]]:
    """The text of a document kind and, from its folder, what 附表 and 附件 name."""
    text, problems = read_text(path, file)
    if problems:
        return None, problems
    front = front_matter(text)
    if front is None:
        seen = text.lstrip().split("\n")[0].strip()[:20]
        message = f"开头应当是两条 ---，中间写标题、公开日等项目；现在第一行是「{seen}」。"
        if seen.startswith("---"):
            message = "开头有一条 ---，但没有第二条，不知道项目写到哪里为止。"
        return None, [problem("bad-yaml", Source(file, line=1), message, f"用 gongkai form {kind.name} 得到一份写好项目名的样子。")]
    tree, problems = read_tree(front.keys, file, front.line)
    if tree is None:
        return None, problems
    row, more = read_record(tree, kind.columns, file, kind.one, also=(CORRECTIONS,))
    corrections, wrong = own_corrections((tree.entries or {}).get(CORRECTIONS), file)
    body, first_body_line = front.body, front.body_line
    links, trouble = read_body(body, file, first_body_line, kind.one)
    for name in (n for n in row.head.fields if re.match("例[:\uff1a]", row.text(n))):
        problems.append(problem("example-left", row.at(name), f"「{name}」写的是「{row.text(name)[:30]}」。"))
    if PLACEHOLDER in body:
        where = Source(file, line=first_body_line)
        problems.append(problem("example-left", where, "正文还是空表里的那句话。", f"写上{kind.one}的正文。"))
    problems += more + wrong + trouble
    tables, more = _tables(row, path.parent, file)
    attachments, trouble = _attachments(row, path.parent, file)
    named = tuple((Path(file).parent / name).as_posix() for name in (*_names(row, "附表"), *_names(row, "附件")))
    data = Dataset(
        kind.name, key, file, (row,), document=True, body=safe_body(body), body_line=first_body_line, tables=tables,
        attachments=attachments, links=links, companions=named, corrections=corrections,
    )  # fmt: skip
    return data, [*problems, *more, *trouble]


def _tables(row: Row, folder: Path, file: str) -> tuple[tuple[Table, ...], list[Problem]]:
    tables: list[Table] = []
    problems: list[Problem] = []
    for name in _names(row, "附表"):
        if trouble := _missing(row, "附表", name, folder, file):
            problems.append(trouble)
            continue
        if _elsewhere(name, folder, file):
            continue
        table, more = read_free_table(folder / name, (Path(file).parent / name).as_posix())
        problems += more
        if table:
            tables.append(table)
    return tuple(tables), problems


def _attachments(row: Row, folder: Path, file: str) -> tuple[tuple[str, ...], list[Problem]]:
    files: list[str] = []
    problems: list[Problem] = []
    named = _names(row, "附件")
    for name in named:
        if trouble := _missing(row, "附件", name, folder, file):
            problems.append(trouble)
        elif not _elsewhere(name, folder, file):
            files.append((Path(file).parent / name).as_posix())
    for name in _names(row, "原图"):
        if name not in named or not name.endswith(PICTURES):
            why = "不是照片" if name in named else "「附件」里没有"
            problems.append(
                problem(
                    "missing-attachment", row.at("原图"), f"「原图」写的是「{name}」，{why}。", "写「附件」里一张照片的文件名，一字不差。"
                )
            )
    return tuple(files), problems


def _root(folder: Path, file: str) -> Path:
    """Where ``file``, which lies in ``folder``, is counted from."""
    return [folder, *folder.parents][file.count("/")]


def _elsewhere(name: str, folder: Path, file: str) -> bool:
    """True for a link and the like, and for a file of a sort that no document has: whoever finds the files tells of them, once."""
    if Path(name).suffix.lower() not in (*TABLE_ENDINGS, *FILE_ENDINGS, ".md"):
        return True
    return door.sort_of(_root(folder, file), (Path(file).parent / name).as_posix()) == "strange"


def _missing(row: Row, field: str, name: str, folder: Path, file: str) -> Problem | None:
    """Why a named file cannot be taken, if it cannot."""
    endings = TABLE_ENDINGS if field == "附表" else FILE_ENDINGS
    where = row.at(field)
    if re.search("[、,;\uff0c\uff1b]", name):
        return problem("missing-attachment", where, f"「{field}」写的是「{name}」，像是几个文件。", "一个文件一行，每行前面加「- 」。")
    if Path(name).name != name or "\\" in name:
        return problem(
            "missing-attachment", where, f"「{field}」写的是「{name}」，里面有文件夹。", "把文件放到这一篇所在的文件夹，这里只写文件名。"
        )
    root, below = _root(folder, file), Path(file).parent.as_posix()
    sort = door.sort_of(root, f"{below}/{name}")  # what is strange is told where it is opened
    if sort in ("", "folder") or (sort == "file" and not door.spelt(root, below, name)):
        near = difflib.get_close_matches(name, [n for n in door.listed(root, below) if Path(n).suffix.lower() in endings], 1)
        return problem(
            "missing-attachment", where, f"找不到{field}「{name}」。", f"是不是「{near[0]}」？文件名要一字不差。" if near else ""
        )
    if Path(name).suffix.lower() not in endings and not _elsewhere(name, folder, file):
        other = "附件" if field == "附表" else "附表"
        hint = f"{field}用 {'、'.join(endings)}；别的写在「{other}」里。"
        return problem("missing-attachment", where, f"「{name}」不能作{field}。", hint)
    return None


def _names(row: Row, field: str) -> tuple[str, ...]:
    value = row[field]
    return tuple(dict.fromkeys(str(v) for v in value)) if isinstance(value, tuple) else ()


class _Links(HTMLParser):
    """Collects what a rendered body would fetch or open."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [(name, value or "") for name, value in attrs if name in ("href", "src")]


def read_body(
    body: str, file: str, first_line: int, called: str, by_hand: bool = False
) -> tuple[tuple[tuple[str, Source], ...], list[Problem]]:
    """(what of the site the body links to, what it may not hold), each with its line. The body is judged as it would be rendered.

    A document links to others of its kind by their slugs. ``called``: what messages call it. A page
    written ``by_hand`` gives its relative addresses, for the caller to look up.
    """
    problems: list[Problem] = []
    lines = body.split("\n")
    for i, line in enumerate(lines):
        where = Source(file, line=first_line + i)
        if re.search(r"<[A-Za-z/!?]", line):
            message, hint = "正文里有网页代码或尖括号链接。", "改成普通文字；小于号写成「小于」或全角「<」。"
            problems.append(problem("unsafe-text", where, message, hint, line.strip()))
        if values.forbidden(line):
            problems.append(problem("bad-text", where, "正文里有看不见的控制字符。", "把这一行删掉，重新手工输入。", line.strip()))
    if len(body) > MAX_BODY or body.count("[") > MAX_BRACKETS:
        message = f"正文有 {len(body)} 个字、{body.count('[')} 个方括号，不像一篇{called}。"
        return (), [*problems, problem("unsafe-text", Source(file, line=first_line), message, "长的内容做成附件，表格做成附表。")]
    if too_much := _TOO_MUCH.search(body):
        where = Source(file, line=first_line + body[: too_much.start()].count("\n"))
        return (), [*problems, problem("unsafe-text", where, "正文里有一长串相同的符号，或者缩进太多。", "删去多余的符号和空格。")]
    if not re.search(r"[\[<]", body):  # nothing that could become a link or a picture
        return (), problems
    collector = _Links()
    import markdown  # here: most bodies have no link

    collector.feed(markdown.markdown(safe_body(body), extensions=MARKDOWN_EXTENSIONS))
    links: list[tuple[str, Source]] = []
    for name, address in collector.addresses:
        at = next((i for i, text in enumerate(lines) if address.split("#")[0] in html.unescape(text)), 0)
        where = Source(file, line=first_line + at)
        target = re.sub(r"[\x00-\x20]", "", html.unescape(address))
        if trouble := _refused(name, target, where, called, by_hand):
            problems.append(trouble)
        elif by_hand:
            links += [(target, where)] if not re.match(rf"{_SCHEME}|//|#", target) else []
        elif slug := _SLUG_LINK.fullmatch(target):
            links.append((slug[1], where))
    return tuple(links), problems


def _refused(name: str, target: str, where: Source, called: str, by_hand: bool) -> Problem | None:
    """Why a link or picture cannot stand in a body, if it cannot."""
    scheme = re.match(rf"({_SCHEME})|//", target)
    message = f"正文里的「{target[:60]}」"
    if name == "src":
        hint = "写成一份公告，图片放在它的「附件」里。" if by_hand else f"图片文件放在{called}的文件夹里，在「附件」里写明文件名。"
        return problem("unsafe-text", where, f"{message}是图片，正文里不能直接放。", hint)
    if scheme and (scheme[1] or "//").lower() not in ("http:", "https:", "tel:", "mailto:"):
        return problem("unsafe-text", where, f"{message}不是普通的网址。", "只能链接到 https:// 开头的网址，或者去掉链接。")
    if scheme or by_hand or _SLUG_LINK.fullmatch(target):
        return None
    hint = "别处的网址要写全 https://。" if target.startswith("www.") else ""
    if target.lower().endswith(FILE_ENDINGS + TABLE_ENDINGS):
        hint = "文件写在「附件」或「附表」里，正文里不用链接。"
    return problem("broken-link", where, f"{message}打不开。", hint)


def safe_body(body: str, top: str = "##") -> str:
    """The body as Markdown in which nothing can become HTML, an attribute list or code.

    Headings begin at the level of ``top``; a paragraph that a clerk moved in by spaces is a paragraph, not code.
    """
    plain = body.replace("<", "&lt;").replace("{", "&#123;").replace("`", "&#96;").replace("~~~", "&#126;" * 3)
    lines: list[str] = []
    listed = False
    for line in plain.split("\n"):
        listed = bool(_LIST_ITEM.match(line)) or (listed and line[:1] in ("", " ", "\t"))
        line = line if listed else re.sub(r"^[ \t]+", "", line)
        lines.append(re.sub(r"^#(?=[ \t])", top, re.sub(r"^=+[ \t]*$", "", line)))
    return "\n".join(lines)
