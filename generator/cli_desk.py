"""The verb that opens the clerk's desk: desk."""

from __future__ import annotations

import importlib.util
import secrets
import webbrowser
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from generator.cli_args import Day, NumberParam
from generator.cli_words import Helpful

_NEEDED = ("starlette", "uvicorn")
_MISSING = '这台机器上还没有工作台用的程序。先安装：pip install "gongkailan[desk]"，再运行 gongkai desk。'
"""In double quotes, which the shells of Windows take off as well."""


def desk_verb(today_is: Callable[[], date]) -> click.Command:
    """The verb; ``today_is`` tells the day, asked at each look, since a desk stays open overnight."""

    @click.command(cls=Helpful)
    @click.option(
        "-C", "root", metavar="文件夹", default=".", type=click.Path(path_type=Path), help="放着 data/ 的文件夹，默认是当前文件夹；空的也行"
    )
    @click.option("--today", type=Day(), metavar="日期", default=None, help="把哪天当作今天，默认是今天")
    @click.option("--port", type=NumberParam(1, 65535), default=None, metavar="端口", help="默认用一个空着的")
    @click.option("--no-browser", is_flag=True, help="不自己打开浏览器，只把地址写在窗口里")
    def desk(root: Path, today: date | None, port: int | None, no_browser: bool) -> int:
        """在浏览器里填表、改错、公开；只有这台机器能用，不用再打命令。"""
        if not all(map(importlib.util.find_spec, _NEEDED)):
            raise click.UsageError(_MISSING)
        from generator.build import staying
        from generator.desk.opening import opened_desk
        from generator.site.serve import NoAddress

        root = root.resolve()
        if not root.is_dir():
            raise click.UsageError(f"没有「{root}」这个文件夹。")
        try:
            open_desk = opened_desk(root, (lambda: today) if today else today_is, port or 0, secrets.token_urlsafe(32))
        except NoAddress as why:
            raise click.UsageError(str(why)) from None

        def ready() -> None:
            click.echo(f"工作台开着，地址是 {open_desk.address} 。这个窗口不要关；不用了，按 Ctrl-C 停下。")
            if not no_browser:
                webbrowser.open(open_desk.address)

        with staying():
            open_desk.serve(ready)
        click.echo("工作台关了。")
        return 0

    return desk
