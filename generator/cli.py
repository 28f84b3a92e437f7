"""The verbs of the command line, and what they ask for. Reads the clock and the arguments; nothing below does."""

from __future__ import annotations

import gc
import importlib.util
import logging
import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import __version__
from generator.cli_args import Day, checked, common, cores, edition, no_site_in, strict
from generator.cli_words import ChineseGroup, speak_chinese, told_of
from generator.codes.code import WARNING
from generator.config import Edition
from generator.model import Problem, has_errors
from generator.report.machine import as_github, as_gitlab, as_json
from generator.report.text import as_text, counted
from generator.system import seldom_collect

if TYPE_CHECKING:
    from generator.build import Outcome

SHOWN = 8
"""Pages that a line names."""
DUE_FORMATS = ("text", "json", "ics")
FORMATS: dict[str, Callable[[Sequence[Problem]], str]] = {"text": as_text, "json": as_json, "github": as_github, "gitlab": as_gitlab}


def main() -> None:
    """Run, and leave with 0 (clean), 1 (errors in the data) or 2 (wrong use, or the machine failed)."""
    seldom_collect()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    # What libraries have to say is English and for programmers; workers of ours inherit it.
    os.environ["PYTHONWARNINGS"] = "ignore"
    warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())
    sys.unraisablehook = lambda _: None
    threading.excepthook = lambda _: None
    status = speak_chinese(gongkai, _set_aside)
    try:
        sys.stdout.flush()
    except OSError:  # said already; Python would say it again, in English
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    gc.freeze()  # else Python looks for circles in all that goes with it now: a tenth of what one changed row takes
    sys.exit(status)


def _set_aside(error: Exception) -> str:
    """Where what no verb expected is written for whoever maintains the program: any folder of the clerk's may be read-only."""
    import tempfile
    import traceback

    from generator.privacy.find import blotted

    number, path = tempfile.mkstemp(prefix="gongkai-", suffix=".txt")
    with open(number, "w", encoding="utf-8") as log:
        log.write(blotted("".join(traceback.format_exception(error))))
    return path


def _today() -> date:
    """The day it is in China, whichever zone the machine (a CI runner, say) is set to."""
    return datetime.now(timezone(timedelta(hours=8))).date()


def _version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"公开栏 gongkai {__version__}")
        context.exit()


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="显示版本")
def gongkai() -> None:
    """公开栏：检查村里的公开数据，生成村务公开网站。"""


def _status(problems: Sequence[Problem], strict: bool) -> int:
    """The exit status; where only ``strict`` makes it 1, says so."""
    warned = sum(p.severity is WARNING for p in problems)
    if strict and warned and not has_errors(tuple(problems)):
        click.echo(f"有 {warned} 个提醒，按 --strict 算没有通过。", err=True)
        return 1
    return int(has_errors(tuple(problems)))


@gongkai.command()
@common
@strict
@click.option("--format", "style", type=click.Choice(list(FORMATS)), default="text", metavar="|".join(FORMATS), help="怎样列出问题")
@cores
def check(root: Path, today: date | None, villages: tuple[str, ...], work: Path | None, style: str, jobs: int, strict: bool) -> int:
    """检查数据，一次列出所有问题。"""
    from generator.build import WorkerLost
    from generator.build import check as run

    where = checked(root, villages, work)
    with told_of(WorkerLost):
        outcome = run(where.root, today or _today(), where.villages, where.work, jobs)
    slugs = [board.slug for board in outcome.boards]
    click.echo(as_json(outcome.problems, slugs) if style == "json" else FORMATS[style](outcome.problems), nl=False)
    return _status(outcome.problems, strict)


@gongkai.command()
@common
@strict
@click.option("--output", type=click.Path(path_type=Path), metavar="文件夹", help="网站放在哪里，默认是 site/（村民版是 site-village/）")
@click.option("--as-of", type=Day(), metavar="日期", help="做那天的样子：用 git 里那天结束时的数据，放到 --output 写的新文件夹")
@click.option("--published", "before", metavar="网址或文件夹", help="上一次公开的网站：--output 里没有历次公开的记录时，从它那里接下去")
@edition
@click.option("--format", "style", type=click.Choice(["text", "github"]), default="text", metavar="text|github", help="怎样列出问题")
@cores
@click.option("--scheduler", metavar="地址", help="交给 Dask 的许多台机器做，如 tcp://10.0.0.5:8786")
@click.option("--parcels", metavar="位置", help="机器之间传文件的地方：共用的文件夹，或 s3://…；默认是 build/parcels")
def build(
    root: Path,
    today: date | None,
    villages: tuple[str, ...],
    work: Path | None,
    strict: bool,
    output: Path | None,
    as_of: date | None,
    before: str | None,
    edition: Edition,
    style: str,
    jobs: int,
    scheduler: str | None,
    parcels: str | None,
) -> int:
    """检查数据并生成网站；有错误的村不更新，其他村照常。"""
    from generator.build import Cluster, WorkerLost, site_of
    from generator.build import build as run
    from generator.cli_record import before_of, state_of
    from generator.dask_client import Unreachable
    from generator.record.site_files import Unreadable
    from generator.report.progress import shown
    from generator.site.lock import Busy
    from generator.site.marker import published
    from generator.site.publish import Refused
    from generator.site.refusal import refusal

    root, commit = click.get_current_context().with_resource(state_of(root, as_of, output))
    usual = site_of(root.resolve(), edition, work and work.resolve())
    output = (output or usual).resolve()
    where = checked(root, villages, work, lambda: bool(published(output)))
    if why := refusal(output, where.root, edition) or no_site_in(output, where, usual):
        raise click.UsageError(why)
    cluster = Cluster(scheduler, parcels or str(where.base / "parcels")) if scheduler else None
    if cluster and not importlib.util.find_spec("distributed"):
        raise click.UsageError('这台机器上没有 Dask。先安装：pip install "gongkailan[cluster]"。')
    with told_of(Busy, Refused, Unreachable, Unreadable, WorkerLost), shown(lambda: where.count) as done:
        outcome = run(
            where.root,
            today or as_of or _today(),
            where.villages,
            output,
            jobs,
            edition,
            cluster,
            lambda board: done(board.built),
            where.work,
            before=before_of(before),
            commit=commit,
        )
    if outcome.problems:
        click.echo(FORMATS[style](outcome.problems), nl=False)
    if became := [*_became(outcome)]:  # at once: a county's are hundreds
        click.echo("\n".join(became))
    if any(b.built for b in outcome.boards):
        click.echo(f"网站在 {output}")
    return _status(outcome.problems, strict)


def _became(outcome: Outcome) -> Iterator[str]:
    """A line for each board that was asked for or taken down; of several also how many there are of which sort."""
    stays = {*outcome.kept}
    for board in outcome.boards:
        if board.built:
            yield f"✓ {board.name}：{board.pages} 页"
        else:
            state = "网站上仍是以前的内容" if board.slug in stays else "还没有公开"
            yield f"✗ {board.name}：有错误，这次没有更新，{state}"
    for went in outcome.taken:
        if went.pages:
            more = f" 等 {len(went.pages)} 页" if len(went.pages) > SHOWN else ""
            yield f"✓ {went.name}：有不能再登的内容，这些网页先撤下了，错误改好以后重新登出来：{'、'.join(went.pages[:SHOWN])}{more}"
        else:
            yield f"✓ {went.name}：看不出哪些还能登，整个公开栏换成了「正在更正」"
    for slug in outcome.removed:
        yield f"✓ {slug}：没有数据了，已从网站上撤下"
    if len(outcome.boards) > 1:
        kept = sum(board.slug in stays for board in outcome.failed)
        yield counted(len(outcome.boards), kept, len(outcome.failed) - kept, len(outcome.removed))


@gongkai.command()
@common
@click.option("--format", "style", type=click.Choice(DUE_FORMATS), default="text", metavar="|".join(DUE_FORMATS), help="怎样列出")
def due(root: Path, today: date | None, villages: tuple[str, ...], work: Path | None, style: str) -> int:
    """列出各村到什么时候该公开什么，逾期的在前；ics 可以放进日历。"""
    from generator.build import due as run
    from generator.report.due import BoardDuties, due_as

    day = today or _today()
    where = checked(root, villages, work)
    problems, errors = run(where.root, day, where.villages, where.work)
    boards = [BoardDuties(*board) for board in problems]
    click.echo(due_as(style, boards, day).encode(), nl=False)  # as bytes: a calendar's lines end as its standard says
    if errors:
        click.echo(as_text(errors), nl=False, err=True)
    return int(bool(errors))


def _new() -> click.Command:
    from generator.cli_new import new_verbs

    return new_verbs(_today)


def _add() -> click.Command:
    from generator.cli_add import add_verb

    return add_verb(_today)


def _changes() -> click.Command:
    from generator.cli_changes import changes_verb

    return changes_verb(_today)


def _tool(name: str) -> click.Command:
    from generator import cli_tools

    tool: click.Command = getattr(cli_tools, name)
    return tool


def _poster() -> click.Command:
    from generator.cli_poster import poster_verb

    return poster_verb(_today)


def _serve() -> click.Command:
    from generator.cli_serve import serve_verb

    return serve_verb(_today)


def _desk() -> click.Command:
    from generator.cli_desk import desk_verb

    return desk_verb(_today)


def _verify() -> click.Command:
    from generator.cli_record import verify

    return verify


# Fetched where somebody asks for them: nobody who builds waits for what they need.
gongkai.elsewhere |= {"add": _add, "new": _new, "serve": _serve, "poster": _poster, "changes": _changes, "verify": _verify, "desk": _desk}
gongkai.elsewhere |= {name: partial(_tool, name) for name in ("form", "mask", "explain")}
