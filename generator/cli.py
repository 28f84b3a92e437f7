"""The verbs: check, build, due, serve, new village, form, mask, explain. Reads the clock and the arguments; nothing below does."""

from __future__ import annotations

import importlib.util
import os
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import click

from generator.cli_args import checked, common, nearest
from generator.cli_new import new_verbs
from generator.cli_words import ChineseGroup, speak_chinese
from generator.codes import CODES, STAGE_TITLES
from generator.config import EDITIONS, Edition
from generator.kinds import all_kinds, kind_named
from generator.model import has_errors
from generator.report.machine import as_github, as_gitlab, as_json
from generator.report.text import as_text, summary

DUE_FORMATS = ("text", "json", "ics")
FORMATS = {"text": as_text, "json": as_json, "github": as_github, "gitlab": as_gitlab}


def main() -> None:
    """Run, and leave with 0 (clean), 1 (errors in the data) or 2 (wrong use)."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(speak_chinese(gongkai))


def _today() -> date:
    """The day it is in China, whichever zone the machine (a CI runner, say) is set to."""
    return datetime.now(timezone(timedelta(hours=8))).date()


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"]})
def gongkai() -> None:
    """公开栏：检查村里的公开数据，生成村务公开网站。"""


@gongkai.command()
@common
@click.option("--format", "style", type=click.Choice(list(FORMATS)), default="text", metavar="|".join(FORMATS), help="怎样列出问题")
def check(root: Path, today: date | None, villages: tuple[str, ...], style: str) -> int:
    """检查数据，一次列出所有问题。"""
    from generator.build import check as run

    outcome = run(checked(root, villages), today or _today(), villages)
    click.echo(FORMATS[style](outcome.problems), nl=False)
    return int(has_errors(outcome.problems))


@gongkai.command()
@common
@click.option("--output", type=click.Path(path_type=Path), metavar="文件夹", help="网站放在哪里，默认是 site/（村民版是 site-village/）")
@click.option(
    "--edition", type=click.Choice(list(EDITIONS)), default="public", metavar="|".join(EDITIONS), help="公开版，或者只给村民看的村民版"
)
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, metavar="个数", help="同时做几个村")
@click.option("--scheduler", metavar="地址", help="交给 Dask 的许多台机器做，如 tcp://10.0.0.5:8786")
@click.option("--parcels", metavar="位置", help="机器之间传文件的地方：共用的文件夹，或 s3://…；默认是 build/parcels")
def build(
    root: Path,
    today: date | None,
    villages: tuple[str, ...],
    output: Path | None,
    edition: Edition,
    jobs: int,
    scheduler: str | None,
    parcels: str | None,
) -> int:
    """检查数据并生成网站；有错误的村不更新，其他村照常。"""
    from generator.build import Cluster, site_of
    from generator.build import build as run
    from generator.cluster import Unreachable
    from generator.load.find import find_villages
    from generator.report.progress import shown
    from generator.site.lock import Busy
    from generator.site.publish import refusal

    root = checked(root, villages)
    output = (output or site_of(root, edition)).resolve()
    if why := refusal(output, root):
        raise click.UsageError(why)
    cluster = Cluster(scheduler, parcels or str(root / "build" / "parcels")) if scheduler else None
    if cluster and not importlib.util.find_spec("distributed"):
        raise click.UsageError("这台机器上没有 Dask。先安装：pip install 'gongkailan[cluster]'。")
    try:
        with shown(len(villages) or len(find_villages(root)[0])) as done:
            outcome = run(root, today or _today(), villages, output, jobs, edition, cluster, lambda board: done(board.built))
    except (Busy, Unreachable) as why:
        raise click.UsageError(str(why)) from None
    if outcome.problems:
        click.echo(as_text(outcome.problems), nl=False)
    for board in outcome.boards:
        if board.built:
            click.echo(f"✓ {board.name}：{board.pages} 页")
        else:
            said = "网站上仍是以前的内容" if board.slug in outcome.kept else "还没有公开"
            click.echo(f"✗ {board.name}：有错误，这次没有更新，{said}")
    for slug in outcome.removed:
        click.echo(f"✓ {slug}：没有数据了，已从网站上撤下")
    if any(b.built for b in outcome.boards):
        click.echo(f"网站在 {output}")
    return int(has_errors(outcome.problems))


@gongkai.command()
@common
@click.option("--format", "style", type=click.Choice(DUE_FORMATS), default="text", metavar="|".join(DUE_FORMATS), help="怎样列出")
def due(root: Path, today: date | None, villages: tuple[str, ...], style: str) -> int:
    """列出各村到什么时候该公开什么，逾期的在前；ics 可以放进日历。"""
    from generator.build import due as run
    from generator.report.due import BoardDuties, due_as

    day = today or _today()
    found, errors = run(checked(root, villages), day, villages)
    boards = [BoardDuties(*board) for board in found]
    click.echo(due_as(style, boards, day).encode(), nl=False)  # as bytes: a calendar's lines end as its standard says
    if errors:
        click.echo(as_text(errors), nl=False, err=True)
    return int(bool(errors))


@gongkai.command()
@common
@click.option("--port", type=click.IntRange(1, 65535), default=8000, metavar="端口", help="默认 8000")
@click.option("--host", default="127.0.0.1", metavar="地址", help="默认只有本机能看；0.0.0.0 让同一网络的手机也能看")
def serve(root: Path, today: date | None, villages: tuple[str, ...], port: int, host: str) -> int:
    """在本机看网站；数据文件一改就重新生成。"""
    from generator.build import build as run
    from generator.site.lock import Busy
    from generator.site.publish import refusal
    from generator.site.serve import serve_forever

    root = checked(root, villages)

    def rebuild() -> None:
        try:
            outcome = run(root, today or _today(), villages, None, os.cpu_count() or 1)
        except Busy as why:
            click.echo(str(why))
            return
        click.echo(as_text(outcome.problems) if outcome.problems else summary(()), nl=not outcome.problems)

    if why := refusal(root / "site", root):
        raise click.UsageError(why)
    watched = [root / name for name in ("data", "content", "theme_overrides", "mkdocs.yml")]
    return serve_forever(root / "site", watched, rebuild, host, port, lambda said: click.echo(said))


gongkai.add_command(new_verbs(_today))


@gongkai.command()
@click.argument("kind_name", metavar="类别")
@click.option("--format", "ending", metavar="种类", help="csv、xlsx、yml 或 md，默认是 xlsx（公告是 md）")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="写到哪个文件")
def form(kind_name: str, ending: str | None, output: Path | None) -> int:
    """写出一张空表：表头、列宽、下拉选项和一行灰色的例子都有。"""
    from generator.site.forms import blank_form

    kind = kind_named(kind_name)
    if kind is None:
        raise click.UsageError(f"没有「{kind_name}」这一类。{nearest(kind_name, [k.name for k in all_kinds()])}")
    if output and not ending:
        ending = output.suffix.lstrip(".").lower()
    ending = ending or ("xlsx" if "xlsx" in kind.formats else kind.formats[0])
    if ending not in kind.formats:
        raise click.UsageError(f"「{kind.title}」没有 {ending} 的空表，可以用的有：{'、'.join(kind.formats)}。")
    path = output or Path(f"{kind.title}.{ending}")
    if path.exists():
        raise click.UsageError(f"{path} 已经有了，不覆盖它。用 -o 换一个文件名。")
    try:
        path.write_bytes(blank_form(kind, ending))
    except OSError as error:
        raise click.UsageError(f"{path} 写不进去（{error.strerror}）。") from None
    click.echo(f"写好了 {path}")
    return 0


@gongkai.command()
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
def mask(file: Path) -> int:
    """写一份打了星号的副本：身份证号、电话、卡号都盖住；原来的文件不动。"""
    from generator.privacy.gate import findings
    from generator.privacy.mask import ENDINGS, masked
    from generator.report.text import place

    if not file.is_file():
        raise click.UsageError(f"没有「{file}」这个文件。")
    if file.suffix.lower() not in ENDINGS:
        raise click.UsageError(f"「{file.suffix}」文件不能这样处理，可以用的有：{'、'.join(ENDINGS)}。")
    copy = file.with_name(f"{file.stem}.masked{file.suffix}")
    if copy.exists():
        raise click.UsageError(f"{copy} 已经有了，不覆盖它。先看看那一份，不用的删掉。")
    data = file.read_bytes()
    found = list(findings(file.name, data))
    for each in found:
        left = "" if each.shown else "（没有盖住，要自己改）"
        where = f"{place(each.source)}{each.part}".strip()
        click.echo(f"{where}：{CODES[each.code].title}{' ' if each.shown else ''}{each.shown}{left}")
    if not found:
        click.echo("没有找到要盖住的内容，没有写新的文件。")
        return 0
    copy.write_bytes(masked(file.name, data))
    click.echo(f"写好了 {copy}，一共 {len(found)} 处。看一看，再用它换掉原来的文件。")
    return 0


@gongkai.command()
@click.argument("code", metavar="报错代码", required=False)
def explain(code: str | None) -> int:
    """说明一种报错是什么意思、怎么改；不写代码就列出全部。"""
    from generator.pages.guide import explain as say

    if code is None:
        for stage, title in STAGE_TITLES.items():
            click.echo(f"{title}")
            for known in CODES.values():
                if known.stage is stage:
                    click.echo(f"  {known.code:<24}{known.title}")
        return 0
    found = CODES.get(code) or next((c for c in CODES.values() if c.title == code), None)
    if found is None:
        raise click.UsageError(f"没有「{code}」这个报错代码。{nearest(code, list(CODES))}")
    click.echo(say(found))
    return 0
