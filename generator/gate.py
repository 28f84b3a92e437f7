"""Both ends of the privacy gate. What comes in: every file a board is made from. What goes out: every file of the site that was made,
before anybody can see it. What was read before and held nothing is not read again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from generator import door
from generator.codes import CODES
from generator.config import Difference, SiteConfig, Village
from generator.fingerprint import fingerprint
from generator.kind import Datasets
from generator.model import Problem, Source, problem
from generator.privacy.attached import refused, shrunk, too_large, unchecked
from generator.privacy.find import find
from generator.privacy.gate import Finding, accused, findings
from generator.privacy.hit import Declared
from generator.privacy.judged import alone, judged
from generator.privacy.names import blotted_name, blotted_words
from generator.privacy.plain import as_digits, plain
from generator.privacy.read import OFFICE, unread, unsafe
from generator.site import manifest
from generator.site.stage import house

CHECKED = ("personal-name", "personal-few", "personal-list")
"""Codes of what checks find personal in rows and notices; all else is found in files as they are."""


class Clean:
    """Files, by name and digest, that held nothing personal when the same detectors read them."""

    def __init__(self, file: Path | None, mark: str) -> None:
        self._file, self._mark = file, mark
        known = manifest.recall(self._file) if self._file else None
        self._before: dict[str, str] = known["files"] if isinstance(known, dict) and known.get("mark") == mark else {}
        self._now: dict[str, str] = {}

    def holds(self, name: str, digest: str) -> bool:
        if self._before.get(name) != digest:
            return False
        self._now[name] = digest
        return True

    def add(self, name: str, digest: str) -> None:
        self._now[name] = digest

    def said(self, name: str, digest: str) -> str | None:
        """What ``say`` was told of a file; None where it has changed since or is new."""
        known, _, said = self._before.get(name, "").partition(" ")
        return said if known == digest else None

    def say(self, name: str, digest: str, said: str) -> None:
        """Of a file that may be published: what of it nobody can read but a person."""
        self._now[name] = f"{digest} {said}"

    def keep(self) -> None:
        """For the next build; what is gone is forgotten."""
        if self._file and self._now != self._before:
            manifest.save(self._file, {"mark": self._mark, "files": self._now})


@cache
def detectors() -> str:
    """Id of everything that decides what is personal."""
    here = Path(__file__).parent
    return fingerprint(
        [
            path.read_bytes().hex()
            for path in sorted(
                [
                    *(here / "privacy").glob("*.py"),
                    *here.glob("law/sensitive.*"),
                    *here.glob("law/persons.*"),
                    here / "gate.py",
                    here / "load/theme.py",
                ]
            )
        ]
    )


def declared(site: SiteConfig, village: Village | None) -> Declared:
    """Lines and addresses that are there to be called: 联系 of village.yml, 主办 and 页脚 of site.yml."""
    said = [site.host, site.footer]
    for contact in village.contacts if village else ():
        said += [f"电话：{contact.phone}", contact.address, contact.matter, contact.hours]
    hits = [hit for text in said for hit in find(text)]
    phones = {hit.value for hit in hits if hit.code == "personal-phone"}
    return Declared(frozenset(phones), frozenset(hit.value for hit in hits if hit.code == "personal-mail"))


# --- what comes in ---------------------------------------------------------------------------


class Gate:
    """The gate of one board, or of the portal (``slug`` is "" then). ``folder``: where it may remember, in build/."""

    def __init__(self, root: Path, slug: str, site: SiteConfig, today: date, folder: Path | None = None) -> None:
        self.root, self.slug, self.site, self.today, self.folder = root, slug, site, today, folder
        self.may = declared(site, None)
        """What may be public: known when the inputs have been read."""
        self.judged: frozenset[str] = frozenset()
        """Values of numbers of which the words around them say that they are nobody's, known then too."""
        self._typed: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
        """What was found, by file and row, as it stands there and as it is shown; of names of files, by no file."""

    def incoming(
        self, village: Village | None, notices: Datasets, told: Iterable[Problem] = (), passed_over: Container[str] = ()
    ) -> list[Problem]:
        """Problems of every file the board is made from, and of ``told``, what the checks found personal: 隐私放行 speaks of both.

        ``passed_over``: files that are too large to be read.
        """
        self.may = declared(self.site, village)
        clean = self._clean("in.json")
        problems, opaque = _attachments(self.root, notices, self.site, self.today, self._clean("attached.json"))
        found: list[Finding] = []
        nobodys: set[str] = set()
        names: set[tuple[str, str]] = set()
        for file in input_files(self.root, self.slug):
            if file in opaque or file in passed_over:
                continue
            try:
                data = door.read(self.root, file)
            except door.Closed as shut:
                problems.append(shut.problem)
                continue
            digest = manifest.digest(data)
            if clean.holds(file, digest):
                continue
            here = [each for each in findings(file, data, self.may) if not _told_of_folder(file, each, names)]
            found += here
            alike = judged(file, data)
            nobodys |= alike
            if file.endswith(OFFICE) and (why := unsafe(file, data)) and not why.startswith("打不开"):  # of that the loader speaks
                problems.append(problem("attachment-unsafe", Source(file), f"「{Path(file).name}」{why}。"))
            elif not here and not alike:
                clean.add(file, digest)
        clean.keep()
        self.judged = frozenset(nobodys.difference(*({each.value, *each.rest, *alone(each.typed)} for each in found)))
        for each in found:
            if each.typed:
                place = ("", 0) if each.part == "文件名" else (each.source.file, each.source.row)
                self._typed[place][each.typed] = each.shown or "******"
        left, allowed, said = _allowed([*told, *found], village)
        may = (each for each in allowed if isinstance(each, Finding))
        self.may = self.may.plus(value for each in may for value in {each.value, *each.rest, *alone(each.typed)})
        return [*problems, *(one if isinstance(one, Problem) else accused(one) for one in left), *said]

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

    def outgoing(self, files: Mapping[str, str]) -> list[Problem]:
        """Problems of every file of ``folder``/site, each with the row it comes from. ``files``: path → digest of all of them.

        What is byte for byte a file of the theme is nobody's data and is not read; the program's own output is read like any other.
        """
        if self.folder is None:
            raise ValueError("nothing was made")
        clean = self._clean("out.json")
        found: dict[tuple[str, str], list[tuple[str, Finding]]] = defaultdict(list)
        for path, digest in files.items():
            if clean.holds(path, digest):
                continue
            data = (self.folder / "site" / path).read_bytes()
            here = [] if _of_theme(self.root, path, data) else list(findings(path, data, self.may))
            for finding in here:
                if finding.value in self.judged:
                    continue
                found[finding.code, finding.value].append((path, finding))
            if not here:
                clean.add(path, digest)
        clean.keep()
        return list(_leaks(found, self.root, self.slug)) if found else []

    def unheld(self, files: Mapping[str, str]) -> list[Problem]:
        """A problem where pages of ``folder``/site are not held to the policy from their first byte on, whoever's theme made them."""
        if self.folder is None:
            raise ValueError("nothing was made")
        clean = Clean(self.folder / "held.json", detectors())
        bare: list[str] = []
        for path, digest in files.items():
            if not path.endswith(".html") or clean.holds(path, digest):
                continue
            if _held((self.folder / "site" / path).read_bytes()):
                clean.add(path, digest)
            else:
                bare.append(path)
        clean.keep()
        return [_bare(bare)] if bare else []

    def hushed(self, told: Problem) -> Problem:
        """A problem without what was found in the same file, also where only a header said what it is."""
        for place in ((told.source.file, told.source.row), ("", 0)):
            for typed, shown in self._typed.get(place, {}).items():
                source = replace(told.source, file=told.source.file.replace(typed, shown))
                said = (text.replace(typed, shown) for text in (told.message, told.hint, told.excerpt))
                told = Problem(told.code, source, *said)
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


def input_files(root: Path, slug: str) -> list[str]:
    """Everything a board is made from, in order."""
    folders = ("content", f"content/{slug}")
    written = [f"{folder}/{name}" for folder in folders for name in door.listed(root, folder) if name.endswith(".md")]
    found = door.files_in(root, "data/site.yml", f"data/villages/{slug}", *written)
    return [file for file in found if not file.rpartition("/")[2].startswith((".", "~$"))]


def _attachments(root: Path, notices: Datasets, site: SiteConfig, today: date, before: Clean) -> tuple[list[Problem], set[str]]:
    """What is wrong with attachments as such, and those that must not even be opened."""
    problems: list[Problem] = []
    opaque: set[str] = set()
    for data in notices:
        row, good = data.rows[0], {}
        for file in data.attachments:
            name = Path(file).name
            try:
                if trouble := too_large(row, file, door.size(root, file), site.attachment_bytes):
                    problems.append(trouble)
                    opaque.add(file)
                    continue
                content = door.read(root, file, max(site.attachment_bytes, 1))
            except door.Closed as shut:
                problems.append(shut.problem)
                opaque.add(file)
                continue
            digest = manifest.digest(content)
            why = before.said(file, digest)
            if why is None and (trouble := refused(row, file, content)):
                problems.append(trouble)
                opaque.add(file)
                continue
            why = unread(name, content) if why is None else why
            before.say(file, digest, why)
            problems += unchecked(row, name, why, today)
            good[name] = content
        problems += shrunk(row, good)
    before.keep()
    return problems, opaque


def _allowed(
    found: list[Finding | Problem], village: Village | None
) -> tuple[list[Finding | Problem], list[Finding | Problem], list[Problem]]:
    """What no allow line speaks of, what one does, and what is said of each line: it is counted every time."""
    if village is None or not village.allowances:
        return found, [], []
    folder = f"data/villages/{village.slug}/"
    counts: dict[Difference, int] = dict.fromkeys(village.allowances, 0)
    left: list[Finding | Problem] = []
    allowed: list[Finding | Problem] = []
    for finding in found:
        line = next((each for each in village.allowances if _means(each, finding, folder)), None)
        if line is None:
            left.append(finding)
        else:
            counts[line] += 1
            allowed.append(finding)
    return left, allowed, [_told(line, count, f"{folder}village.yml") for line, count in counts.items()]


def _means(line: Difference, finding: Finding | Problem, folder: str) -> bool:
    file, _, row = line.place.strip().partition(" ")
    where = finding.source
    if line.code != finding.code or where.file.removeprefix(folder) != file.removeprefix(folder):
        return False
    return not row.strip() or re.sub(r"[第行\s]", "", row) in (str(where.row), str(where.line))


def _told(line: Difference, count: int, file: str) -> Problem:
    where = Source(file, line=line.line, field="隐私放行")
    if count:
        title = CODES[line.code].title
        return problem("personal-allowed", where, f"「{line.place}」{title}，放行了 {count} 处：{line.reason}")
    why = "现在没有这样一处" if line.code in CODES else "没有这个代码"
    return problem("allowance-unused", where, f"「{line.code}」（{line.place}）没有用上：{why}。")


# --- what goes out ---------------------------------------------------------------------------


def _leaks(found: Mapping[tuple[str, str], list[tuple[str, Finding]]], root: Path, slug: str) -> Iterator[Problem]:
    """One problem for each thing that would be published, wherever it stands; with the row it comes from."""
    contents: dict[str, bytes] = {}
    for file in input_files(root, slug) if slug else door.files_in(root, "data/site.yml"):
        with suppress(door.Closed):
            contents[file] = door.read(root, file)
    rows: dict[str, Source] = {}
    for file, data in contents.items():
        for finding in findings(file, data):
            rows.setdefault(finding.value, finding.source)
    for (code, value), places in found.items():
        source = rows.get(value) or _by_digits(value, contents) or Source(f"data/villages/{slug}" if slug else "data/site.yml")
        pages = list(dict.fromkeys(path for path, _ in places))
        first = places[0][1]
        shown = f"（{first.shown}）" if first.shown else ""
        said = (
            f"做好的网页 {pages[0]}"
            + (f" 等 {len(pages)} 个文件" if len(pages) > 1 else "")
            + f"里{CODES[code].title}{shown}：{first.why}。"
        )
        yield problem(code, source, said, f"没有登出去。{CODES[code].mend}", first.excerpt)


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


def _held(page: bytes) -> bool:
    """True where the policy comes before everything that it is for."""
    policy, first = _POLICY.search(page), _HELD.search(page)
    return policy is not None and (first is None or policy.start() < first.start())


def _bare(pages: list[str]) -> Problem:
    more = f" 等 {len(pages)} 页" if len(pages) > 1 else ""
    said = f"做好的网页 {pages[0]}{more}开头没有安全规定，或者它的前面还有别的东西。"
    hint = '在 theme_overrides/main.html 里，紧接着 <meta charset> 写上 {% include "partials/gongkai-policy.html" %}。'
    return problem("theme-unsafe", Source("theme_overrides/main.html"), said, hint)


def _of_theme(root: Path, path: str, data: bytes) -> bool:
    """True for a file that is the theme's, byte for byte."""
    return any(place.is_file() and place.read_bytes() == data for place in (top / path for top in _themes(root)))


@cache
def _themes(root: Path) -> tuple[Path, ...]:
    found = find_spec("material")
    installed = [Path(place) / "templates" for place in (found.submodule_search_locations or [])] if found else []
    return (house(root) / "theme_overrides", *installed)


def quiet(found: Problem) -> Problem:
    """The problem without a number that its own words might repeat."""
    source = found.source
    place = replace(source, sheet=blotted_words(source.sheet), field=blotted_words(source.field), file=blotted_name(source.file))
    return replace(
        found, source=place, message=blotted_words(found.message), hint=blotted_words(found.hint), excerpt=blotted_words(found.excerpt)
    )
