"""Hand-written Markdown of content/: pages common to all boards, and content/<village>/ for one of them.

Whoever writes them is a clerk, not a programmer: the text has the rules of a notice's body, and of the keys above it only those known here
are taken, as texts. Nothing of a file goes into a page as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from generator import door, values
from generator.classes import dataclass
from generator.load.document import read_body, safe_body
from generator.load.encoding import read_text
from generator.load.front_matter import front_matter
from generator.load.records import read_record
from generator.load.yaml_tree import read_tree
from generator.model import Column, Problem, Source, problem

RESERVED = frozenset({"fill", "problems", "leaked", "parts", "forms"})
"""Names of pages and folders of guide/ that the program makes itself."""
KEYS = (
    Column("title", blank=False, aliases=("标题", "页名"), example="怎么看"),
    Column("description", required=False, aliases=("说明",), example="怎么看这个公开栏。"),
)


@dataclass(frozen=True)
class Written:
    """One page written by hand."""

    path: str
    """Below docs/."""
    title: str
    description: str
    body: str
    """Markdown in which nothing can become HTML."""
    links: tuple[tuple[str, Source], ...] = ()
    """Relative addresses that it leads to."""
    file: str = ""
    """Where it was written."""
    line: int = 0
    """Where the body begins in it."""


@dataclass(frozen=True)
class WrittenContent:
    """What people wrote by hand for one board."""

    welcome: Written = Written("index.md", "", "", "")
    """home.md: stands on the home page."""
    pages: tuple[Written, ...] = ()


def load_content(root: Path, slug: str) -> tuple[WrittenContent, list[Problem]]:
    """A file in content/<village>/ replaces the common one of the same name."""
    folders = ("content", f"content/{slug}")
    paths = {name: root / folder / name for folder in folders for name in door.listed(root, folder) if name.endswith(".md")}
    content, pages = WrittenContent(), []
    problems: list[Problem] = []
    taken: dict[str, str] = {}
    for name, path in sorted(paths.items()):
        file = path.relative_to(root).as_posix()
        plain = unicodedata.normalize("NFC", name.removesuffix(".md")).casefold()  # one file on some disks
        if plain in RESERVED or values.KEPT.fullmatch(plain):
            problems.append(problem("bad-name", Source(file), f"「{name}」是网站、程序或 Windows 自己要用的名字。", "换一个文件名。"))
            continue
        if plain in taken:
            message = f"「{name}」和「{taken[plain]}」只差大小写，在有的电脑上是同一个文件。"
            problems.append(problem("bad-name", Source(file), message, "换一个文件名。"))
            continue
        taken[plain] = name
        if not re.fullmatch(r"[\w-]+\.md", name):
            hint = "文件名用小写英文字母、数字和短横线，如 about.md。"
            problems.append(problem("bad-name", Source(file), f"文件名「{name}」里有不能用的符号。", hint))
            continue
        text, more = read_text(path, file)
        problems += more
        if more:
            continue
        if name == "home.md":
            body = text.replace("\r\n", "\n").strip("\n")
            line = 1 + len(text) - len(text.lstrip("\n"))
            links, more = read_body(body, file, line, "网页", by_hand=True)
            content = WrittenContent(Written("index.md", "", "", safe_body(body), links, file, line))
        else:
            page, more = _page(text, file, f"guide/{name}")
            pages += [page] if page else []
        problems += more
    return WrittenContent(content.welcome, tuple(pages)), problems


def _page(text: str, file: str, path: str) -> tuple[Written | None, list[Problem]]:
    front = front_matter(text)
    if front is None:
        message = "开头要有两条 ---,中间写 title: 页名。"
        return None, [problem("bad-yaml", Source(file, line=1), message, "在最前面加三行：---、title: 怎么看、---。")]
    tree, problems = read_tree(front.keys, file, front.line)
    if tree is None:
        return None, problems
    row, more = read_record(tree, KEYS, file, "这一页开头")
    links, trouble = read_body(front.body, file, front.body_line, "网页", by_hand=True)
    title, description = row.text("title"), row.text("description")
    return Written(path, title, description, safe_body(front.body, top="#"), links, file, front.body_line), [*problems, *more, *trouble]
