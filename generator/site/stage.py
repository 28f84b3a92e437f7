"""One board's folder for the site engine: docs/, and a mkdocs.yml of a few lines over the common one."""

from __future__ import annotations

import hashlib
import json
import os.path
import re
from contextlib import suppress
from pathlib import Path

from markupsafe import escape

from generator import door
from generator.classes import dataclass
from generator.section import SECTIONS
from generator.site.theme import band_of, has_style, logo_of, logo_room
from generator.site.tree import put

_OTHER = re.compile(rb'^INHERIT: ("[^"\\\n]*")$', re.MULTILINE)


@dataclass(frozen=True)
class Settings:
    """What one board's mkdocs.yml says beyond the common one."""

    name: str
    nav: tuple[tuple[str, str], ...]
    """(title, path below docs)."""
    url: str = ""
    private: bool = False
    """True for an edition that no search engine may list."""
    feeds: tuple[tuple[str, str], ...] = ()
    """(folder below docs, title) of each feed."""
    calendar: bool = False
    """There is one of its days."""
    guide: str = "guide/"
    """The way from the folder of the pages to the clerks' guide."""


def stage(folder: Path, house: Path, settings: Settings) -> None:
    """Write ``folder``/mkdocs.yml, beside docs/, over the one in ``house``, where the theme is too.

    A person can run `mkdocs build -f` on it and get the same site.
    """
    folder.mkdir(parents=True, exist_ok=True)
    put(folder / "mkdocs.yml", _yaml(folder, house, settings).encode())


def settings_of(folder: Path) -> tuple[bytes, ...] | None:
    """All that is set for a staged ``folder``: what its mkdocs.yml says, and those that it is over. None where that is not all: where one
    takes something from elsewhere, as from the environment, or does not say as we do which it is over."""
    files: list[bytes] = []
    file = folder / "mkdocs.yml"
    with suppress(OSError, ValueError):
        for _ in ("the board's", "the owner's", "the program's"):
            files.append(text := file.read_bytes())
            over = _OTHER.findall(text)
            if b"!" in text or len(over) != text.count(b"INHERIT"):
                break
            if not over:
                return tuple(files)
            file = file.parent / json.loads(over[0])
    return None


def _yaml(folder: Path, house: Path, settings: Settings) -> str:
    up = _way(folder.resolve(), house.resolve()) + "/"
    theme = {"custom_dir": up + "theme_overrides"} | ({"logo": logo} if (logo := logo_of(house)) else {})
    lines = [
        f"INHERIT: {_quoted(up + 'mkdocs.yml')}",
        # The theme prints the name and the navigation as they are, so they are escaped here.
        f"site_name: {_quoted(str(escape(settings.name)))}",
        "docs_dir: docs",
        "site_dir: site",
        f"theme: {json.dumps(theme, ensure_ascii=False)}",
        f"extra: {json.dumps(_extra(house, settings), ensure_ascii=False)}",
        "nav: " + json.dumps([{str(escape(title)): path} for title, path in settings.nav], ensure_ascii=False),
    ]
    return "\n".join([*lines, *([f"site_url: {_quoted(settings.url)}"] if settings.url else [])]) + "\n"


def _extra(house: Path, settings: Settings) -> dict[str, object]:
    """What main.html asks for: the version of the assets, how the bar names each section, and what is so of this board only."""
    sections = {f"{section.path}/": [section.short_title, section.icon] for section in SECTIONS}
    facts = (("own_style", has_style(house)), ("private", settings.private), ("calendar", settings.calendar))
    own: dict[str, object] = {name: True for name, so in facts if so}
    if logo_of(house):
        own["logo_room"] = logo_room(house)
    if settings.feeds:
        own["feeds"] = [[place, str(escape(title))] for place, title in settings.feeds]
    return {"assets": assets_version(house), "sections": sections, "band": band_of(house), "guide": settings.guide} | own


def assets_version(house: Path) -> str:
    """What the addresses of styles and scripts end in, so that no cache shows a new page with an old style."""
    hashed = hashlib.sha256()
    for file in door.files_in(house, "theme_overrides/assets"):
        hashed.update(file.rpartition("/")[2].encode() + b"\0" + door.read(house, file))
    return "g" + hashed.hexdigest()[:8]  # a letter first: YAML must not take it for a number


def _way(folder: Path, house: Path) -> str:
    """From ``folder`` to ``house``, so that both can be moved together; whole where they are not of one tree."""
    together = folder.is_relative_to(house) or folder.is_relative_to(house.parent)
    return Path(os.path.relpath(house, folder) if together else house).as_posix()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
