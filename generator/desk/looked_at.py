"""A board as it would be published, made to be looked at: the pages alone. Nothing of it leaves this machine, so it is neither searched,
nor packed for phones, nor put in the place of a site, nor asked once more by the gate at the way out: publication does all of that.
"""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from generator import workers
from generator.classes import dataclass
from generator.config import Edition
from generator.contents import one_run
from generator.gate import Gate
from generator.place import Run, site_of
from generator.site import build_record as notes
from generator.site import manifest
from generator.site.lock import only_one
from generator.site.marker import boards
from generator.site.stored_dataset import DAMAGED
from generator.site.tree import write_whole
from generator.task import BoardTask, as_before, as_stored, result_of

MADE = "build/desk/made"
"""Below the root: where it is made, so that nothing of it is taken for what was published."""
_PLACE = "build/desk/looked-at"
_TITLE = re.compile(r"<title>(.*?)(?: - [^<]*)?</title>", re.DOTALL)
_HEAD = 20_000


@dataclass(frozen=True)
class PageLookedAt:
    """A page that is otherwise than readers have it."""

    path: str
    """Below the site, a folder with its slash."""
    title: str
    new: bool


@dataclass(frozen=True)
class LookedAt:
    """What was made, beside what readers have."""

    stands: str
    """Id of the files that it was made from, as whoever asked told it."""
    public: str
    """Version of the board that readers had then; "" for none."""
    pages: tuple[PageLookedAt, ...]
    errors: int = 0
    """Where there are any, nothing was made."""


def boards_of(root: Path, edition: Edition) -> Path:
    """The folder of the boards that are looked at; the pages of one lie in its ``site``."""
    return _run(root, date.min, edition).base / "boards"


def last_look(root: Path, slug: str, edition: Edition) -> LookedAt | None:
    """The last one; None where there was none."""
    with suppress(OSError, *DAMAGED):
        stored = json.loads((root / _PLACE / f"{edition}-{slug}.json").read_bytes())
        pages = tuple(PageLookedAt(**page) for page in stored.pop("pages"))
        look = LookedAt(**stored, pages=pages)
        public = site_of(root, edition)
        if look.public == boards(public).get(slug, ""):
            return look
        return _kept(root, slug, edition, _against(root, slug, edition, look.stands))
    return None


def look_at(root: Path, slug: str, today: date, edition: Edition, stands: str) -> LookedAt:
    """Make the board where it is not made already, and hold it against what readers have. Raises Busy and OSError."""
    run = _run(root, today, edition)
    with only_one(run.base), one_run():
        from generator.opened import open_root

        opened = open_root(root)
        tasks = run.tasks(opened.site, opened.slugs, (slug,))
        errors = 0
        if not opened.faulty and tasks and as_before(tasks[0]) is None:
            with workers.cores(os.cpu_count() or 1):
                errors = _make(run, tasks[0])
        if opened.faulty or errors:
            return _kept(root, slug, edition, LookedAt(stands, "", (), errors or 1))
    return _kept(root, slug, edition, _against(root, slug, edition, stands))


def _run(root: Path, today: date, edition: Edition) -> Run:
    return Run(root, today, edition, root / MADE / "none", root / MADE, recording=False, public=site_of(root, edition))


def _make(run: Run, task: BoardTask) -> int:
    """Errors, with which nothing is made; 0 where it is."""
    from generator.board import plan_board
    from generator.codes import Severity
    from generator.site import memory
    from generator.site.make import make_site
    from generator.site.theme import lay_theme, theme_root
    from generator.site.tree import own_folder

    lay_theme(task.root, run.base)
    own_folder(run.base, f"boards/{task.slug}")
    before = memory.recall(task.folder, task.shell)
    now = dict(before)
    gate = Gate(task.root, task.slug, task.site, task.today, task.folder, task.there)
    data, plan, problems = plan_board(task, now, gate)
    memory.keep(task.folder, task.shell, before, now)
    if plan is None:
        return max(1, sum(p.severity is Severity.ERROR for p in problems))
    made = make_site(task.folder, theme_root(task.root, task.work), replace(plan, records=None), task.today, task.shell)
    notes.write(task.folder, made, task.inputs, as_stored(result_of(task, data, problems)))
    return 0


def _against(root: Path, slug: str, edition: Edition, stands: str) -> LookedAt:
    public, folder = site_of(root, edition), boards_of(root, edition) / slug
    made = notes.read(folder)
    changed = changed_pages(folder / "site", made.files if made else {}, public, slug)
    return LookedAt(stands, boards(public).get(slug, ""), tuple(changed))


def changed_pages(made: Path, files: Mapping[str, str], public: Path, slug: str) -> list[PageLookedAt]:
    """Pages of a board that are new or otherwise in ``made`` than in the site ``public``, those of the fewest steps first. ``files``: what
    each of ``made`` holds, by digest: of two pages of one size the one that readers have is read, of others neither."""
    pages = []
    for file, digest in files.items():
        if file != "index.html" and not file.endswith("/index.html"):
            continue
        new, same = True, False
        with suppress(OSError):
            there = public / slug / file
            new, same = False, there.stat().st_size == (made / file).stat().st_size and manifest.digest(there.read_bytes()) == digest
        if not same:
            with (made / file).open("rb") as opened:
                match = _TITLE.search(opened.read(_HEAD).decode("utf-8", "replace"))
            path = f"{slug}/{file.removesuffix('index.html')}"
            pages.append(PageLookedAt(path, html.unescape(match[1].strip()) if match else path, new))
    return sorted(pages, key=lambda page: (page.path.count("/"), page.path))


def _kept(root: Path, slug: str, edition: Edition, look: LookedAt) -> LookedAt:
    place = root / _PLACE
    place.mkdir(parents=True, exist_ok=True)
    write_whole(place / f"{edition}-{slug}.json", json.dumps(asdict(look), ensure_ascii=False).encode())
    return look
