"""What a village said of its corrections on the published site, and says otherwise now: for roots without a history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from generator import values
from generator.config import Village
from generator.corrected import NO_REASON, SETTINGS, Correction, stem
from generator.declared import WAYS, StatedCorrection

_TITLE = "更正的说明"


def reasons_changed_there(lines: Iterable[Mapping[str, Any]], village: Village, today: date) -> Iterator[Correction]:
    """``lines``: of the table of corrections as it was published. A reason that is another or is gone, of today; and what was told of that
    before."""
    reasons: dict[str, set[str]] = {}
    for each in village.corrections:
        reasons.setdefault(_stem(each, village), set()).add(_words(each.reason, each.agreed))
    everywhere = {words for several in reasons.values() for words in several}
    changed = dict[str, Correction]()
    for line in lines:
        file, why = f"{line.get('文件') or ''}", f"{line.get('原因') or ''}"
        if file == SETTINGS:
            if told := _told_before(line):
                yield told
        elif why and why != NO_REASON and _words(why, line.get("经谁同意")) not in everywhere:
            changed.setdefault(file, _told(today, file in reasons))
    yield from dict.fromkeys(changed.values())


def _told(day: date, still: bool) -> Correction:
    was = (("原因", "", ""),) if still else ()
    return Correction(day, _TITLE, "", way="改正" if still else "撤下", was=was, file=SETTINGS)


def _told_before(line: Mapping[str, Any]) -> Correction | None:
    try:
        day = date.fromisoformat(f"{line.get('更正日')}")
    except ValueError:
        return None
    return _told(day, line.get("做法") == WAYS[0]) if line.get("资料") == _TITLE else None


def _stem(stated: StatedCorrection, village: Village) -> str:
    named = values.clean(stated.file).replace("\\", "/").removeprefix(f"data/villages/{village.slug}/").strip("/")
    return stem(f"./{named}").removeprefix("./")


def _words(reason: str, agreed: object) -> str:
    return "".join(f"{reason}\0{agreed or ''}".split())
