"""The verb that shows the site on this machine while its data is typed: serve."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import click

from generator.cli_args import NumberParam, checked, common, edition
from generator.cli_words import Helpful, told_of
from generator.codes.code import INFO
from generator.config import Edition
from generator.model import Problem, has_errors
from generator.report.text import as_text, paragraph, summary
from generator.system import sentence

LOST = "做事的进程被系统停掉了，多半是内存不够；网站上仍是以前的内容。关掉别的程序，再改一下数据。"


Served = tuple[str, str, list[str]]
"""What is printed; what open pages show, and a paragraph for each problem."""


def serve_verb(today_is: Callable[[], date]) -> click.Command:
    """The verb; ``today_is`` tells the day, asked at each change, since it stays open overnight."""

    @click.command(cls=Helpful)
    @common
    @edition
    @click.option("--port", type=NumberParam(1, 65535), default=8000, metavar="端口", help="默认 8000")
    @click.option("--host", default="127.0.0.1", metavar="地址", help="默认只有本机能看；0.0.0.0 让同一网络的手机也能看")
    def serve(root: Path, today: date | None, villages: tuple[str, ...], work: Path | None, edition: Edition, port: int, host: str) -> int:
        """在本机看网站；数据文件一改就重新生成，打开的网页自己更新，有问题写在网页上面。"""
        from generator.build import Refused, WorkerLost, build, site_of, staying
        from generator.resident import resident
        from generator.site.lock import Busy
        from generator.site.preview import Live
        from generator.site.refusal import refusal
        from generator.site.serve import NoAddress, serve_forever
        from generator.workers import ProcessLost

        where = checked(root, villages, work)
        site = site_of(where.root, edition, where.work)
        cores = os.cpu_count() or 1

        def rebuild(tell: Callable[[Served], None]) -> None:
            day, answer = today or today_is(), lambda outcome: tell(_answer(outcome.problems))
            build(where.root, day, where.villages, site, cores, edition, work=where.work, recording=False, answer=answer)

        def asked(ask: Callable[[], Served], live: Live) -> None:
            try:
                printed, told, lines = ask()
            except ProcessLost:
                printed, told, lines = LOST, LOST, []
            except (Busy, Refused, WorkerLost) as why:
                printed, told, lines = str(why), str(why), []
            except OSError as error:
                printed, told, lines = sentence(error), sentence(error), []
            click.echo(printed)
            live.tell(told, lines)

        if why := refusal(site, where.root):
            raise click.UsageError(why)
        watched = [where.root / name for name in ("data", "content", "theme_overrides", "mkdocs.yml")]
        with told_of(NoAddress), staying(), resident(rebuild) as ask:
            serve_forever(site, watched, lambda live: asked(ask, live), host, port, click.echo)
        return 0

    return serve


def _answer(problems: Sequence[Problem]) -> Served:
    told = summary(problems) + ("有错误的村，网页还是以前的。" if has_errors(tuple(problems)) else "")
    worth_telling = any(p.severity is not INFO for p in problems)
    return as_text(problems).removesuffix("\n"), told if worth_telling else "", [paragraph(p) for p in problems]
