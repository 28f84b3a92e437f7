"""One board's folder for the site engine: docs/, and a mkdocs.yml of a few lines over the common one."""

from __future__ import annotations

import hashlib
import json
import os.path
from dataclasses import dataclass
from pathlib import Path

from markupsafe import escape

from generator import door
from generator.section import SECTIONS
from generator.site.tree import write_whole


@dataclass(frozen=True)
class Settings:
    """What one board's mkdocs.yml says beyond the common one."""

    name: str
    nav: tuple[tuple[str, str], ...]
    """(title, path below docs)."""
    url: str = ""
    private: bool = False
    """True for an edition that no search engine may list."""


def stage(folder: Path, root: Path, settings: Settings) -> None:
    """Write ``folder``/mkdocs.yml, beside docs/; a person can run `mkdocs build -f` on it and get the same site."""
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / "mkdocs.yml", _yaml(folder, root, settings).encode())


def _yaml(folder: Path, root: Path, settings: Settings) -> str:
    up = Path(os.path.relpath(house(root).resolve(), folder.resolve())).as_posix() + "/"
    lines = [
        f"INHERIT: {_quoted(up + 'mkdocs.yml')}",
        # The theme prints the name and the navigation as they are, so they are escaped here.
        f"site_name: {_quoted(str(escape(settings.name)))}",
        "docs_dir: docs",
        "site_dir: site",
        f"theme: {{custom_dir: {_quoted(up + 'theme_overrides')}}}",
        "extra: " + json.dumps(_extra(root, settings), ensure_ascii=False),
        "nav: " + json.dumps([{str(escape(title)): path} for title, path in settings.nav], ensure_ascii=False),
    ]
    return "\n".join([*lines, *([f"site_url: {_quoted(settings.url)}"] if settings.url else [])]) + "\n"


def _extra(root: Path, settings: Settings) -> dict[str, object]:
    """What main.html asks for: the version of the assets, and how the bar names each section."""
    sections = {f"{s.path}/": [s.short_title, s.icon] for s in SECTIONS}
    return {"assets": assets_version(house(root)), "sections": sections} | ({"private": True} if settings.private else {})


def assets_version(house: Path) -> str:
    """What the addresses of styles and scripts end in, so that no cache shows a new page with an old style."""
    found = hashlib.sha256()
    for file in door.files_in(house, "theme_overrides/assets"):
        found.update(file.rpartition("/")[2].encode() + b"\0" + door.read(house, file))
    return "g" + found.hexdigest()[:8]  # a letter first: YAML must not take it for a number


def house(root: Path) -> Path:
    """Where mkdocs.yml and theme_overrides/ are: the data's own root, else the checkout this program runs from."""
    own = Path(__file__).resolve().parents[2]
    return root if door.is_file(root, "mkdocs.yml") and door.is_folder(root, "theme_overrides") else own


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
