"""The data tree → the files to load. Every folder and file is known or is a problem; nothing is passed over in silence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from generator import door, glance, periods, photo, values
from generator.classes import dataclass
from generator.glance import Sort
from generator.kind import KEYS, Kind
from generator.model import Problem, Source, problem
from generator.own_accounts import account, is_account
from generator.pattern import lazy

PASSED_OVER = lazy(r"\.|~\$|Thumbs\.db$|desktop\.ini$", re.IGNORECASE)
"""What operating systems and office programs leave behind."""

OF_ALL = ("mkdocs.yml", "theme_overrides", "data/site.yml", "data/regions")
"""What every board is made with, beside the hand-written pages of all."""


@dataclass(frozen=True)
class InputFile:
    """One file of a kind: the path is the key."""

    kind: str
    key: str
    file: str
    """Relative to the root."""
    account: str = ""
    """The own account whose book it is: 2026-03-现金.csv, 2026-现金.csv."""


TAKEN = frozenset({"assets", "guide", "index", "search"})
"""Folders beside the boards that the site makes itself."""


def find_villages(root: Path) -> tuple[list[str], list[Problem]]:
    """Slugs of data/villages/*, and of data/villages/<township>/* (town/village), in order; and what else lies in data/."""
    with glance.glanced(root, "data"):  # the way to each of hundreds is the same
        return _find_villages(root)


def _find_villages(root: Path) -> tuple[list[str], list[Problem]]:
    problems = [*door.closed(root, *OF_ALL), *door.closed(root, "content", "data", "data/villages", deep=False)]
    for path in _listed(root, "data"):
        if path.name not in ("site.yml", "regions", "villages"):
            code = "unknown-folder" if door.is_folder(root, _rel(path, root)) else "unknown-file"
            message, hint = f"data/ 里不认识「{path.name}」。", "data/ 里只放 site.yml、regions/ 和 villages/。"
            problems.append(problem(code, Source(_rel(path, root)), message, hint))
    # A village that is a link is one still: what was published of it stays until somebody mends that.
    above = [PurePosixPath(p.source.file) for p in problems if p.code == "strange-file"]
    slugs = [path.name for path in above if str(path.parent) == "data/villages" and values.SLUG.fullmatch(path.name)]
    for name, sort in _entries(root, "data/villages"):
        here = f"data/villages/{name}"
        inside = [] if sort != "folder" or door.is_file(root, f"{here}/village.yml") else _entries(root, here)
        slugs_below, trouble = _named(here, sort)
        problems += trouble
        if slugs_below and any(door.is_file(root, f"{here}/{each}/village.yml") for each, _ in inside):  # a folder of villages: a township
            problems += door.closed(root, here, deep=False)
            for each, sort_of_each in inside:
                below, trouble = _named(f"{here}/{each}", sort_of_each)
                problems += trouble
                slugs += below
        else:
            slugs += slugs_below
    return sorted(slugs), problems


def _named(file: str, sort: Sort) -> tuple[list[str], list[Problem]]:
    """The slug of a folder in villages/ (town/village in a township), or what is wrong with it."""
    name = file.rpartition("/")[2]
    if sort != "folder":
        return [], [problem("unknown-file", Source(file), f"villages/ 里不认识「{name}」。", "villages/ 里每个村一个文件夹。")]
    if not values.SLUG.fullmatch(name):
        message = f"村的文件夹名「{name}」不合规。"
        return [], [problem("bad-name", Source(file), message, "用小写英文字母、数字和短横线，如 dongxian。")]
    slug = file.removeprefix("data/villages/")
    if slug in TAKEN:
        message = f"村的文件夹名「{slug}」是网站自己用的。"
        return [], [problem("bad-name", Source(file), message, "换一个名字，如 dongxian。")]
    return [slug], []


def find_inputs(root: Path, slug: str, kinds: Sequence[Kind]) -> tuple[list[InputFile], list[InputFile], list[Problem]]:
    """Files of each kind, the companions lying beside them (附表、附件), and what is not known."""
    inputs: list[InputFile] = []
    companions: list[InputFile] = []
    problems: list[Problem] = []
    by_name = {kind.name: kind for kind in kinds}
    for path in _listed(root, f"data/villages/{slug}"):
        file = _rel(path, root)
        kind = by_name.get(path.name)
        if path.name == "village.yml" and door.is_file(root, file):
            continue
        if kind is None or not door.is_folder(root, file):
            code = "unknown-folder" if door.is_folder(root, file) else "unknown-file"
            problems.append(problem(code, Source(file), f"不认识「{path.name}」。", _known(path.name, kinds)))
            continue
        here = _inputs_in(root, file, kind)
        inputs += here[0]
        companions += here[1]
        problems += here[2]
    return inputs, companions, problems


@glance.of_folder
def _inputs_in(root: Path, folder: str, kind: Kind) -> tuple[tuple[InputFile, ...], tuple[InputFile, ...], tuple[Problem, ...]]:
    """The same of the folder of one kind."""
    inputs: list[InputFile] = []
    companions: list[InputFile] = []
    problems: list[Problem] = []
    keys: dict[str, dict[str, str]] = {}
    may_lie_beside = beside(kind)
    for name, sort in door.entries(root, folder):
        if PASSED_OVER.match(name):
            continue
        item, trouble = _classify(folder, name, sort == "file", kind, may_lie_beside)
        if trouble:
            problems.append(trouble)
        elif item and _parted(name)[1].lower().lstrip(".") in may_lie_beside:
            companions.append(item)
        elif item and (same := _same_matter(item, keys)):
            message = f"「{item.key}{item.account and '的' + item.account}」已经有一个文件 {same}。"
            problems.append(problem("duplicate-file", Source(item.file), message))
        elif item:
            keys.setdefault(item.key, {})[item.account] = name
            inputs.append(item)
    return tuple(inputs), tuple(companions), tuple(problems)


def input_at(file: str, kinds: Sequence[Kind]) -> InputFile | None:
    """What a path below the root says it is, whether or not anything is there; None for what is no file of a kind."""
    folder, _, name = file.rpartition("/")
    kind = next((k for k in kinds if re.fullmatch(rf"data/villages/[^/]+(/[^/]+)?/{k.name}", folder)), None)
    item = _classify(folder, name, True, kind, ())[0] if kind else None
    return item if item and item.key else None


def beside(kind: Kind) -> tuple[str, ...]:
    """Endings of all files that may lie beside the kind's own."""
    return tuple(dict.fromkeys((*kind.companions, *(photo.ENDINGS if photo.asked_for(kind.columns) else ()))))


def _same_matter(item: InputFile, keys: dict[str, dict[str, str]]) -> str:
    """The file that says the same already; beside one for all accounts there is none for one of them."""
    there = keys.get(item.key, {})
    month = next((name for account, name in there.items() if not (account and item.account)), "")
    return month or there.get(item.account, "")


def _parted(name: str) -> tuple[str, str]:
    """2026-03 and .csv of 2026-03.csv, as paths part them."""
    at = name.rfind(".")
    return (name[:at], name[at:]) if 0 < at < len(name) - 1 else (name, "")


def _known(name: str, kinds: Sequence[Kind]) -> str:
    """The folder that was meant, where one is called nearly so; else those that come near, and where all of them are listed."""
    from difflib import get_close_matches  # here: most words are right

    called = {word: f"{kind.name}（{kind.title}）" for kind in kinds for word in (kind.name, kind.title)}
    bare = re.sub(r"[\d年月季度_.\s-]+|(?<=.)s$", "", PurePosixPath(name).stem.lower())
    near = get_close_matches(name, called, 1, 0.7) or get_close_matches(bare, called, 1, 0.75)
    if near:
        return f"是不是「{called[near[0]]}」？"
    within = [called[word] for word in called if len(bare) > 1 and (bare in word or word in bare)]
    alike = list(dict.fromkeys([*within, *(called[word] for word in get_close_matches(bare, called, _NEAR, 0.55))]))[:_NEAR]
    some = f"像的有 {'、'.join(alike)}；" if alike else ""
    return f"村的文件夹里只放 village.yml 和各类的文件夹，{some}哪一类放在哪个文件夹，网站的「填表指南」里都有。"


_NEAR = 3
"""Folders that a sentence offers where none is nearly the name."""


SAVE_AS = {
    **dict.fromkeys(("heic", "heif", "webp", "bmp", "tif", "tiff", "gif"), "在手机或电脑上打开它，「另存为」或「导出为」JPG，再放进来。"),
    **dict.fromkeys(
        ("doc", "docx", "wps", "rtf", "odt", "ppt", "pptx"), "在 WPS 或 Word 里「输出为 PDF」，再把 PDF 放进来；文字也可以贴到公告正文里。"
    ),
    **dict.fromkeys(("zip", "rar", "7z"), "先解压，再把里面的文件放进来。"),
    "txt": "文件名最后的 .txt 去掉；看不见 .txt 的，在资源管理器「查看」里勾上「文件扩展名」。",
}
"""Ending → the step that mends it."""


def classified(folder: str, name: str, kind: Kind) -> InputFile | None:
    """What a file of this name would be in the folder of a kind, its own or one that lies beside those; None for what is none."""
    return _classify(folder, name, True, kind, beside(kind))[0]


_OF_ACCOUNTS = "一个账户一个文件的，改名为 {0}-{1}.{2}；几个账户在一个文件里的，一个账户一张工作表，文件名 {0}.xlsx。"
"""What the book of a year of one own account is called."""


def _classify(
    folder: str, name: str, is_file: bool, kind: Kind, may_lie_beside: tuple[str, ...]
) -> tuple[InputFile | None, Problem | None]:
    file, (stem, suffix) = f"{folder}/{name}", _parted(name)
    ending = suffix.lower().lstrip(".")
    if not is_file:
        return None, problem(
            "unknown-folder", Source(file), f"「{kind.title}」的文件夹里不能再有文件夹或快捷方式。", "把文件直接放在这一层。"
        )
    if ending not in kind.formats and ending not in may_lie_beside:
        endings = "、".join(f".{e}" for e in (*kind.formats, *may_lie_beside))
        old = ending in ("xls", "et", "ods", "numbers")
        hint = "" if old else SAVE_AS.get(ending, f"改存为 {endings} 中的一种，或把它移走。")
        return None, problem("unknown-file", Source(file), f"「{kind.title}」里放的是 {endings} 文件，不认识「{name}」。", hint)
    companion = ending not in kind.formats
    pattern, wanted, _ = KEYS["slug" if companion else kind.key]
    if values.KEPT.fullmatch(stem.lower()):
        message = f"「{stem}」是网站或 Windows 自己要用的名字。"
        return None, problem("bad-name", Source(file), message, f"换一个名字，如 {stem.lower()}-1.{ending}。")
    if not companion and kind.account_column and (parts := of_account(stem, suffix, kind)):
        return InputFile(kind.name, parts[0], file, parts[1]), None
    if not companion and kind.key == "month" and suffix == suffix.lower() and periods.YEAR.fullmatch(stem):
        return InputFile(kind.name, stem, file), None
    if not companion and kind.key == "month" and _YEAR_FILE.fullmatch(stem):
        year, own = stem[:4], stem[4:].lstrip("-年度")
        hint = f"几个月放在一个文件里的，改名为 {year}.{ending}；一个月一个文件的，如 {year}-01.{ending}。"
        if kind.account_column and is_account(own):
            hint = _OF_ACCOUNTS.format(year, account(own), ending)
        return None, problem("bad-name", Source(file), f"「{name}」像是一整年的。", hint)
    if not pattern.fullmatch(stem) or suffix != suffix.lower():
        meant = periods.meant(stem)
        if not companion and kind.key != "slug" and meant and pattern.fullmatch(meant):
            wanted = f"{wanted.partition('，')[0]}，改名为 {meant}.{ending}"
        return None, problem("bad-name", Source(file), f"文件名「{name}」不合规。", f"文件名要用{wanted}，后面是小写的 .{ending}。")
    return InputFile(kind.name, stem, file), None


def of_account(stem: str, suffix: str, kind: Kind) -> tuple[str, str] | None:
    """2026-03-现金.csv → (2026-03, 库存现金); 2026-现金.csv, of a whole year → (2026, 库存现金)."""
    match = re.fullmatch(r"(\d{4}(?:-\d{2})?)-(.+)", stem)
    if not match or suffix != suffix.lower() or not is_account(match[2]):
        return None
    pattern = KEYS[kind.key][0] if len(match[1]) == 7 else periods.YEAR
    return (match[1], account(match[2])) if pattern.fullmatch(match[1]) else None


_YEAR_FILE = lazy(r"(?:19|20)\d{2}(?:年度?)?[^\d月季]{0,12}")


def _entries(root: Path, place: str) -> list[tuple[str, Sort]]:
    """What lies in a folder and can be opened; of all else ``door.closed`` tells."""
    return [(name, sort) for name, sort in door.entries(root, place) if not PASSED_OVER.match(name)]


def _listed(root: Path, place: str) -> list[Path]:
    return [root / place / name for name, _ in _entries(root, place)]


def _rel(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
