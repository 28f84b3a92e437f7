"""`gongkai new`: a site, a village. What is asked is checked as it is typed; on a terminal the question comes again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from generator import periods
from generator.cli_words import ChineseGroup
from generator.kinds import all_kinds
from generator.load.samples import NAMES, samples_in
from generator.site import scaffold
from generator.site.kit import unpack
from generator.site.scaffold import BadFact

_ROOT = click.option(
    "-C", "root", metavar="文件夹", default=".", type=click.Path(path_type=Path), help="放着 data/ 的文件夹，默认是当前文件夹"
)
_SAMPLES = click.option("--with-samples/--without-samples", "samples", default=None, help="示例村留着，还是拿走；不写就问")
_DECIDED = "哪次会议决定在网上给所有人看（如 2026年1月10日村民代表会议决定；没有决定就回车）"


def new_verbs(today: Callable[[], date]) -> click.Group:
    """The group `new`; ``today`` tells which month an account book begins with."""

    @click.group(cls=ChineseGroup)
    def new() -> None:
        """新建。"""

    @new.command()
    @click.argument("folder", metavar="[文件夹]", required=False, type=click.Path(path_type=Path))
    @_ROOT
    @click.option("--title", metavar="标题", help="整个网站的名字")
    @click.option("--host", metavar="主办", help="谁办这个网站")
    @click.option("--url", metavar="网址", help="网站放在哪里，完整的地址；还没有的不写")
    @_SAMPLES
    def site(folder: Path | None, root: Path, title: str | None, host: str | None, url: str | None, samples: bool | None) -> int:
        """新建一个网站的文件夹；不写文件夹的，只在这里新建 data/site.yml：网站叫什么、谁办、放在哪里，可以拿走示例村。"""
        root = (root / folder if folder else root).resolve()
        with _told():
            scaffold.site_free(root)
            if folder:
                scaffold.folder_free(root)
            facts = {
                "标题": _asked("整个网站的名字（如 示例镇村务公开）", title, scaffold.named),
                "主办": _asked("谁办这个网站（如 示例镇人民政府；不写就回车）", host, scaffold.plain, ""),
                "网址": _asked("网站放在哪里（https:// 开头；还没有放好就回车）", url, scaffold.address, ""),
            }
            click.echo(f"写好了 {scaffold.new_site(root, facts)}")
        if not facts["网址"]:
            click.echo("没有写网址，所以不做二维码和封面；网站放好以后，在 data/site.yml 加一行「网址」。")
        if folder:
            for path in unpack(root, samples is not False):
                click.echo(f"写好了 {path}")
            click.echo(f"都在 {root} 里。到那里运行 gongkai build，做出来的网站在 site/ 里；怎么用，写在 README.md。")
            if there := samples_in(root):
                click.echo(f"里面有一个示例村 {there[0]}，先看看样子；新建自己的村时加上 --without-samples，就拿走它。")
        else:
            _samples(root, samples)
        click.echo("接着：新建一个村，gongkai new village。")
        return 0

    @new.command()
    @click.argument("slug", metavar="文件夹名")
    @_ROOT
    @click.option("--name", metavar="村名", help="平时叫的名字")
    @click.option("--town", metavar="乡镇", help="哪个乡镇")
    @click.option("--contact", metavar="姓名", help="找谁问")
    @click.option("--phone", metavar="电话", help="办公电话")
    @click.option("--month", metavar="年月", help="第一个月")
    @click.option("--opening", metavar="金额", help="第一个月的上月余额")
    @click.option("--decision", metavar="会议", help="决定在网上给所有人看的会议；没有的，账目只给村民、成员看")
    @_SAMPLES
    def village(slug: str, root: Path, samples: bool | None, **answers: str | None) -> int:
        """新建一个村：问几句话，写出一个可以直接生成的小公开栏。分乡镇放的，文件夹名写 乡镇/村。"""
        root = root.resolve()
        with _told():
            scaffold.free(root, slug)
            facts = {
                "name": _asked("村名（如 东咸村）", answers["name"], scaffold.named),
                "town": _asked("乡镇（如 腰站镇）", answers["town"], scaffold.plain, ""),
                "contact": _asked("村民有疑问找谁（姓名）", answers["contact"], scaffold.plain, ""),
                "phone": _asked("电话（办公电话，会公开）", answers["phone"], scaffold.plain, ""),
                "month": _asked("从哪个月开始公开账目（如 2026-03）", answers["month"], scaffold.month, periods.month_of(today())),
                "opening": _asked("那个月月初的余额（元）", answers["opening"], scaffold.amount, "0"),
                "decision": _asked(_DECIDED, answers["decision"], scaffold.plain, ""),
            }
            made = scaffold.new_village(root, slug, next(k for k in all_kinds() if k.name == "ledger"), **facts)
        for path in made:
            click.echo(f"写好了 {path}")
        _samples(root, samples)
        click.echo("接着：把账填进 ledger/ 里的表，然后运行 gongkai build。还可以公开哪些表、放在哪个文件夹，看网站上的「填表指南」。")
        if moved := scaffold.same_name_elsewhere(root, slug):
            click.echo(
                f"已经有 data/villages/{moved}；要是把它搬到这里，在新的 village.yml 写「曾用网址: {moved}」，旧网址、旧二维码会转过来。"
            )
        return 0

    return new


@contextmanager
def _told() -> Iterator[None]:
    """What cannot be used is wrong use, in its own sentence."""
    try:
        yield
    except BadFact as why:
        raise click.UsageError(str(why)) from None


def _asked(question: str, given: str | None, check: Callable[[str], str], default: str | None = None) -> str:
    """What the option says, else what is typed; asked again on a terminal until it can be used."""
    if given is not None:
        return check(given)
    while True:
        text = click.prompt(question, default=default, show_default=bool(default), type=str)
        try:
            return check(str(text))
        except BadFact as why:
            if not sys.stdin.isatty():
                raise
            click.echo(str(why))


def _samples(root: Path, wanted: bool | None) -> None:
    """Take our own villages out, or say that they are there."""
    there = samples_in(root)
    if not there and not scaffold.sample_settings(root):
        return
    called = "、".join(f"{slug}（{NAMES[slug]}）" for slug in there)
    if wanted is None and there and sys.stdin.isatty():
        wanted = not _yes(f"这里还有示例村 {called}，会和真实的村一起登出来。要拿走吗（写 是 或 否）")
    if wanted is not False:
        left = [f"示例村 {called}"] if there else []
        left += ["data/site.yml 里例子的网址、主办"] if scaffold.sample_settings(root) else []
        click.echo(f"注意：{'，'.join(left)}还在，会登在网站上。不要的，在后面加 --without-samples 再运行一次，或者自己删掉。")
        return
    for line in scaffold.take_out(root, there):
        click.echo(line)


def _yes(question: str) -> bool:
    while (text := str(click.prompt(question, default="否")).strip()) not in ("是", "否"):
        click.echo("请写 是 或 否。")
    return text == "是"
