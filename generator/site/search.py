"""The search bundle of a built board. All that is known of Pagefind is in this file and in search.js.

Pagefind cuts Chinese into words, and cuts a text and a question differently: names are missed. So each record becomes a small
HTML file whose text is cut into overlapping pieces of two characters, in a language Pagefind does not know; the question is cut
in the same way (theme_overrides/assets/gongkai/search.js) and asked as a phrase.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from html import escape
from pathlib import Path

from generator import values
from generator.shown import Record, folder
from generator.site.engine import EngineError

FOLDER = "_search"
_HAN = "々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"([{_HAN}]+)|((?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?(?![^\W_{_HAN}]))|([^\W_{_HAN}]+)")
_DATA = re.compile(r"pagefind-entry\.json|.*\.pf_meta|(index|fragment)/.*")
_ENGINE = {"pagefind.js", "wasm.unknown.pagefind"}
"""What search.js asks for besides; the rest of what Pagefind writes is its own search boxes."""


@cache
def program() -> Path | None:
    """Pagefind's command line, where there is one that runs on this system."""
    found = importlib.util.find_spec("pagefind_bin")
    folders = [Path(place) for place in found.submodule_search_locations or ()] if found else []
    for path in (p for place in folders for p in (place / "pagefind", place / "pagefind.exe") if p.is_file()):
        with suppress(OSError):  # a program of another system
            if subprocess.run([str(path), "--version"], capture_output=True).returncode == 0:  # noqa: S603 - our own dependency
                return path
    return None


def pieces(text: str) -> list[str]:
    """王秀英户 → 王秀 秀英 英户 户; 1,200.00 → 1200; 262.50 → 262p5; 记-012 → 记 012. The same as ``pieces`` of search.js.

    The last character of a run stands alone too, so that a question of one character, which is the beginning of a piece, finds it.
    """
    cut: list[str] = []
    for han, number, word in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        if han:
            cut += [han[i : i + 2] for i in range(len(han))]
        elif number:
            whole, _, part = number.replace(",", "").partition(".")
            cut.append("p".join(filter(None, (whole, part.rstrip("0")))))
        else:
            cut.append(word)
    return cut


def build_search(board: Path, records: Iterable[Record]) -> None:
    """``board``/site/ gets its bundles: the newest year with all that has no year, and the years before, which never change."""
    board, found = board.resolve(), list(records)
    newest = max((r.year for r in found), default="")
    parts = {"current": [r for r in found if r.year in ("", newest)], "archive": [r for r in found if r.year not in ("", newest)]}
    shutil.rmtree(board / "search", ignore_errors=True)
    for name, chosen in parts.items():
        if chosen:
            _bundle(board / "search" / name, board / "site" / FOLDER / name, chosen, engine=name == "current")
    shutil.rmtree(board / "search", ignore_errors=True)


def _bundle(work: Path, target: Path, records: list[Record], engine: bool) -> None:
    work.mkdir(parents=True)
    for number, record in enumerate(records):
        (work / f"{number:06}.html").write_bytes(shadow(record).encode())
    run = [str(program()), "--site", str(work), "--output-path", str(target), "--silent"]
    # In a folder without settings of Pagefind's, which it would obey.
    done = subprocess.run(run, capture_output=True, encoding="utf-8", errors="replace", cwd=work)  # noqa: S603 - our own dependency
    if done.returncode or not (target / "pagefind-entry.json").is_file():
        raise EngineError(" ".join((done.stderr or done.stdout).split())[:300] or f"Pagefind {done.returncode}")
    for path in [p for p in target.rglob("*") if p.is_file()]:
        name = path.relative_to(target).as_posix()
        if not (_DATA.fullmatch(name) or (engine and name in _ENGINE)):
            path.unlink()


def shadow(record: Record) -> str:
    """One record as Pagefind reads it: what is shown as metadata, what is sought as pieces."""
    day, amount, place = record.date, record.amount_fen, folder(record.path)
    money = "" if amount is None else f"{'收入' if amount >= 0 else '支出'} {values.yuan(abs(amount))} 元"
    shown = {
        "title": record.title,
        "text": record.text,
        "kind": record.kind,
        "to": (place + "/" if place else "") + (f"#{record.anchor}" if record.anchor else ""),
        "date": day.isoformat() if day else "",
        "amount": money,
    }
    said = [record.title, money, record.text, *((day.isoformat(), values.date_cn(day)) if day else ())]
    cut = [pieces(text) for text in said]
    # An amount is also found by its whole yuan.
    whole = [piece.split("p")[0] for part in cut for piece in part if re.fullmatch(r"[0-9]+p[0-9]+", piece)]
    meta = "".join(f'<meta data-pagefind-meta="{name}[content]" content="{escape(text)}">' for name, text in shown.items() if text)
    # The year is a word too: Pagefind's own filters come out in another order each time, and no two builds would be the same.
    year = [f"y{record.year}"] if record.year else []
    body = "".join(f"<p>{escape(' '.join(part))}</p>" for part in [*cut, whole, year] if part)
    return f'<!doctype html><html lang="und"><head>{meta}</head><body data-pagefind-body>{body}</body></html>'
