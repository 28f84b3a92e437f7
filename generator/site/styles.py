"""The style of every page: one file made of many, so that a page asks once and a person reads one part at a time.

The order is that of the ``@import`` lines in styles/index.css. No cascade layers: browsers before Chromium 99 drop what stands in one, and
the style of the theme stands in none and would win over all of ours (docs/decisions/0036-one-style-of-many-files.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator import door
from generator.site.engine_words import ThemeError

STYLE = "assets/gongkai/style.css"
"""Where the joined file is, below the site."""
_FOLDER = "theme_overrides/assets/gongkai/styles"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_IMPORT = re.compile(r'@import "([a-z0-9-]+\.css)";')


def joined_style(theme_root: Path) -> dict[str, bytes]:
    """Path below docs/ → content; empty where the theme in ``theme_root`` has no styles/index.css.

    Raises ThemeError for a line of the index that names no file there.
    """
    index = f"{_FOLDER}/index.css"
    if not door.is_file(theme_root, index):
        return {}
    parts = [_part(theme_root, index, name, line) for name, line in _imports(theme_root, index)]
    return {STYLE: b"\n".join(parts)}


def _imports(theme_root: Path, index: str) -> Iterator[tuple[str, int]]:
    """Each file the index names, with its line."""
    text = door.read(theme_root, index).decode("utf-8", "replace")
    without = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)  # lines keep their numbers
    for number, line in enumerate(without.split("\n"), 1):
        if match := _IMPORT.fullmatch(line.strip()):
            yield match[1], number
        elif line.strip():
            raise ThemeError(f'only lines such as @import "table.css"; may stand here: {line.strip()}', theme_root / index, number)


def _part(theme_root: Path, index: str, name: str, line: int) -> bytes:
    try:
        return door.read(theme_root, f"{_FOLDER}/{name}")
    except door.Closed:
        raise ThemeError(f"no such file: {name}", theme_root / index, line) from None
