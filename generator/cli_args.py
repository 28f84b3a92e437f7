"""Arguments that several verbs have: the folder, the day, the villages; what is wrong with them in a sentence."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from generator import door, values
from generator.classes import dataclass
from generator.config import EDITIONS

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
"""What may be taken for today: the laws and charts of accounts that pages speak of begin in this century."""
MANY = 30
"""Names that a sentence may list."""
_MARK = ".gongkai-work"
"""The file that says of a folder that it is a work folder."""


class NumberParam(click.ParamType[int]):
    """A whole number within limits; click's own says what is wrong in English."""

    name = "整数"

    def __init__(self, least: int, most: int | None = None) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        limits = f"{self.least} 到 {self.most} 之间的整数" if self.most else f"{self.least} 或更大的整数"
        if not re.fullmatch(r"[0-9]{1,9}", str(value)) or not self.least <= int(value) <= (self.most or int(value)):
            self.fail(f"「{value}」不行，要写 {limits}")
        return int(value)


class Day(click.ParamType[date]):
    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            day = values.parse_date(str(value))
        except ValueError as why:
            self.fail(f"「{value}」{why}，写成 2026-03-05 这样")
        if day is None:
            self.fail("日期空着")
        if not FIRST_DAY <= day <= LAST_DAY:
            self.fail(f"「{value}」不像今天，写 {FIRST_DAY.year} 年到 {LAST_DAY.year} 年之间的一天")
        return day


FOLDER = click.option(
    "-C", "root", metavar="文件夹", default=".", type=click.Path(path_type=Path), help="放着 data/ 的文件夹，默认是当前文件夹"
)
TODAY = click.option("--today", type=Day(), metavar="日期", default=None, help="把哪天当作今天，默认是今天")


cores = click.option("--jobs", type=NumberParam(1), default=os.cpu_count() or 1, metavar="个数", help="用几个处理器核")


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options every data verb has."""
    options = (
        FOLDER,
        TODAY,
        click.option("--village", "villages", multiple=True, metavar="村", help="只做这个村，或这个乡镇的各村（文件夹名），可以写几次"),
        click.option(
            "--work",
            type=click.Path(path_type=Path),
            metavar="文件夹",
            help="缓存和出错记录放在哪里，默认是 build/；写了它，就什么也不写进放着 data/ 的文件夹",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


edition = click.option(
    "--edition", type=click.Choice(list(EDITIONS)), default="public", metavar="|".join(EDITIONS), help="公开版，或者只给村民看的村民版"
)
strict = click.option("--strict", is_flag=True, help="有提醒也算没有通过（退出码 1）")


@dataclass(frozen=True)
class Where:
    """The folders of a run and the villages it is for, looked at once."""

    root: Path
    work: Path | None
    villages: tuple[str, ...]
    """Slugs; empty for all."""

    @property
    def count(self) -> int:
        """How many villages that is."""
        from generator.load.discover import find_villages

        return len(self.villages or find_villages(self.root)[0])

    @property
    def base(self) -> Path:
        """Where the cache lies."""
        return self.work or self.root / "build"


def checked(root: Path, villages: tuple[str, ...], work: Path | None, emptied: Callable[[], bool] = lambda: False) -> Where:
    """Absolute paths, and each township in ``villages`` as its villages. Raises UsageError.

    ``emptied``: whether villages were published before, so that none at all may be right: the last one was deleted, perhaps with its
    folder. It is asked where there is none.
    """
    root, work = root.resolve(), work.resolve() if work else None

    def may_be_empty() -> bool:
        return not villages and _is_dir(root / "data") and emptied()

    if not _is_dir(root / "data" / "villages") and not may_be_empty():
        raise click.UsageError(
            f"{root} 里没有 data/villages/。请到放着 data/ 的文件夹里运行，或用 -C 指明它；新建一个村用 gongkai new village。"
        )
    if work:
        if why := _no_work_in(work, root):
            raise click.UsageError(why)
        work.mkdir(parents=True, exist_ok=True)
        (work / _MARK).touch()
    if not villages and any(sort == "folder" for _, sort in door.entries(root, "data/villages")):
        return Where(root, work, ())  # which there are the run itself finds out
    if any(p.source.file in ("data", "data/villages") for p in door.closed(root, "data", "data/villages", deep=False)):
        return Where(root, work, villages)  # nobody can say which villages there are: the run itself tells why

    from generator.load.discover import find_villages

    there, _ = find_villages(root)
    there = there or [name for name, sort in door.entries(root, "data/villages") if sort == "folder"]
    if not there and not may_be_empty():
        raise click.UsageError(f"{root} 的 data/villages/ 里还没有村。新建一个村用 gongkai new village。")
    chosen: list[str] = []
    towns = {slug.partition("/")[0] for slug in there if "/" in slug}
    for word in (name.strip("/") for name in villages):
        chosen_by_word = [slug for slug in there if slug == word or (word in towns and slug.startswith(f"{word}/"))]
        if not chosen_by_word:
            raise click.UsageError(f"没有「{word}」这个村或乡镇的文件夹。{nearest(word, [*there, *towns])}")
        chosen += chosen_by_word
    slugs = tuple(dict.fromkeys(chosen))
    return Where(root, work, slugs)


def _no_work_in(work: Path, root: Path) -> str:
    """Why ``work`` cannot be the work folder: what lies in one is thrown away and made again; "" where it can."""
    others = [root / name for name in ("data", "content", "theme_overrides", "site")]
    if work == root or work in root.parents or any(work.is_relative_to(place) for place in others):
        return f"--work 不能是「{work}」：里面的东西会被删掉重做。请另用一个文件夹。"
    try:
        names = {path.name for path in work.iterdir()}
    except FileNotFoundError:
        return ""
    except NotADirectoryError:
        return f"--work 写的「{work}」不是文件夹。"
    if _MARK not in names and {name for name in names if not name.startswith(".")} - {"lost+found"}:
        return f"--work 写的「{work}」里有别的东西，程序会在那里删改文件。请用一个新的文件夹。"
    return ""


def no_site_in(output: Path, where: Where, usual: Path) -> str:
    """Why the site cannot be at ``output``, as far as the work folder is concerned. ``usual``: where it is by default."""
    work = where.work
    if work and output != usual and (output.is_relative_to(work) or work.is_relative_to(output)):
        return f"--output 和 --work 不能一个放在另一个里面（{output}、{work}）。"
    return ""


def _is_dir(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except PermissionError:
        raise click.UsageError(f"没有权限看「{folder.parent}」里面的东西。") from None


_AS_NEAR = 0.05
"""What is less alike than the best by more than this was not meant."""


def _alike(word: str, other: str) -> float:
    from difflib import SequenceMatcher  # here: most words are right

    return SequenceMatcher(None, other, word).ratio()


def nearest(word: str, words: Iterable[str] | Mapping[str, str]) -> str:
    """The words that were probably meant, else all of them; a mapping says what each is called."""
    from difflib import get_close_matches  # here: most words are right

    called = words if isinstance(words, Mapping) else {each: each for each in words}
    near = get_close_matches(word, called, 3)
    best = max((_alike(word, each) for each in near), default=0)
    matches = dict.fromkeys(called[each] for each in near if _alike(word, each) > best - _AS_NEAR)
    return f"是不是 {' 或 '.join(matches)}？" if matches else f"可以用的有：{'、'.join(sorted(set(called.values())))}。"
