"""What the site engine says, which is always an error: in its own words, and of whose file."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class EngineError(Exception):
    """The engine refused the staged tree; the message is its own words."""


class ThemeError(EngineError):
    """A template or mkdocs.yml of the owner's is at fault; the message is the engine's own words."""

    def __init__(self, message: str, file: Path, line: int = 0) -> None:
        super().__init__(message)
        self.file, self.line = file, line


@contextmanager
def listening() -> Iterator[list[str]]:
    """Yields what the engine says meanwhile; anything is an error."""
    from mkdocs.exceptions import MkDocsException

    heard = _Listener()
    log = logging.getLogger("mkdocs")
    log.addHandler(heard)
    log.setLevel(logging.WARNING)
    log.propagate = False
    try:
        yield heard.messages
    except (MkDocsException, SystemExit) as error:
        raise EngineError("; ".join(heard.messages) or str(error)) from None
    except Exception as error:
        if place := _in_template(error):
            raise ThemeError(str(error), *place) from error
        raise
    finally:
        log.removeHandler(heard)
    if heard.messages:
        raise EngineError("; ".join(heard.messages))


def _in_template(error: Exception) -> tuple[Path, int] | None:
    """The file and line of the theme's template that was at work."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    if isinstance(error, (OSError, MemoryError)) and not isinstance(error, TemplateNotFound):  # none of the owner's doing
        return None
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return Path(error.filename), error.lineno
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    return (Path(frames[-1].filename), frames[-1].lineno or 0) if frames else None


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(" ".join(record.getMessage().split()))
