"""Hand-written Markdown of content/: pages common to all boards, and content/<village>/ for one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from generator import door
from generator.load.text import read_text
from generator.model import Problem, Source, problem

RESERVED = frozenset({"fill.md", "problems.md", "leaked.md"})
"""Pages the program makes itself."""


@dataclass(frozen=True)
class Content:
    """What people wrote by hand for one board."""

    welcome: str = ""
    """home.md: stands on the home page."""
    pages: tuple[tuple[str, str, str], ...] = ()
    """(path below docs, title, Markdown with its front matter)."""
    files: tuple[tuple[str, str], ...] = ()
    """(path below docs, path of the file) of each page."""


def load_content(root: Path, slug: str) -> tuple[Content, list[Problem]]:
    """A file in content/<village>/ replaces the common one of the same name."""
    folders = ("content", f"content/{slug}")
    paths = {name: root / folder / name for folder in folders for name in door.listed(root, folder) if name.endswith(".md")}
    welcome = ""
    pages: list[tuple[str, str, str]] = []
    files: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for name, path in sorted(paths.items()):
        file = path.relative_to(root).as_posix()
        text, more = read_text(path, file)
        problems += more
        if more:
            continue
        text = text.replace("\r\n", "\n")
        if name in RESERVED:
            problems.append(problem("bad-name", Source(file), f"「{name}」是程序自己要用的页名。", "换一个文件名。"))
            continue
        title = re.search(r"\A---\n(?:.*\n)*?title:[ \t]*[\"']?(.+?)[\"']?[ \t]*\n(?:.*\n)*?---\n", text)
        if name == "home.md":
            welcome = text
        elif title is None:
            said = "开头要有两条 ---,中间写 title: 页名。"
            problems.append(problem("bad-yaml", Source(file, line=1), said, "在最前面加三行：---、title: 怎么看、---。"))
        else:
            pages.append((f"guide/{name}", title[1], text))
            files.append((f"guide/{name}", file))
    return Content(welcome, tuple(pages), tuple(files)), problems
