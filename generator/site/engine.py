"""The site engine. All that is known of MkDocs is in this file; another engine replaces this file."""

from __future__ import annotations

import logging
import os
from datetime import UTC, date, datetime
from pathlib import Path

UNUSED = ("*.map", "bundle.*.js", "lunr", "workers", "palette.*.css")
"""What the theme puts beside its style and no page asks for: not published."""


class EngineError(Exception):
    """The engine refused the staged tree; the message is its own words."""


def build_site(folder: Path, today: date) -> None:
    """``folder``/{mkdocs.yml,docs/} → ``folder``/site/, with every warning an error and the clock at ``today``."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime(today.year, today.month, today.day, tzinfo=UTC).timestamp()))
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    heard = _Listener()
    log = logging.getLogger("mkdocs")
    log.addHandler(heard)
    log.setLevel(logging.WARNING)
    log.propagate = False
    try:
        build(load_config(str(folder / "mkdocs.yml"), strict=True))
    except (MkDocsException, SystemExit) as error:
        raise EngineError("; ".join(heard.said) or str(error)) from None
    finally:
        log.removeHandler(heard)


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(" ".join(record.getMessage().split()))
