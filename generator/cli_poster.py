"""The verb that prints: poster."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from generator.cli_args import checked, common, edition
from generator.cli_words import Helpful
from generator.config import Edition
from generator.model import has_errors

_WHAT = ("month", "notice", "roll", "papers", "year", "duties")
_SIZES = ("A3", "A4", "600x900")


def poster_verb(today_of: Callable[[], date]) -> click.Command:
    """``today_of``: asked when the verb runs."""

    @click.command(cls=Helpful)
    @click.argument("keys", metavar="[哪一份]...", nargs=-1)
    @common
    @edition
    @click.option(
        "--what",
        type=click.Choice(_WHAT),
        default="month",
        metavar="|".join(_WHAT),
        help="明白账、公告、光荣榜、证书和门牌、年度总结、应当公开什么；默认 month",
    )
    @click.option(
        "--size",
        "sizes",
        type=click.Choice(_SIZES),
        multiple=True,
        metavar="|".join(_SIZES),
        help="纸多大，可以写几次；600x900 是广告店的大张（毫米）",
    )
    @click.option("--output", type=click.Path(path_type=Path), default=Path("posters"), metavar="文件夹", help="放在哪里，默认是 posters/")
    def poster(
        root: Path,
        today: date | None,
        villages: tuple[str, ...],
        work: Path | None,
        edition: Edition,
        what: str,
        sizes: tuple[str, ...],
        output: Path,
        keys: tuple[str, ...],
    ) -> int:
        """做贴墙的海报（PDF）和发群的长图；不写哪一份，就是最新的一份。

        例：gongkai poster 2026-10，gongkai poster --what notice 2026-03-shop-lease
        """
        from generator.poster.fonts import font_folders
        from generator.report.text import as_text
        from generator.wall import PrintOrder, hang, unfit

        where = checked(root, villages, work)
        output = output.resolve()
        if why := unfit(output, where.root):
            raise click.UsageError(why)
        if not font_folders():
            raise click.UsageError("这台机器上没有排版的程序或者字体。先安装：pip install typst pylopdf-fonts-zh-cn。")
        boards, problems = hang(where.root, today or today_of(), where.villages, edition, PrintOrder(what, keys, sizes), output, where.work)
        problems = [*problems, *(p for board in boards for p in board.problems)]
        errors = [p for p in problems if has_errors((p,))]
        if errors:
            click.echo(as_text(errors), nl=False)
        for board in boards:
            for note in board.notes:
                click.echo(f"{board.name}：{note}")
            if board.problems:
                click.echo(f"✗ {board.name}：有错误，没有做")
            for file in board.files:
                click.echo(f"✓ {board.name}：{file}")
        return int(bool(errors) or not any(board.files for board in boards))

    return poster
