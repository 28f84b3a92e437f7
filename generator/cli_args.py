"""Arguments that several verbs have: the folder, the day, the villages; what is wrong with them in a sentence."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from generator import door, values


class Day(click.ParamType[date]):
    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            day = values.parse_date(str(value))
        except ValueError as why:
            self.fail(f"「{value}」{why}，写成 2026-03-05 这样")
        return day or self.fail("日期空着")


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options every data verb has."""
    options = (
        click.option(
            "-C", "root", metavar="文件夹", default=".", type=click.Path(path_type=Path), help="放着 data/ 的文件夹，默认是当前文件夹"
        ),
        click.option("--today", type=Day(), metavar="日期", default=None, help="把哪天当作今天，默认是今天"),
        click.option("--village", "villages", multiple=True, metavar="村", help="只做这个村（文件夹名），可以写几次"),
    )
    for option in reversed(options):
        command = option(command)
    return command


def checked(root: Path, villages: tuple[str, ...] = ()) -> Path:
    root = root.resolve()
    if not (root / "data" / "villages").is_dir():
        raise click.UsageError(
            f"{root} 里没有 data/villages/。请到放着 data/ 的文件夹里运行，或用 -C 指明它；新建一个村用 gongkai new village。"
        )
    if shut := [p for p in door.closed(root, "data", "data/villages", deep=False) if p.source.file in ("data", "data/villages")]:
        raise click.UsageError(f"{shut[0].source.file}：{shut[0].message}{shut[0].hint}")
    from generator.load.find import find_villages

    there, _ = find_villages(root)
    there = there or [name for name in door.listed(root, "data/villages") if door.is_folder(root, f"data/villages/{name}")]
    if not there:
        raise click.UsageError(f"{root} 的 data/villages/ 里还没有村。新建一个村用 gongkai new village。")
    for slug in villages:
        if slug not in there:
            raise click.UsageError(f"没有「{slug}」这个村的文件夹。{nearest(slug, there)}")
    return root


def nearest(word: str, words: list[str]) -> str:
    found = difflib.get_close_matches(word, words, 3)
    return f"是不是 {' 或 '.join(found)}？" if found else f"可以用的有：{'、'.join(sorted(words))}。"
