"""The theme and mkdocs.yml: the program's own, and laid over them what an owner's folder holds under the same names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

from generator import door
from generator.classes import dataclass
from generator.contents import content_from, content_of
from generator.installed import THEME_PARTS, program_root
from generator.pattern import lazy
from generator.site.tree import clear, own_folder, plain_file, plain_tree, put

LAID = "theme"
"""Below a work folder: the program's theme with the owner's files over it, since the engine takes one folder only."""
STYLE = "assets/own.css"
LOGOS = ("assets/logo.svg", "assets/logo.png")
"""Below theme_overrides/, files of an owner's that are used as soon as they are there."""
_BOX = lazy(r"""<svg\b[^>]*\bviewBox\s*=\s*["'][-\d.]+[\s,]+[-\d.]+[\s,]+(\d+(?:\.\d+)?)[\s,]+(\d+(?:\.\d+)?)""")
_SIZES = lazy(r"""<svg\b(?=[^>]*\bwidth\s*=\s*["'](\d+(?:\.\d+)?))[^>]*\bheight\s*=\s*["'](\d+(?:\.\d+)?)""")
_HIGH = 24
"""Pixels: 1.5rem of styles/header.css."""
BAND = "#9c1d1a"
"""--gk-band of styles/base.css: the bar on top of every page."""
_COLOUR = lazy(r"--gk-(band|on-band|page|ink|edge|link)\s*:\s*(#[0-9a-fA-F]{3,8}|(?!url|var|env)[a-z]+(?:\([0-9a-z.,%/ ]*\))?)\s*[;}!]")
_COMMENT = lazy(r"/\*.*?\*/", re.DOTALL)
_SOME = lazy(r"@media([^{]*)\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.DOTALL)
"""What holds for some readers only: those in the dark, those who print."""
_DARK = lazy(r"(?:screen\s+and\s*)?\(\s*prefers-color-scheme\s*:\s*dark\s*\)")


@dataclass(frozen=True)
class Colours:
    """Those of the program that an owner's style sheet replaces, for what cannot read it: names without --gk- → CSS colours."""

    light: tuple[tuple[str, str], ...] = ()
    """For all readers, those in the dark too where ``dark`` has no other."""
    dark: tuple[tuple[str, str], ...] = ()

    @property
    def band(self) -> str:
        """The bar on top of every page."""
        return dict(self.light).get("band", BAND)


def has_own(root: Path) -> bool:
    """True where ``root`` brings a theme or settings of its own, be it one file."""
    there = door.is_file(root, "mkdocs.yml") or door.is_folder(root, "theme_overrides")
    return there and root.resolve() != program_root()


def theme_root(root: Path, work: Path) -> Path:
    """Folder of the mkdocs.yml and theme_overrides/ that boards of ``root`` are made with. Where ``has_own``, ``lay_theme`` makes it."""
    return work / LAID if has_own(root) else program_root()


def lay_theme(root: Path, work: Path) -> None:
    """Bring ``work``/theme up to date: every file of the program's theme, or the owner's of that name, and what else the owner has.

    An owner's mkdocs.yml says only what is to differ: it inherits the program's.
    """
    if not has_own(root):
        return
    laid = {file: top for top in (program_root(), root) for file in door.files_in(top, *THEME_PARTS)}
    top = own_folder(work, LAID)
    if plain_tree(top) and _lies_there(top, laid, root):
        return
    clear(top)
    for file, whose in laid.items():
        with suppress(door.Closed):
            put(top / file, door.read(whose, file) + _added(file, whose, root))


def _lies_there(top: Path, laid: Mapping[str, Path], root: Path) -> bool:
    """True where the files below ``top`` are those of ``laid``, file → whose it is. They are read: what lies in a work folder is believed
    for what it holds; of the others it is known what they hold."""
    if {*door.files_in(top, *THEME_PARTS)} != laid.keys():
        return False
    for file, whose in laid.items():
        with suppress(door.Closed):  # of that the door tells, and no board is made
            if added := _added(file, whose, root):
                wanted = content_from(door.read(whose, file) + added)
            else:
                wanted = content_of(whose, file)
            if hashlib.sha256(plain_file(top / file)).hexdigest() != wanted.sha256:
                return False
    return True


def _added(file: str, whose: Path, root: Path) -> bytes:
    own = file == "mkdocs.yml" and whose == root
    return f'\nINHERIT: "{(program_root() / "mkdocs.yml").as_posix()}"\n'.encode() if own else b""


def logo_of(house: Path) -> str:
    """The owner's picture for the head of every page, below theme_overrides/; "" where there is none."""
    return next((file for file in LOGOS if door.is_file(house, f"theme_overrides/{file}")), "")


def logo_room(house: Path) -> tuple[int, int]:
    """Width and height in pixels at which the owner's picture is shown, so that a page keeps its room before it comes; a square where the
    file does not say its own."""
    file = logo_of(house)
    data = door.read(house, f"theme_overrides/{file}")
    if file.endswith(".png"):
        width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    else:
        box = _BOX.search(data.decode("utf-8", "replace")) or _SIZES.search(data.decode("utf-8", "replace"))
        width, height = (int(Decimal(side) * 1000) for side in box.groups()) if box else (1, 1)
    return ((_HIGH * width * 2 + height) // (2 * height) if width and height else _HIGH), _HIGH


def has_style(house: Path) -> bool:
    """True where the owner has a style sheet to be read after the program's: colours are set there."""
    return door.is_file(house, f"theme_overrides/{STYLE}")


def own_colours(house: Path) -> Colours:
    """What the owner's style sheet below ``house`` sets, the last of each name; other than a plain colour, nothing."""
    if not has_style(house):
        return Colours()
    style = _COMMENT.sub("", door.read(house, f"theme_overrides/{STYLE}").decode("utf-8", "replace"))
    dark = "".join(block[0] for block in _SOME.finditer(style) if _DARK.fullmatch(block[1].strip()))
    light = _SOME.sub("", style)
    return Colours(*(tuple(sorted(dict(_COLOUR.findall(part)).items())) for part in (light, dark)))


def band_of(house: Path) -> str:
    """The colour of the bar on top as phones are told it, for the frame around the page: the owner's, else the program's."""
    return own_colours(house).band
