"""Figures that a clerk places in prose by their names: {{数字: 总收入}}, {{上年总收入}}, {{总收入比上年}}.

The program fills in what the data say. A body that is safe to show has &#123; for {; full-width signs, one brace for two and a
missing 数字 are read all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from difflib import get_close_matches

from generator import values
from generator.classes import dataclass
from generator.offered import Amount, OfferedFigure, YearOffers, in_words
from generator.pattern import lazy

_OPEN, _CLOSE = r"(?:&#123;|[{｛])", r"[}｝]"
PLACED = lazy(rf"{_OPEN}{{1,2}}\s*(?:(?:数字|数据|数)\s*[:：]\s*)?([^{{}}｛｝&\n]{{1,60}}?)\s*{_CLOSE}{{1,2}}")
LONE = lazy(rf"{_OPEN}|{_CLOSE}")
"""What is left of one that was not closed."""
_BEFORE = lazy(r"^(?:上年|去年|上一年)度?的?")
_NOW = lazy(r"^(?:本年|今年|当年)度?的?")
_YEAR = lazy(r"^((?:19|20)\d{2})年?度?的?")
_CHANGE = lazy(r"(?:比上年|比去年|较上年|的?增减|的?变化)$")
_NEAR = 0.5


@dataclass(frozen=True)
class PlacedFigure:
    """What stands in the place of a name."""

    name: str
    """As the list of them says it: 上年总收入."""
    words: str
    path: str
    title: str
    """Where it stands, and what that page is called."""
    note: str = ""


@dataclass(frozen=True)
class KnownFigures:
    """Of the year of a report and of the year before."""

    now: YearOffers
    before: YearOffers

    def find(self, name: str) -> PlacedFigure | None:
        """What a name means; None where nothing of these years is called so."""
        text = values.label(name)
        if figure := self.now.by_name.get(text):
            return _placed(name if text in map(values.label, figure.aliases) else figure.name, figure)
        if match := _CHANGE.search(text):
            now, then = self.both(text[: match.start()])
            return _placed(f"{now.name}比上年", now, change(now, then)) if now and then and change(now, then) else None
        offers, rest = self._of(text)
        figure = offers.by_name.get(rest) if offers else None
        if offers is None or figure is None:
            return None
        return _placed(f"{offers.year}年{figure.name}" if offers is self.before else figure.name, figure)

    def both(self, name: str) -> tuple[OfferedFigure | None, OfferedFigure | None]:
        """The figure of this year and of the year before, where both are in the same unit."""
        now = self.now.by_name.get(values.label(name))
        then = self.before.by_name.get(values.label(now.name)) if now else None
        return now, then if now and then and then.unit == now.unit else None

    def near(self, name: str) -> list[str]:
        """Names that may have been meant."""
        known = {values.label(figure.name): figure.name for _, figure in self.now.figures}
        text = _BEFORE.sub("", _CHANGE.sub("", values.label(name)))
        near = get_close_matches(text, known, 3, _NEAR) or [label for label in known if text and text in label][:3]
        return [known[label] for label in near]

    def names(self) -> list[str]:
        """All of the year, those that a report tells by itself first."""
        ordered = sorted((figure for _, figure in self.now.figures), key=lambda figure: not figure.told)
        return [figure.name for figure in ordered]

    def _of(self, text: str) -> tuple[YearOffers | None, str]:
        if match := _YEAR.match(text):
            offers = next((each for each in (self.now, self.before) if each.year == match[1]), None)
            return offers, text[match.end() :]
        if match := _BEFORE.match(text):
            return self.before, text[match.end() :]
        return self.now, _NOW.sub("", text)


def _placed(name: str, figure: OfferedFigure, words: str = "") -> PlacedFigure:
    return PlacedFigure(name, words or figure.words, figure.path, figure.title, figure.note)


def change(now: OfferedFigure, then: OfferedFigure) -> str:
    """「比上年多 1,234.00 元（增 3.4%）」; "" where one of them is no number, or they do not compare."""
    if now.value is None or then.value is None or not (now.compared and then.compared):
        return ""
    more = Decimal(now.value) - Decimal(then.value)
    if not more:
        return "和上年一样"
    how, by = ("多" if more > 0 else "少"), abs(more)
    told = int(by) if isinstance(now.value, int) and isinstance(then.value, int) else by
    return f"比上年{how} {in_words(told, now.unit)}" + _share(told, then.value, "增" if more > 0 else "减")


def _share(more: Amount, of: Amount, sign: str) -> str:
    """In tenths of a percent, rounded half up; nothing of nothing."""
    if of <= 0:
        return ""
    tenths = int((Decimal(more) * 2000 / Decimal(of) + 1) // 2)
    return f"（{sign} {tenths // 10}.{tenths % 10}%）"


def segments(text: str, known: KnownFigures) -> Iterator[tuple[str, PlacedFigure | None]]:
    """A text in parts: as it stands, or what stands in the place of a name. What nothing is called so is left out in words."""
    end = 0
    for match in PLACED.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], None
        figure = known.find(match[1])
        yield (figure.words, figure) if figure else ("（这里没有登）", None)
        end = match.end()
    if end < len(text):
        yield text[end:], None


def without_placed(text: str) -> str:
    """The text without them: for a search, which finds them where they stand."""
    return PLACED.sub("", text)
