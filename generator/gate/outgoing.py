"""What goes out, and what is said of it."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from generator import door
from generator.codes import CODES
from generator.gate.incoming import input_files
from generator.installed import program_root
from generator.model import Problem, Source, problem
from generator.privacy.gate import Finding, findings
from generator.privacy.names import blotted_name, blotted_words
from generator.privacy.plain import as_digits, plain
from generator.record.board_record import RECORD
from generator.section import POSTERS
from generator.shown import PACKAGE


def leaks(places_of: Mapping[tuple[str, str], list[tuple[str, Finding]]], root: Path, slug: str) -> Iterator[Problem]:
    """One problem for each thing that would be published, wherever it stands; with the row it comes from."""
    contents: dict[str, bytes] = {}
    for file in input_files(root, slug) if slug else door.files_in(root, "data/site.yml"):
        with suppress(door.Closed):
            contents[file] = door.read(root, file)
    rows: dict[str, Source] = {}
    for file, data in contents.items():
        for finding in findings(file, data):
            rows.setdefault(finding.value, finding.source)
    for (code, value), places in places_of.items():
        source = rows.get(value) or _by_digits(value, contents) or Source(f"data/villages/{slug}" if slug else "data/site.yml")
        pages = list(dict.fromkeys(path for path, _ in places))
        first = places[0][1]
        shown = f"（{first.shown}）" if first.shown else ""
        message = (
            f"做好的网页 {pages[0]}"
            + (f" 等 {len(pages)} 个文件" if len(pages) > 1 else "")
            + f"里{CODES[code].title}{shown}：{first.why}。"
        )
        yield problem(code, source, message, f"没有登出去。{CODES[code].mend}", first.excerpt)


def _by_digits(value: str, contents: Mapping[str, bytes]) -> Source | None:
    """The first line of the inputs that holds the same characters, whatever stands between them."""
    wanted = re.sub(r"\W", "", value)
    for file, data in contents.items():
        for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
            if wanted in re.sub(r"\W", "", as_digits(plain(line))):
                return Source(file, line=number)
    return None


_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="default-src [^"]+">')
_HELD = re.compile(rb"<(?:link|script|style|img|iframe|base|object|embed|body)\b")
"""What a browser holds to the policy, where it stands behind it."""


def held(page: bytes) -> bool:
    """True where the policy comes before everything that it is for."""
    policy, first = _POLICY.search(page), _HELD.search(page)
    return policy is not None and (first is None or policy.start() < first.start())


def bare_pages(pages: list[str]) -> Problem:
    more = f" 等 {len(pages)} 页" if len(pages) > 1 else ""
    message = f"做好的网页 {pages[0]}{more}开头没有安全规定，或者它的前面还有别的东西。"
    hint = '在 theme_overrides/main.html 里，紧接着 <meta charset> 写上 {% include "partials/gongkai-policy.html" %}。'
    return problem("theme-unsafe", Source("theme_overrides/main.html"), message, hint)


Themes = list[tuple[str, frozenset[str]]]
"""The folders that themes lie in, and what lies in each."""


def of_theme(themes: Themes, path: str, data: bytes) -> bool:
    """True for a file that is the theme's, byte for byte."""
    first = path.partition("/")[0]
    tops = (top for top, names in themes if first in names)
    return any(os.path.isfile(place) and Path(place).read_bytes() == data for place in (f"{top}/{path}" for top in tops))


LISTS = (PACKAGE, RECORD)
"""Files that grow with the board: JSON of which each line is of one file."""


def new_lines(data: bytes, before: bytes) -> bytes:
    """The lines of a list that it did not have before. No text of a JSON file goes over the end of a line."""
    known = {*before.split(b"\n")}
    return b"\n".join(line for line in data.split(b"\n") if line not in known)


_PATH = re.compile(rb'"path": "([^"\\\\]+)"')


def without_paths(data: bytes, paths: Container[str]) -> bytes:
    """A list without the names of files of the board, which are looked at by themselves."""
    return _PATH.sub(lambda match: b"" if match[1].decode("utf-8", "replace") in paths else match[0], data)


def has_words_beside(site: str, path: str) -> bool:
    """True for a PDF that the program set in type: its words lie beside it and are read. On paper, figures of one column stand below each
    other, and read as one they would look like somebody's number."""
    return path.startswith(f"{POSTERS}/") and path.endswith(".pdf") and os.path.isfile(f"{site}/{path.removesuffix('.pdf')}.txt")


@lru_cache(maxsize=1024)
def holds_nothing(path: str, data: bytes) -> bool:
    """True for a file without anything personal. What every site has alike is read once by a process."""
    return not any(findings(path, data))


def themes_of(root: Path) -> Themes:
    tops = (root / "theme_overrides", program_root() / "theme_overrides", *_installed())
    return [(str(top), frozenset(os.listdir(top))) for top in tops if top.is_dir()]


@cache
def _installed() -> tuple[Path, ...]:
    spec = find_spec("material")
    return tuple(Path(place) / "templates" for place in (spec.submodule_search_locations or [])) if spec else ()


def quiet(told: Problem) -> Problem:
    """The problem without a number that its own words might repeat."""
    source = told.source
    place = replace(source, sheet=blotted_words(source.sheet), field=blotted_words(source.field), file=blotted_name(source.file))
    return replace(
        told,
        source=place,
        message=blotted_words(told.message),
        hint=blotted_words(told.hint),
        excerpt=blotted_words(told.excerpt),
    )
