"""The verbs that need no data tree: form, mask, explain."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from generator.cli_args import nearest
from generator.cli_words import Helpful
from generator.codes import CODES, STAGE_TITLES
from generator.kinds import all_kinds, kind_named
from generator.system import reason

MOST = 5
"""Codes that a sentence may offer."""


@click.command(cls=Helpful)
@click.argument("kind_name", metavar="类别")
@click.option("--format", "ending", metavar="种类", help="csv、xlsx、yml 或 md，默认是 xlsx（公告是 md）")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="写到哪个文件")
@click.option("--regime", type=click.Choice(["2023", "2004"]), default="2023", metavar="2023|2004", help="下拉里用哪一年会计制度的科目")
def form(kind_name: str, ending: str | None, output: Path | None, regime: str) -> int:
    """写出一张空表：表头、列宽、下拉选项和一行灰色的例子都有。"""
    from generator.site.forms import blank_form, where_to

    kind = kind_named(kind_name)
    if kind is None:
        called = {word: f"{k.title}（{k.name}）" for k in all_kinds() for word in (k.name, k.title)}
        raise click.UsageError(f"没有「{kind_name}」这一类。{nearest(kind_name, called)}")
    if output and not ending:
        ending = output.suffix.lstrip(".").lower()
    ending = ending or ("xlsx" if "xlsx" in kind.formats else kind.formats[0])
    if ending not in kind.formats:
        raise click.UsageError(f"「{kind.title}」没有 {ending} 的空表，可以用的有：{'、'.join(kind.formats)}。")
    path = output or Path(f"{kind.title}.{ending}")
    if path.exists():
        raise click.UsageError(f"{path} 已经有了，不覆盖它。用 -o 换一个文件名。")
    try:
        path.write_bytes(blank_form(kind, ending, regime))
    except OSError as error:
        raise click.UsageError(f"{path} 写不进去：{reason(error)}。") from None
    click.echo(f"写好了 {path}")
    click.echo(where_to(kind, ending))
    return 0


@click.command(cls=Helpful)
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
    hits = list(findings(file.name, data))
    for each in hits:
        left = "" if each.shown else "（没有盖住，要自己改）"
        where = f"{place(each.source)}{each.part}".strip()
        click.echo(f"{where}：{CODES[each.code].title}{' ' if each.shown else ''}{each.shown}{left}")
    if not hits:
        click.echo("没有找到要盖住的内容，没有写新的文件。")
        return 0
    copy.write_bytes(masked(file.name, data))
    click.echo(f"写好了 {copy}，一共 {len(hits)} 处。看一看，再用它换掉原来的文件。")
    return 0


@click.command(cls=Helpful)
@click.argument("code", metavar="报错代码", required=False)
def explain(code: str | None) -> int:
    """说明一种报错是什么意思、怎么改；不写代码就列出全部。"""
    from generator.pages.code_help import explain as say

    if code is None:
        wide = max(map(len, CODES)) + 2
        for stage, title in STAGE_TITLES.items():
            click.echo(f"{title}")
            for known in CODES.values():
                if known.stage is stage:
                    click.echo(f"  {known.code:<{wide}}{known.title}")
        return 0
    code_of_problem = CODES.get(code) or next((c for c in CODES.values() if c.title == code), None)
    if code_of_problem is None:
        raise click.UsageError(f"没有「{code}」这个报错代码。{_meant(code)}")
    click.echo(say(code_of_problem))
    return 0


def _meant(word: str) -> str:
    """The codes whose title has the word, or that are called nearly so; a hundred others are of no help."""
    titled = [f"{c.code}（{c.title}）" for c in CODES.values() if word and word in c.title][:MOST]
    if titled:
        return f"是不是 {' 或 '.join(titled)}？"
    called = {name: f"{c.code}（{c.title}）" for c in CODES.values() for name in (c.code, c.title)}
    return nearest(word, called) if difflib.get_close_matches(word, called, 1) else "全部代码看 gongkai explain。"
