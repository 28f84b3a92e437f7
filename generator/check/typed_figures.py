"""Numbers typed in prose behind the name of a figure that the data know: they must say the same, as exactly as they are written.

Only a number that a sentence names is looked at: years, days, telephone numbers, counts of items and what is planned, compared or told of
another year name nothing that is known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from generator import values
from generator.check.placed_figures import PLACED, KnownFigures
from generator.classes import dataclass
from generator.offered import YUAN, OfferedFigure, YearOffers
from generator.pattern import lazy

_SENTENCE = lazy(r"[^。；;！!？?]+")
_STARTS = lazy(r"(?:^|[，,、：:(（「“\s*|]|全村|本村|我村|村里|集体|全年|本年|今年|当年|一年|的|和|以及|达到|完成|实现)$")
"""What stands before a name that is the whole name: 农户数 is not 户数."""
_OTHER = lazy(
    r"(?:上年|去年|前年|往年|上一年|计划|预计|预算|目标|力争|明年|来年|下一年|争取|人均|户均|每户|每人|平均|其中|要|累计)(?:的|年度?|村|集体)?$"
)
"""What makes it another figure: 上年总收入, 人均收入."""
_OF_YEAR = lazy(r"((?:19|20)\d{2})\s*年(?:度|全年)?(?:的|村|村集体)?$")
_LINK = r"(?:[\s*_|：:，,]|是|为|有|共|达到|达|到|了|合计|一共|总共|共计|由|约|近|大约|将近|超过|超|仅|就)*?"
_NUMBER = r"(?P<number>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_AFTER = r"\s*(?P<scale>亿|万|千)?\s*(?P<more>多|余|来)?\s*(?P<unit>{units})(?P<over>多|余|左右|以上|上下)?"
_SCALES = {"": 1, "千": 1000, "万": 10_000, "亿": 100_000_000}
_ROUGH = ("约", "近", "大约", "将近", "超过", "超")
_TENTH = 10
"""A number that is only 约 may be a tenth away."""


@dataclass(frozen=True)
class TypedNumber:
    """A number in a sentence that does not say what the data say."""

    figure: OfferedFigure
    year: str
    written: str


def contradictions(line: str, known: KnownFigures) -> Iterator[TypedNumber]:
    """Those of one line of a body."""
    plain = PLACED.sub("〔〕", unicodedata.normalize("NFKC", line).replace("&#123;", "{"))
    for sentence in _SENTENCE.findall(plain):
        yield from _of_sentence(sentence, known)


def _of_sentence(sentence: str, known: KnownFigures) -> Iterator[TypedNumber]:
    taken: list[tuple[int, int]] = []
    for name, figure in _names(known.now):
        for match in re.finditer(re.escape(name), sentence):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue  # part of a longer name
            taken.append(match.span())
            asked, year = _meant(sentence[: match.start()], name, figure, known)
            if asked and (differs := _differs(sentence[match.end() :], asked)):
                yield TypedNumber(asked, year, differs)


def _names(offers: YearOffers) -> list[tuple[str, OfferedFigure]]:
    """The longest first."""
    names = [(name, figure) for _, figure in offers.figures for name in (figure.name, *figure.aliases)]
    kept = [
        (unicodedata.normalize("NFKC", name), figure)
        for name, figure in names
        if len(name) > 1 and offers.by_name.get(values.label(name)) is figure
    ]
    return sorted(kept, key=lambda pair: (-len(pair[0]), pair[0]))


def _meant(before: str, name: str, figure: OfferedFigure, known: KnownFigures) -> tuple[OfferedFigure | None, str]:
    """The figure of the year that the sentence speaks of; None where it speaks of something else."""
    if match := _OF_YEAR.search(before):
        offers = next((each for each in (known.now, known.before) if each.year == match[1]), None)
        return (offers.by_name.get(values.label(figure.name)) if offers else None), match[1]
    if _OTHER.search(before) or not _STARTS.search(before):
        return None, ""
    return figure, known.now.year


def _differs(after: str, figure: OfferedFigure) -> str:
    """The number as it is written where it is another; "" where it agrees, or no number of that unit follows at once."""
    if figure.value is None:
        return ""
    units = re.escape(figure.unit) if figure.unit else "(?!.)"
    match = re.match(_LINK + _NUMBER + _AFTER.format(units=units), after)
    if not match:
        return ""
    written, scale = Decimal(re.sub("[,，]", "", match["number"])), _SCALES[match["scale"] or ""]
    places = len(match["number"].partition(".")[2])
    step = Decimal(scale).scaleb(-places)
    told = Decimal(figure.value).scaleb(-2) if figure.unit == YUAN and isinstance(figure.value, int) else Decimal(figure.value)
    rough = match["more"] or match["over"] or any(word in after[: match.start("number")] for word in _ROUGH)
    allowed = max(step, abs(told) / _TENTH) if rough else step
    return "" if abs(written * scale - told) < allowed else after[match.start("number") : match.end()]
