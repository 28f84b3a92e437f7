"""What an exception becomes: a problem with a sentence for the clerk, and its traceback written aside for whoever maintains the program."""

from __future__ import annotations

import traceback
from contextlib import suppress
from pathlib import Path

from generator import door
from generator.model import Problem, Source, problem
from generator.plugins import BadPlugin
from generator.privacy.names import blotted_words
from generator.site.engine_words import EngineError, ThemeError
from generator.system import OF_THE_MACHINE


def trouble(error: Exception, root: Path, base: Path, slug: str, name: str) -> Problem:
    """What stopped the making of a board, or of the portal (``slug`` is "" then). ``base``: where the traceback is written aside.

    Faults of the machine are raised again: the next board would fare no better, and no clerk can mend them in a table.
    """
    if isinstance(error, OSError) and error.errno in OF_THE_MACHINE:
        raise error
    aside = set_aside(root, base, "theme" if isinstance(error, ThemeError) else slug or "portal", error)
    where = Source(f"data/villages/{slug}" if slug else "data/site.yml")
    match error:
        case ThemeError():
            own = _of_owner(root, error.file)
            file, line = (own, error.line) if own else ("mkdocs.yml", 0)
            what = f"「{file}」" + (f"第 {line} 行" if line else "")
            message = f"网页的模板写错了：{what}做不下去。用到它的村都没有更新，详情在 {aside}。"
            return problem("theme-broken", Source(file, line=line), message, excerpt=_line(error.file, line))
        case EngineError():
            return problem("engine-failed", where, f"{name}的网页没有生成。做网页的程序说了什么，写在 {aside}。")
        case BadPlugin():
            return problem("internal-error", where, f"{name}没有做完：{error}详情在 {aside}。")
        case MemoryError():
            return problem("memory-short", where, f"做{name}的时候内存不够。")
    return problem("internal-error", where, f"{name}没有做完。详情在 {aside}。")


def set_aside(root: Path, base: Path, name: str, error: BaseException) -> str:
    """Write the traceback below ``base``/errors; how to call that file."""
    log = base / "errors" / f"{name}.txt"
    with suppress(OSError):  # where nothing can be written, the sentence must do
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(blotted_words("".join(traceback.format_exception(error))), encoding="utf-8")
    return log.relative_to(root).as_posix() if log.is_relative_to(root) else str(log)


def _of_owner(root: Path, file: Path) -> str:
    """The template below ``root`` that was at work, whichever copy of it the engine was given; "" for one that is not the owner's."""
    parts = file.parts
    own = "/".join(parts[parts.index("theme_overrides") :]) if "theme_overrides" in parts else ""
    return own if own and door.is_file(root, own) else ""


def _line(file: Path, number: int) -> str:
    with suppress(OSError, UnicodeDecodeError, IndexError):
        return file.read_text(encoding="utf-8").splitlines()[number - 1].strip() if number else ""
    return ""
