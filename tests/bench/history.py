"""A village with ten years of months in git, and what it costs to hold its files against all of them, as a command that can be timed."""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

from generator.config import Village
from generator.corrections import past
from generator.kinds import all_kinds
from tests.bench.boards import TODAY

_HEADER = "日期,凭证号,摘要,科目,收入,支出,余额\n,,上月余额,,,,1000000.00\n"
_NOTICE = "---\n标题: 第 {0} 件事\n事项: 其他\n主体: 村委会\n范围: 社会\n公开日: {1}\n---\n\n第 {0} 件事。\n"
ROWS, CORRECTED_EVERY = 40, 6


def make_history(root: Path, years: int) -> Path:
    """A commit a month: the book of the month before, a notice, and now and then an older amount put right."""
    root.mkdir(parents=True)
    stream = "".join(_commits(years)).encode()
    for words in (["init", "-q", "-b", "main"], ["fast-import", "--quiet"], ["reset", "-q", "--hard", "main"]):
        subprocess.run(["git", *words], cwd=root, check=True, input=stream if words[0] == "fast-import" else None)
    return root


def _commits(years: int) -> Iterator[str]:
    for n in range(years * 12):
        year, month = divmod((TODAY.year - years) * 12 + n, 12)
        made = datetime(year + (month == 11), (month + 1) % 12 + 1, 10, 12, tzinfo=timezone(timedelta(hours=8)))
        files = {f"ledger/{year}-{month + 1:02}.csv": _book(year, month + 1, 0)}
        files[f"notices/notice-{n}.md"] = _NOTICE.format(n, made.date())
        if n == 0:
            files["village.yml"] = "村名: 甲村\n"
        if n % CORRECTED_EVERY == CORRECTED_EVERY - 1:
            before, last = divmod(year * 12 + month - 1, 12)
            files[f"ledger/{before}-{last + 1:02}.csv"] = _book(before, last + 1, 7)
        yield f"commit refs/heads/main\ncommitter clerk <clerk@example.org> {int(made.timestamp())} +0800\ndata 1\nx\n"
        for name, text in files.items():
            yield f"M 100644 inline data/villages/demo/{name}\ndata {len(text.encode())}\n{text}\n"


def _book(year: int, month: int, more: int) -> str:
    rows = (f"{year}-{month:02}-{1 + n % 27:02},记-{n:03},第{n}笔开支,公益支出,,{100 + n + more * (n == 5)}.00,\n" for n in range(ROWS))
    return _HEADER + "".join(rows)


if __name__ == "__main__":
    words = argparse.ArgumentParser()
    words.add_argument("root", type=Path)
    known = past.of_git(words.parse_args().root, Village("demo", "甲村"), all_kinds(), TODAY, None)
    print(len(known.changes) if known else 0)
