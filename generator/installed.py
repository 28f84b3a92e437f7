"""Where the files lie that come with the program and are none of its modules: theme, common settings, pages and data to begin with."""

from __future__ import annotations

from functools import cache
from pathlib import Path

THEME_PARTS = ("mkdocs.yml", "theme_overrides")
"""What puts a page together, by the names it has in the program's folder and in an owner's."""


@cache
def program_root() -> Path:
    """Folder of mkdocs.yml, theme_overrides/, content/ and data/ as they come with the program.

    In an installed wheel that is house/ of the package (pyproject.toml puts it there), in a checkout its top.
    """
    package = Path(__file__).resolve().parent
    return house if (house := package / "house").is_dir() else package.parent
