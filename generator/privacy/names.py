"""Names of files and folders: in them a number of a person's stands behind letters and hyphens, wang-138….jpg."""

from __future__ import annotations

from collections.abc import Sequence

from generator.pattern import lazy
from generator.privacy.find import blotted, find
from generator.privacy.hit import NOTHING, Declared, Hit, blot
from generator.privacy.plain import CELL

_LETTERED = lazy(r"(?<![A-Za-z0-9])([A-Za-z]*)(\d{7,})([A-Za-z]*)(?![A-Za-z0-9])")
"""Digits with letters on one side or both; more turns would make it a digest."""
_LONG = lazy(r"\d(?:[-_.]?\d){6}")
_JOINED = lazy(r"[-_.](?=\d{10,})|(?<=[A-Za-z])[-_.](?=\d)")
_QUOTED = lazy(r"[^\s「」“”，。；：（）|]*\d{7}[^\s「」“”，。；：（）|]*")
_WORD = lazy(r"/[a-z]{2,}\.(?:html|json|txt|csv)$")
_ADDRESSED = lazy("[@:\uff1a号]")
"""In a path with none of these no letters alone are somebody's: 微信号/zhangsan.html."""
_LAST = lazy(r"\.(?:html|json|txt|xlsx)$")
_APART = f"\n{CELL}\n"
"""Between paths that are looked at together: no number of one runs on into the next, which could hide it."""
INDEX = "_search/"
"""In paths of the search index: it calls folders by digests, and what stands beside a piece of text there never stood beside it."""


def in_name(path: str, declared: Declared = NOTHING) -> list[Hit]:
    """What is personal in a path: all that ``find`` finds, and numbers that letters stick to."""
    hits_in_name = find(path, "", declared)
    apart = _apart(path)
    if apart == path:
        return hits_in_name
    more = [hit for hit in find(apart, "", declared) if all(hit.end <= each.start or each.end <= hit.start for each in hits_in_name)]
    return sorted([*hits_in_name, *more], key=lambda hit: hit.start)


def nothing_in(paths: Sequence[str]) -> bool:
    """True where ``in_name`` finds nothing in any of these: asked of all at once, since there are thousands and hardly ever anything. Files
    of one folder that are called alike but for letters, which no number has, are one."""
    alike = dict.fromkeys(path if _ADDRESSED.search(path) else _LAST.sub(".csv", _WORD.sub("/index.csv", path)) for path in paths)
    apart = (each for path in alike if (each := _apart(path)) != path)
    return not find(_APART.join((*alike, *apart)))


def _apart(path: str) -> str:
    """The path with nothing stuck to its numbers, every other character in its place."""
    if INDEX in path or not _LONG.search(path):  # the index names its files by digests
        return path
    return _JOINED.sub(" ", _LETTERED.sub(lambda m: " " * len(m[1]) + m[2] + " " * len(m[3]), path))


def blotted_name(path: str) -> str:
    """The path with all of it starred."""
    return blot(path, in_name(path))


def blotted_words(text: str) -> str:
    """A sentence that may name files, with all that is personal in it starred."""
    return _QUOTED.sub(lambda m: blotted_name(m[0]), blotted(text))
