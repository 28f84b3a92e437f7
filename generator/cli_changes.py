"""`gongkai changes`: what would be published that was not before, for whoever reviews it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from generator.cli_args import checked, common, edition
from generator.config import Edition

FORMATS = ("text", "md", "html")


def changes_verb(today_is: Callable[[], date]) -> click.Command:
    """The verb; ``today_is`` tells the day where nobody says one."""

    @click.command()
    @common
    @edition
    @click.option(
        "--since",
        default="",
        metavar="日期、提交、网址或文件夹",
        help="和哪天、git 的哪次提交比，或者和哪里公开的网站比；不写的，和今天以前最后一天比，没有 git 的和 site/ 比",
    )
    @click.option(
        "--format",
        "style",
        type=click.Choice(FORMATS),
        default="text",
        metavar="|".join(FORMATS),
        help="怎样列出；html 可以打印签字",
    )
    def changes(
        root: Path, today: date | None, villages: tuple[str, ...], work: Path | None, edition: Edition, since: str, style: str
    ) -> int:
        """列出这次和上次公开的比，多了、改了、少了哪些行，合计差多少，给审核的人看。"""
        from generator.changed import NothingToCompare
        from generator.changed import changes as run
        from generator.report.row_changes import changed_as
        from generator.report.text import as_text

        if since.startswith("-"):
            raise click.UsageError(f"--since 写的「{since}」不是日期，也不是 git 的提交。")
        day = today or today_is()
        where = checked(root, villages, work)
        try:
            boards, errors = run(where.root, day, where.villages, since, edition, where.work)
        except NothingToCompare as why:
            raise click.UsageError(str(why)) from None
        click.echo(changed_as(style, boards, day), nl=False)
        if errors:
            click.echo(as_text(errors), nl=False, err=True)
        return int(bool(errors))

    return changes
