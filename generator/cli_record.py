"""`gongkai verify`, and what `build --as-of` builds from: a state that git has, in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli_words import Helpful

if TYPE_CHECKING:
    from generator.record.site_files import Site
    from generator.record.verify import Verdict

_NOT_LISTED = "  网上只能一个一个地问，后来多放上去的网页查不到：要查这个，把网站整个下载下来，放在文件夹里或者打成 ZIP 再查一次。"
_ASK = "留好这张纸，拍下来，去问村务监督委员会或者乡镇。"
_SINCE = f"  那次以后改过的，「更正记录」里都应当写着。纸上的数和现在网页上的不一样，那里又没有写的，就是悄悄改的：{_ASK}"
_UNKNOWN = (
    "  先照纸上再抄一遍。纸上有两个码的，两个都查：总码查得到、公开码查不到，是那一页后来改过，「更正记录」里应当写着；"
    f"总码也查不到，就是以前公开的记录被换过：{_ASK}"
)
_OF_A_SITE = ("data", "content", "theme_overrides", "mkdocs.yml")


@click.command(cls=Helpful)
@click.argument("where", metavar="网址或文件夹")
@click.option("--root", "codes", multiple=True, metavar="码", help="海报、张贴的表上写的公开码，也可以是 64 位的摘要；可以写几次")
def verify(where: str, codes: tuple[str, ...]) -> int:
    """查一个公开栏：每份文件是不是公开时的样子，历次公开接不接得上，墙上的码对不对得上。"""
    from generator.record.short_code import as_typed
    from generator.record.site_files import Unreadable
    from generator.record.sources import opened
    from generator.record.verify import told_of_code
    from generator.record.verify import verify as run

    typed = {code: as_typed(code) for code in codes}
    for code in (code for code, plain in typed.items() if not plain):
        raise click.UsageError(f"「{code}」不是公开码：公开码是 20 个字母和数字，像 7K2M-9QXR-4HTV-BD3N-W8PC，没有 0 和 O、1 和 I。")
    try:
        site = opened(where)
        verdicts = run(site)
    except Unreadable as why:
        raise click.UsageError(str(why)) from None
    for verdict in verdicts:
        for line in _told(verdict):
            click.echo(line)
    if any(verdict.whole for verdict in verdicts) and site.pages() is None:
        click.echo(_NOT_LISTED)
    strange = 0
    for code, plain in typed.items():
        if stands_for := told_of_code(plain, verdicts):
            click.echo(f"✓ 「{code}」是{stands_for.what}。")
            if stands_for.later:
                click.echo(_SINCE)
        else:
            strange += 1
            click.echo(f"✗ 「{code}」在这里的公开记录里没有：抄错了一个字，或者那次公开的内容后来换掉了、记录重新做过。")
    if strange:
        click.echo(_UNKNOWN)
    return int(strange > 0 or not all(verdict.whole for verdict in verdicts))


def _told(verdict: Verdict) -> Iterator[str]:
    from generator.record.verify import SHOWN

    name = verdict.village or verdict.place or "这个公开栏"
    if verdict.whole and verdict.record and verdict.chain and verdict.chain.newest:
        newest = verdict.chain.newest
        files = f"{len(verdict.record.files)} 份数据、{verdict.beside} 个网页和别的文件"
        yield f"✓ {name}：{files}都和公开的时候一样；公开过 {newest.number} 次，每次都接得上。"
        yield f"  总码 {verdict.record.code}（{newest.day} 公开" + (f"，提交 {newest.commit[:12]}）" if newest.commit else "）")
        return
    for fault in verdict.faults[:SHOWN]:
        yield f"✗ {name}：{fault}"
    if len(verdict.faults) > SHOWN:
        yield f"  {name}还有 {len(verdict.faults) - SHOWN} 处不一样。"


def before_of(where: str | None) -> Site | None:
    """The site as it was published last, where that is said. Raises ``Unreadable``."""
    if not where:
        return None
    from generator.record.sources import opened

    return opened(where)


@contextmanager
def state_of(root: Path, day: date | None, output: Path | None) -> Iterator[tuple[Path, str]]:
    """A folder with what stood in git at the end of ``day``, and the commit; ``root`` itself and "" for no day. Raises UsageError.

    The site goes into a new folder: what a board looked like then never stands in place of what it looks like now.
    """
    if day is None:
        yield root, ""
        return
    from generator import git

    if output is None:
        raise click.UsageError("--as-of 做的是以前的样子，要用 --output 写明放在哪个新的文件夹，不能换掉正在公开的网站。")
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise click.UsageError(f"{output} 里已经有东西。--as-of 做的是以前的样子，请用一个新的文件夹。")
    try:
        of = git.repository(root.resolve())
        commit = git.as_of(of, day)
        if not git.files(of, commit.id, ["data/villages"]):
            raise click.UsageError(f"{day.isoformat()} 那天（提交 {commit.id[:12]}）还没有 data/villages/。")
        from tempfile import TemporaryDirectory  # here: most builds are of today

        with TemporaryDirectory(prefix="gongkai-") as folder:
            place = git.beside(of, Path(folder))
            git.unpack(of, commit.id, _OF_A_SITE, place)
            click.echo(f"{day.isoformat()} 那天结束时的样子：用 {commit.day.isoformat()} 的提交 {commit.id[:12]} 的数据，现在的程序。")
            yield place.resolve(), commit.id
    except git.NoHistory as why:
        raise click.UsageError(str(why)) from None
