"""What a new site's folder holds beside its data: all that is its owner's, and a program of a fixed version to make it with."""

from __future__ import annotations

import shutil
from pathlib import Path
from string import Template

from generator import __version__
from generator.installed import program_root
from generator.site.tree import write_whole

SAMPLE = "shifan"
"""The village that is a sample in every respect; the other that comes with the checkout was a real one."""
START = "打开公开栏.bat"
"""Opens the clerk's desk by a double click on Windows."""
_KIT = Path(__file__).with_name("kit")
_PLACES = {
    "README.md": "README.md",
    "mkdocs.yml": "mkdocs.yml",
    "requirements.txt": "requirements.txt",
    "open.bat": START,
    "gitignore": ".gitignore",
    "check.yml": ".github/workflows/check.yml",
    "publish.yml": ".github/workflows/publish.yml",
    "gitlab-ci.yml": ".gitlab-ci.yml",
}
"""File of kit/ → where it goes."""


def unpack(root: Path, samples: bool) -> list[str]:
    """Write the files of a new site into ``root``, with the sample village or without; returns the files and folders written.

    What is there already stays as it is.
    """
    written = []
    for name, place in _PLACES.items():
        if not (root / place).exists():
            (root / place).parent.mkdir(parents=True, exist_ok=True)
            text = Template((_KIT / name).read_text(encoding="utf-8")).substitute(version=__version__)
            write_whole(root / place, text.replace("\n", "\r\n").encode() if place == START else text.encode())
            written.append(place)
    for place in ("content", *(("data/regions", f"data/villages/{SAMPLE}") if samples else ())):
        if not (root / place).exists() and program_root() != root:
            shutil.copytree(program_root() / place, root / place)
            written.append(f"{place}/")
    return written
