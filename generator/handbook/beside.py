"""The guide as a part of the published site: made once for all boards, beside them, and only when the program or the theme is another."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from generator.fingerprint import fingerprint
from generator.handbook import kept_guide
from generator.handbook.filled import SAMPLE
from generator.installed import program_root
from generator.kind import Kind
from generator.kinds import all_kinds
from generator.model import Problem
from generator.site import build_record as notes
from generator.site import manifest
from generator.site.bare_pages import plain_page
from generator.site.publish import PublishedPart
from generator.site.theme import Colours, own_colours
from generator.site.tree import clear, put
from generator.task import BoardTask

STYLE, SCRIPT, CODES_SCRIPT = "guide.css", "guide.js", "codes.js"
_BESIDE = Path(__file__).parent


def guide_part(task: BoardTask, published: str) -> tuple[PublishedPart | None, list[Problem]]:
    """What stands at guide/; None where it would publish something personal, and what. ``task``: any board's, which knows the program, the
    theme and the edition; ``published``: the version that stands there now."""
    folder = task.work / "guide"
    private = task.edition != "public"
    inputs = fingerprint(task.shell, private, _sample_looks())
    made, brief = notes.read(folder), notes.brief(folder)
    if made is None or brief is None or brief.inputs != inputs or not (brief.version == published or notes.whole(folder, brief.version)):
        kept = kept_guide.recall(inputs)
        contents = kept or guide_files(all_kinds(), private, own_colours(task.root))
        notes.forget(folder)
        clear(folder / "site")
        for path, content in contents.items():
            put(folder / "site" / path, content)
        made = notes.Made(shell=inputs)
        notes.look(folder, made)
        if leaks := _leaks(task, folder, {} if kept else contents, made.files):
            return None, leaks
        if not kept:
            kept_guide.keep(inputs, contents)
        brief = notes.write(folder, made, inputs, {})
    return PublishedPart(folder / "site", brief.version, lambda: made.files), []


def _sample_looks() -> list[tuple[str, int, int]]:
    """How the files of the sample village look, of which forms are drawn: where one looks otherwise the guide is made anew, which costs
    less than reading all of them at every run."""
    looks = []
    for folder, _, names in os.walk(program_root() / SAMPLE):
        for name in names:
            at = os.stat(os.path.join(folder, name))
            looks.append((os.path.join(folder, name), at.st_size, at.st_mtime_ns))
    return sorted(looks)


def _leaks(task: BoardTask, folder: Path, contents: Mapping[str, bytes], files: manifest.Files) -> list[Problem]:
    """Read like everything that goes out, what of it has not been read; the same words need be read by a process only once."""
    from generator.gate import Gate  # here, as below
    from generator.gate.outgoing import holds_nothing

    gate = Gate(task.root, "", task.site, task.today, folder)
    read = all(holds_nothing(path, content) for path, content in contents.items())
    return [*([] if read else gate.outgoing(files)), *gate.unheld(files)]


@lru_cache(maxsize=4)
def guide_files(kinds: tuple[Kind, ...], private: bool, own: Colours) -> Mapping[str, bytes]:
    """Every file below guide/."""
    # Here: a changed row makes no guide, and waits for nothing of it.
    from generator.handbook.views import PICTURES, PROBLEMS, TITLE, codes_script, guide_pages
    from generator.site.docs import form_docs

    files = {name: (_BESIDE / name).read_bytes() for name in (STYLE, SCRIPT, *PICTURES)}
    files[CODES_SCRIPT] = codes_script().encode()
    for page in guide_pages(kinds):
        scripts = [SCRIPT, *([CODES_SCRIPT] if page.path == PROBLEMS else [])]
        more = f'<link rel="stylesheet" href="{page.up}{STYLE}">\n'
        more += "".join(f'<script src="{page.up}{script}" defer></script>\n' for script in reversed(scripts))
        title = page.title if page.title == TITLE else f"{page.title} - {TITLE}"
        place = f"{page.path}/index.html".lstrip("/")
        files[place] = plain_page(title, page.body(), private, own, more, TITLE)
    return files | form_docs(kinds)
