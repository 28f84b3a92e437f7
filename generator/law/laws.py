"""The laws that the catalogue cites, as laws.yml has them: which version was in force on a day, and what its article was called.

The catalogue speaks in the articles of the newest version; a page made for an older day cites what held on that day
(村民委员会组织法: art. 35 since 2026-01-01, art. 30 before).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from generator.classes import dataclass
from generator.law import data

_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Version:
    name: str
    """2025修正; "" where there was one version only."""
    since: date
    articles: Mapping[str, str] | None = None
    """Article of the newest version → the same in this one; None where they have the same numbers."""


@dataclass(frozen=True)
class Law:
    id: str
    title: str
    number: str = ""
    """文号, cited behind the title."""
    province: str = ""
    """Holds in this 省 only."""
    versions: tuple[Version, ...] = ()
    """Oldest first; none where no day is known."""

    def on(self, day: date) -> Version | None:
        """The version in force on a day."""
        return next((version for version in reversed(self.versions) if version.since <= day), None)


@cache
def laws() -> Mapping[str, Law]:
    """All laws by id."""
    told = data.told("laws")
    return {key: _law(key, entry) for key, entry in told.items()}


def cite(law: str, article: int, day: date, part: str = "") -> str:
    """「《村民委员会组织法》（2025修正）第三十五条第二项」 as it was in force on ``day``; "" where it was not.

    ``article`` is of the newest version, 0 for the law as a whole; ``part`` is 第二项 or 第三款.
    """
    law_cited = laws()[law]
    version = law_cited.on(day)
    if version is None and law_cited.versions:
        return ""
    number, part = _then(version, article, part)
    if article and not number:
        return ""
    name, document = (f"（{text}）" if text else "" for text in (version.name if version else "", law_cited.number))
    return f"《{law_cited.title}》{name}{document}" + (f"第{chinese(int(number))}条{part}" if article else "")


def _then(version: Version | None, article: int, part: str) -> tuple[str, str]:
    """(article, part) as the version has them; the part is left out where it is not known, both where there was none such."""
    if version is None or version.articles is None:
        return str(article), part
    exact = version.articles.get(f"{article}{part}", "") if part else ""
    if "第" in exact:
        number, _, rest = exact.partition("第")
        return number, f"第{rest}"
    return version.articles.get(str(article), ""), ""


def chinese(number: int) -> str:
    """1 to 999 as laws write it: 35 → 三十五, 110 → 一百一十."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (_DIGITS[ones] if ones else "")


def _law(key: str, entry: dict[str, Any]) -> Law:
    told = entry.get("版本", ())
    versions = tuple(
        Version(v.get("名", ""), v["施行"], {str(k): str(a) for k, a in v["条号"].items()} if "条号" in v else None) for v in told
    )
    return Law(key, entry["名称"], entry.get("文号", ""), entry.get("地域", ""), versions)
