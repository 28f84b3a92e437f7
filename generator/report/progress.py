"""How far a long run is, on a terminal: boards done, boards with errors, time left. Nothing in CI or into a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def shown(count: Callable[[], int]) -> Iterator[Callable[[bool], None]]:
    """Gives a function to call when one of so many boards is done: True where it was made."""
    if not sys.stdout.isatty() or (total := count()) < 2:
        yield lambda made: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("各村"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[wrong]}"),
        TextColumn("还要"),
        TimeRemainingColumn(),
    )
    wrong = 0
    with Progress(*columns, transient=True) as bar:
        work = bar.add_task("", total=total, wrong="")

        def done(made: bool) -> None:
            nonlocal wrong
            wrong += not made
            bar.update(work, advance=1, wrong=f"{wrong} 个有错误" if wrong else "")

        yield done
