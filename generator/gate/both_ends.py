"""Both ends of the privacy gate. What comes in: every file a board is made from. What goes out: every file of the site that was made,
before anybody can see it. What was read before and held nothing is not read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain, islice
from pathlib import Path

from generator import door, glance
from generator.classes import dataclass
from generator.config import SiteConfig, Village
from generator.contents import content_of
from generator.fingerprint import fingerprint
from generator.gate.clean import Clean, detectors
from generator.gate.incoming import allowed_by, attachments, input_files
from generator.gate.outgoing import LISTS, bare_pages, has_words_beside, held, leaks, new_lines, of_theme, themes_of, without_paths
from generator.kind import Datasets
from generator.model import Problem, Source, problem
from generator.privacy.find import find
from generator.privacy.first_look import prepare
from generator.privacy.gate import Finding, accused, findings
from generator.privacy.hit import Declared
from generator.privacy.judged import alone, judged
from generator.privacy.names import nothing_in
from generator.privacy.read import is_office, unsafe
from generator.site import manifest
from generator.site.tree import plain_file
from generator.workers import beside, spread

LOTS = 500
"""Files to be read for which the engine of ``first_look`` is made ready also where that cannot be kept."""
MANY = 32
"""Files that are worth a copy of the process."""
MOST = 5_000
"""Personal things in one file after which no more are looked for: it is not published as long as it has them."""
CHECKED = ("personal-name", "personal-few", "personal-list")
"""Codes of what checks find personal in rows and notices; all else is found in files as they are."""


def declared(site: SiteConfig, village: Village | None) -> Declared:
    """Lines and addresses that are there to be called: 联系 of village.yml, 主办 and 页脚 of site.yml."""
    lines = [site.host, site.footer]
    for contact in village.contacts if village else ():
        lines += [f"电话：{contact.phone}", contact.address, contact.matter, contact.hours]
    hits = [hit for text in lines for hit in find(text)]
    phones = {hit.value for hit in hits if hit.code == "personal-phone"}
    return Declared(frozenset(phones), frozenset(hit.value for hit in hits if hit.code == "personal-mail"))


@dataclass(frozen=True)
class _Read:
    """What one file that came in says."""

    findings: tuple[Finding, ...] = ()
    nobodys: frozenset[str] = frozenset()
    """Values of numbers of which the words around them say that they are nobody's."""
    unsafe: str = ""
    digest: str = ""
    shut: Problem | None = None


class Gate:
    """The gate of one board, or of the portal (``slug`` is "" then). ``folder``: where it may remember, in build/; ``there``: where the
    board stands as it was published."""

    def __init__(self, root: Path, slug: str, site: SiteConfig, today: date, folder: Path | None = None, there: Path | None = None) -> None:
        self.root, self.slug, self.site, self.today, self.folder, self.there = root, slug, site, today, folder, there
        self.may = declared(site, None)
        """What may be public: known when the inputs have been read."""
        self.judged: frozenset[str] = frozenset()
        """Values of numbers of which the words around them say that they are nobody's, known then too."""
        self._ahead: dict[str, str] = {}
        """Files with nothing personal that were looked at before all were made, and their digests."""
        self._typed: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
        """What was found, by file and row, as it stands there and as it is shown; of names of files, by no file."""

    def incoming(self, village: Village | None, holders: Datasets, told: Iterable[Problem] = ()) -> list[Problem]:
        """Problems of every file the board is made from, and of ``told``, what the checks found personal: 隐私放行 speaks of both."""
        with self.reading(village, holders) as incoming:
            return incoming(told)

    @contextmanager
    def reading(
        self, village: Village | None, holders: Datasets, passed_over: Container[str] = ()
    ) -> Iterator[Callable[[Iterable[Problem]], list[Problem]]]:
        """The same while the checks are done. Yields what wants to know what they ``told``; ``passed_over``: files that are too large to be
        read."""
        self.may = declared(self.site, village)
        clean = self._clean("in.json")
        problems, opaque = attachments(self.root, holders, self.site, self.today, self._clean("attached.json"))
        todo = []
        with glance.glanced(self.root, f"data/villages/{self.slug}"):
            for file in input_files(self.root, self.slug):
                if file in opaque or file in passed_over:
                    continue
                try:
                    if not clean.holds(file, content_of(self.root, file).sha256[:32]):
                        todo.append(file)
                except door.Closed as shut:
                    problems.append(shut.problem)
        if todo:
            prepare(len(todo) >= LOTS)
        with beside(partial(self._read, todo)) if len(todo) >= MANY else nullcontext(partial(self._read, todo)) as read:
            yield lambda told: problems + self._incoming(village, clean, dict(zip(todo, read(), strict=True)), told)

    def _incoming(self, village: Village | None, clean: Clean, read: Mapping[str, _Read], told: Iterable[Problem]) -> list[Problem]:
        problems: list[Problem] = []
        personal: list[Finding] = []
        nobodys: set[str] = set()
        names: set[tuple[str, str]] = set()
        for file, what in read.items():
            if what.shut:
                problems.append(what.shut)
                continue
            here = [each for each in what.findings if not _told_of_folder(file, each, names)]
            personal += here
            if len(what.findings) >= MOST:
                much = f"里面有 {MOST} 处以上像是号码、门牌和别的个人信息，没有再往下看。"
                problems.append(problem("too-large", Source(file), much, "删去这些列；只放这一期的数据。"))
                continue
            nobodys |= what.nobodys
            if what.unsafe and not what.unsafe.startswith("打不开"):  # of that the loader speaks
                problems.append(problem("attachment-unsafe", Source(file), f"「{Path(file).name}」{what.unsafe}。"))
            elif not here and not what.nobodys:
                clean.add(file, what.digest)
        clean.keep()
        self.judged = frozenset(nobodys.difference(*({each.value, *each.rest, *alone(each.typed)} for each in personal)))
        for each in personal:
            if each.typed:
                place = ("", 0) if each.part == "文件名" else (each.source.file, each.source.row)
                self._typed[place][each.typed] = each.shown or "******"
        left, allowed, notes = allowed_by([*told, *personal], village)
        may = (each for each in allowed if isinstance(each, Finding))
        self.may = self.may.plus(value for each in may for value in {each.value, *each.rest, *alone(each.typed)})
        return [*problems, *(one if isinstance(one, Problem) else accused(one) for one in left), *notes]

    def _read(self, files: Sequence[str]) -> list[_Read]:
        """What each of these files says; of one with far too much only that."""
        told, named = [], not nothing_in(files)
        for file in files:
            try:
                data = door.read(self.root, file)
            except door.Closed as shut:
                told.append(_Read(shut=shut.problem))
                continue
            here = tuple(islice(findings(file, data, self.may, named), MOST))
            alike = judged(file, data) if len(here) < MOST else set()
            told.append(_Read(here, frozenset(alike), unsafe(file, data) if is_office(file) else "", manifest.digest(data)))
        return told

    def theme(self, files: Mapping[str, bytes], look: Callable[[str, bytes], Iterable[Problem]]) -> list[Problem]:
        """Problems of the files of the owner's theme, whose texts go out with every page; ``look`` finds others than personal ones."""
        clean = self._clean("theme.json")
        problems: list[Problem] = []
        for file, data in files.items():
            digest = manifest.digest(data)
            if clean.holds(file, digest):
                continue
            here = [*map(accused, findings(file, data, self.may)), *look(file, data)]
            problems += here
            if not here:
                clean.add(file, digest)
        clean.keep()
        return problems

    def ahead(self, files: Mapping[str, str]) -> None:
        """Some of ``outgoing``, to whom there is nothing else to do: what is another file in the end is read again."""
        clean = self._clean("out.json")
        unread = clean.unread(files)
        told = self._told(clean, files, unread)
        self._ahead |= {path: files[path] for path, here in zip(unread, told, strict=True) if not here}

    def outgoing(self, files: Mapping[str, str]) -> list[Problem]:
        """Problems of every file of ``folder``/site, each with the row it comes from. ``files``: path → digest of all of them.

        What is byte for byte a file of the theme is nobody's data and is not read; the program's own output is read like any other.
        """
        if self.folder is None:
            raise ValueError("nothing was made")
        clean = self._clean("out.json")
        places_of: dict[tuple[str, str], list[tuple[str, Finding]]] = defaultdict(list)
        unread = []
        for path in clean.unread(files):
            if self._ahead.get(path) == files[path]:
                clean.add(path, files[path])
            else:
                unread.append(path)
        if unread:
            prepare(len(unread) >= LOTS)
        told = partial(self._told, clean, files)
        for path, here in zip(unread, chain.from_iterable(spread(told, unread, each=2)), strict=True):
            for finding in here:
                if finding.value not in self.judged:
                    places_of[finding.code, finding.value].append((path, finding))
            if not here:
                clean.add(path, files[path])
        clean.keep()
        return list(leaks(places_of, self.root, self.slug)) if places_of else []

    def _told(self, clean: Clean, files: Container[str], paths: Sequence[str]) -> list[list[Finding]]:
        """What is personal in each of these files of ``folder``/site."""
        told, named, site = [], not nothing_in(paths), str(self.folder / "site")  # type: ignore[operator]
        themes = themes_of(self.root)
        for path in paths:
            with open(f"{site}/{path}", "rb", 0) as file:
                data = file.read()
            nobodys = of_theme(themes, path, data) or has_words_beside(site, path)
            told.append([] if nobodys else list(findings(path, self._unread(clean, files, path, data), self.may, named)))
        return told

    def _unread(self, clean: Clean, files: Container[str], path: str, data: bytes) -> bytes:
        """Of a list with a line for each file of the board, the lines that it did not have when it was read last and held nothing."""
        if path not in LISTS:
            return data
        if self.there is not None:
            with suppress(OSError):
                before = plain_file(self.there / path)
                data = new_lines(data, before) if clean.held(path, manifest.digest(before)) else data
        return without_paths(data, files)

    def over_boards(self, boards: Iterable[tuple[str, Village | None]]) -> None:
        """For the page over all boards: what the gates of the boards let pass of their settings may stand on it."""
        for slug, village in boards:
            may = declared(self.site, village)
            self.may = Declared(self.may.phones | may.phones, self.may.values | may.values)
            for file in (f"data/villages/{slug}/village.yml", "data/site.yml"):
                try:
                    data = door.read(self.root, file)
                except door.Closed:
                    continue
                hits = list(findings(file, data, may))
                allowed = [each for each in allowed_by([*hits], village)[1] if isinstance(each, Finding)]
                self.may = self.may.plus(value for each in allowed for value in {each.value, *each.rest, *alone(each.typed)})
                told = ({each.value, *each.rest, *alone(each.typed)} for each in hits if each not in allowed)
                self.judged = self.judged.union(judged(file, data)).difference(*told)

    def unheld(self, files: Mapping[str, str]) -> list[Problem]:
        """A problem where pages of ``folder``/site are not held to the policy from their first byte on, whoever's theme made them."""
        if self.folder is None:
            raise ValueError("nothing was made")
        clean = Clean(self.folder / "held.json", detectors())
        bare: list[str] = []
        for path in clean.unread({path: digest for path, digest in files.items() if path.endswith(".html")}):
            if held((self.folder / "site" / path).read_bytes()):
                clean.add(path, files[path])
            else:
                bare.append(path)
        clean.keep()
        return [bare_pages(bare)] if bare else []

    def hushed(self, told: Problem) -> Problem:
        """A problem without what was found in the same file, also where only a header said what it is."""
        for place in ((told.source.file, told.source.row), ("", 0)):
            for typed, shown in self._typed.get(place, {}).items():
                source = replace(told.source, file=told.source.file.replace(typed, shown))
                texts = (text.replace(typed, shown) for text in (told.message, told.hint, told.excerpt))
                told = Problem(told.code, source, *texts)
        return told

    def _clean(self, name: str) -> Clean:
        return Clean(self.folder and self.folder / name, fingerprint(detectors(), sorted(self.may.phones), sorted(self.may.values)))


def _told_of_folder(file: str, finding: Finding, names: set[tuple[str, str]]) -> bool:
    """True for what is in the name of a folder and was told at another file in it."""
    if finding.part != "文件名" or finding.typed not in file.rpartition("/")[0]:
        return False
    folder = file[: file.index(finding.typed)].rpartition("/")[0]
    known = (folder, finding.value) in names
    names.add((folder, finding.value))
    return known
