"""What was published of every board, one publication after another: the chains that lie above the boards (record/chain.py).

They follow from what the site showed before, what it will show, the day, the version of the program and the commit: a site that shows what
it showed has the same chains, to the byte.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from generator import __version__
from generator.git import NoHistory, files, repository
from generator.listed import known
from generator.load.inputs import as_committed
from generator.place import Run
from generator.record.board_record import BoardRecord, NoRecord
from generator.record.chain import FOLDER, Publications, read_chain
from generator.record.sources import Unreadable
from generator.record.verify import BOARDS
from generator.site import manifest
from generator.site.marker import boards
from generator.site.publish import PublishedPart, Publisher
from generator.site.record_files import record_in
from generator.site.tree import own_folder, plain_file, put
from generator.task import BoardTask


def chains_part(
    run: Run, tasks: Iterable[BoardTask], publisher: Publisher, shown: Mapping[str, PublishedPart | str]
) -> dict[str, PublishedPart]:
    """``shown``: board → what will stand there, or the version of what stays. The chains of all of them under ``FOLDER``, nothing where
    there are none; of a board that is as it was, the very bytes."""
    folder = own_folder(run.base, "records")
    there = boards(run.output)
    was = _Before(run, publisher, folder, there)
    by_slug = {task.slug: task for task in tasks}
    chains: dict[str, Publications] = {}
    now: dict[str, BoardRecord] = {}
    digests: dict[str, str] = {}
    for slug, part in shown.items():
        unchanged = isinstance(part, str) or part.version == there.get(slug)
        if unchanged and (digest := was.digests.get(_named(slug))):
            digests[_named(slug)] = digest
            continue
        chains[slug] = was.chain(slug, by_slug.get(slug))
        if record := record_in(part.folder if isinstance(part, PublishedPart) else run.output / slug):
            now[slug] = record
    new = [slug for slug, record in now.items() if not (newest := chains[slug].newest) or newest.root != record.root]
    commit = _commit(run, new) if run.recording else ""
    contents = {}
    for slug, chain in chains.items():
        if slug in now and (run.recording or slug not in new):
            chain = chain.with_record(now[slug], run.today, __version__, commit)
        if chain.publications:
            contents[_named(slug)] = chain.as_json()
    if not digests and not contents:
        return {}
    listed = sorted(name.removesuffix(".json") for name in digests.keys() | contents.keys())
    contents[BOARDS] = json.dumps({"boards": listed}, ensure_ascii=False).encode() + b"\n"
    for name, content in contents.items():
        put(folder / name, content)
        digests[name] = manifest.digest(content)
    return {FOLDER: PublishedPart(folder, manifest.version(digests), lambda: digests)}


def _named(slug: str) -> str:
    return f"{slug}.json"


def _commit(run: Run, slugs: Collection[str]) -> str:
    """The commit from which these boards were made, to the byte; "" where there is none or nobody knows."""
    if run.commit or not slugs:
        return run.commit
    places = ["data/site.yml", "data/regions", *(f"{top}/{slug}" for slug in slugs for top in ("data/villages", "content"))]
    try:
        of = repository(run.root)
        same = bool(of.head) and as_committed(run.root, places, files(of, of.head, places))
    except NoHistory:
        return ""
    return of.head if same else ""


class _Before:
    """What the site has of it, or, where somebody wrote there, what was put there."""

    def __init__(self, run: Run, publisher: Publisher, made: Path, there: Mapping[str, str]) -> None:
        self._put = dict(publisher.known(there.get(FOLDER, "")) or {})
        self.digests = {} if FOLDER in publisher.wrong() else self._put
        """Name → digest of what stands there whole."""
        self._places = (run.output / FOLDER, made)
        self._elsewhere = run.before

    def chain(self, slug: str, task: BoardTask | None) -> Publications:
        """Of a board, under the address it has or one it had."""
        names = [_named(place) for place in dict.fromkeys((slug, *(known(task).former if task else ())))]
        for read in (self._read, self._read_elsewhere):
            if chain := next((chain for name in names if (chain := read(name))), None):
                return chain
        return Publications()

    def _read_elsewhere(self, name: str) -> Publications | None:
        data = self._elsewhere.read(f"{FOLDER}/{name}") if self._elsewhere else None
        try:
            return read_chain(data) if data is not None else None
        except NoRecord as why:
            where = self._elsewhere.name if self._elsewhere else ""
            raise Unreadable(f"上一次公开的网站 {where} 里，历次公开的记录 {FOLDER}/{name} {why}，接不下去。") from None

    def _read(self, name: str) -> Publications | None:
        at_hand = [data for place in self._places[: 2 if self._put else 1] if (data := _bytes(place / name)) is not None]
        as_put = [data for data in at_hand if manifest.digest(data) == self._put.get(name)]
        for data in as_put or at_hand[:1]:
            with suppress(NoRecord):
                return read_chain(data)
        return None


def _bytes(file: Path) -> bytes | None:
    try:
        return plain_file(file)
    except OSError:
        return None
