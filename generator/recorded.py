"""What was published of every board, one publication after another: the chains that lie above the boards (record/chain.py),
and beside them lists of all that stands there now (record/served.py).

The chains follow from what the site showed before, what it will show, the day, the version of the program and the commit: a site that shows
what it showed has the same chains, to the byte.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from generator import __version__
from generator.git import NoHistory, files, repository
from generator.listed import known
from generator.load.inputs import as_committed, touched
from generator.place import Run
from generator.record.board_record import RECORD, BoardRecord, NoRecord, RecordHead, read_record
from generator.record.chain import FOLDER, Publications, read_chain
from generator.record.served import BOARDS, SiteRecord, as_list, list_name, read_site_record
from generator.record.site_files import Unreadable
from generator.site import manifest
from generator.site.marker import boards
from generator.site.publish import PublishedPart, Publisher
from generator.site.record_files import record_in
from generator.site.served_board import served
from generator.site.tree import NotOurs, own_folder, plain_file, put
from generator.task import BoardTask


def records_part(
    run: Run,
    tasks: Iterable[BoardTask],
    publisher: Publisher,
    shown: Mapping[str, PublishedPart | str],
    others: Mapping[str, PublishedPart | str],
) -> dict[str, PublishedPart]:
    """``shown``: board → what will stand there, or the version of what stays; ``others``: so the front and the guide. The chains of all
    boards and the lists of all files, under ``FOLDER``; nothing where there are no boards. Of what is as it was, the very bytes."""
    folder = own_folder(run.base, "records")
    was = _Before(run, publisher, folder, boards(run.output))
    made = {slug: _Made(part, run.output / slug) for slug, part in shown.items()}
    lists = _lists(was, {**shown, **others}, made)
    chains = _chains(run, was, {task.slug: task for task in tasks}, shown, made)
    chained = chains.keys() | was.digests.keys()
    listed = tuple(sorted(slug for slug in shown if _named(slug) in chained))
    if not listed:
        return {}
    contents = chains | {list_name(place): content for place, content in lists.items()}
    kept = [*map(_named, listed), *map(list_name, (*shown, *others))]
    digests = {name: was.digests[name] for name in kept if name in was.digests and name not in contents}
    told = {place: was.lists[place] for place in (*shown, *others) if place in was.lists and list_name(place) in digests}
    told |= {place: sha256(content).hexdigest() for place, content in lists.items()}
    contents[BOARDS] = SiteRecord(listed, told).as_json()
    for name, content in contents.items():
        put(folder / name, content)
        digests[name] = manifest.digest(content)
    return {FOLDER: PublishedPart(folder, manifest.version(digests), lambda: digests)}


def _lists(was: _Before, shown: Mapping[str, PublishedPart | str], made: Mapping[str, _Made]) -> dict[str, bytes]:
    """Part of the site → the list of what stands there beside its data, where that is not as it was."""
    contents = {}
    for place, part in shown.items():
        if was.has(place, part, list_name(place)) and place in was.lists:
            continue
        if place in made and (kept := made[place].kept):
            contents[place] = kept[1]
        elif (files := part.files() if isinstance(part, PublishedPart) else was.known(part)) is not None:
            of = made[place].record if place in made else None
            contents[place] = as_list(files, {file.path for file in of.files} if of else ())
    return contents


def _chains(
    run: Run,
    was: _Before,
    by_slug: Mapping[str, BoardTask],
    shown: Mapping[str, PublishedPart | str],
    made: Mapping[str, _Made],
) -> dict[str, bytes]:
    """File → the chain of a board that is not as it was."""
    chains = {slug: was.chain(slug, by_slug.get(slug)) for slug, part in shown.items() if not was.has(slug, part, _named(slug))}
    now = {slug: head for slug in chains if (head := made[slug].head)}
    new = [slug for slug, head in now.items() if not (newest := chains[slug].newest) or newest.root != head.root]
    commit = _commit(run, new) if run.recording else ""
    for slug, head in now.items():
        if run.recording or slug not in new:
            chains[slug] = chains[slug].with_record(head, run.today, __version__, commit)
    return {_named(slug): chain.as_json() for slug, chain in chains.items() if chain.publications}


class _Made:
    """What a board says of itself, read where somebody asks."""

    def __init__(self, part: PublishedPart | str, there: Path) -> None:
        self._part, self._there = part, there

    @cached_property
    def kept(self) -> tuple[RecordHead, bytes] | None:
        """Where it was made."""
        part = self._part
        return served(part.folder.parent, part.version) if isinstance(part, PublishedPart) and part.folder.name == "site" else None

    @cached_property
    def record(self) -> BoardRecord | None:
        if isinstance(self._part, str):
            return record_in(self._there)
        with suppress(NotOurs, NoRecord):
            return read_record(manifest.bytes_of(self._part.folder / RECORD, self._part.files().get(RECORD)))
        return None

    @property
    def head(self) -> RecordHead | None:
        return self.kept[0] if self.kept else self.record.head if self.record else None


def _named(slug: str) -> str:
    return f"{slug}.json"


def _commit(run: Run, slugs: Collection[str]) -> str:
    """The commit from which these boards were made, to the byte; "" where there is none or nobody knows."""
    if run.commit or not slugs:
        return run.commit
    places = ["data/site.yml", "data/regions", *(f"{top}/{slug}" for slug in slugs for top in ("data/villages", "content"))]
    if touched(run.root, places):
        return ""
    try:
        of = repository(run.root)
        same = bool(of.head) and as_committed(run.root, places, files(of, of.head, places))
    except NoHistory:
        return ""
    return of.head if same else ""


class _Before:
    """What the site has of it, or, where somebody wrote there, what was put there."""

    def __init__(self, run: Run, publisher: Publisher, made: Path, there: Mapping[str, str]) -> None:
        self._there, self.known = there, publisher.known
        self._put = dict(publisher.known(there.get(FOLDER, "")) or {})
        self.digests = {} if FOLDER in publisher.wrong() else self._put
        """Name → digest of what stands there whole."""
        self._places = (run.output / FOLDER, made)
        self.lists = self._lists()
        """Part of the site → SHA-256 of its list."""
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

    def has(self, place: str, part: PublishedPart | str, name: str) -> bool:
        """True where a part of the site stays as it is, and ``name`` says so of it."""
        return name in self.digests and (isinstance(part, str) or part.version == self._there.get(place))

    def _lists(self) -> Mapping[str, str]:
        data = _bytes(self._places[0] / BOARDS) if BOARDS in self.digests else None
        with suppress(NoRecord):
            return read_site_record(data).lists if data else {}
        return {}

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
