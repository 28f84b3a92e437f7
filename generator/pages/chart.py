"""收支走势: two small pictures of up to twelve months, as SVG in the page: bars of income and expense, a line of what was left.

Words stay words, colours come from the board's style (light, dark, paper), whole numbers only, so the same months give the same bytes.
A filled bar is income, a hollow one expense: nothing is told by colour alone. Lengths are units of a picture 340 wide.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from generator import values
from generator.classes import dataclass
from generator.drawn_figures import Series, Trend, TrendMonth

_LEFT, _RIGHT = 48, 336
_YUAN, _WAN = 100, 1_000_000
"""元 and 万元, in fen."""


@dataclass(frozen=True)
class _Panel:
    """Where amounts lie between two heights: ``low`` fen at ``bottom``, ``high`` at ``top``."""

    top: int
    bottom: int
    low: int
    high: int

    def y(self, fen: int) -> int:
        return self.bottom - (fen - self.low) * (self.bottom - self.top) // (self.high - self.low)


def trend_svg(trend: Trend) -> Markup:
    """The picture; its label says for ears what it shows. It holds no id, so that a page may have several."""
    months = trend.months
    flows = _panel(30, 130, [fen for m in months for fen in (m.income, m.expense)])
    left = _panel(196, 266, [m.closing for m in months])
    parts = [
        f'<svg viewBox="0 0 340 304" role="img" aria-label="{escape(trend.title)}。{escape(_in_words(trend))}">',
        f'<rect class="in" x="{_LEFT}" y="6" width="10" height="12"/><text x="62" y="17">收入</text>',
        '<rect class="out" x="112" y="6" width="10" height="12"/><text x="126" y="17">支出</text>',
        _ticks(flows),
        f'<path class="in" d="{_bars(trend, flows, "income", -1)}"/><path class="out" d="{_bars(trend, flows, "expense", 1)}"/>',
        _labels(months, 146),
        f'<path class="dots" d="M{_LEFT + 5} 177h0"/><text x="62" y="182">月末余额</text>',
        _ticks(left),
        f'<path class="left" d="{_line(trend, left)}"/><path class="dots" d="{_dots(trend, left)}"/>',
        _labels(months, 282),
        "</svg>",
    ]
    return Markup("".join(parts))


def _panel(top: int, bottom: int, amounts: Iterable[int]) -> _Panel:
    points = [0, *amounts]
    return _Panel(top, bottom, -_round_up(-min(points)) if min(points) < 0 else 0, _round_up(max(points)))


def _round_up(fen: int) -> int:
    """The next amount whose half is easy to say."""
    unit = _YUAN
    while fen > 8 * unit:
        unit *= 10
    return next(n * unit for n in (1, 2, 3, 4, 6, 8) if n * unit >= fen)


def _x(place: int, months: int) -> int:
    """The middle of a month."""
    return _LEFT + (2 * place + 1) * (_RIGHT - _LEFT) // (2 * max(months, 6))


def _ticks(panel: _Panel) -> str:
    stated_rows = sorted({panel.low, 0, panel.high // 2, panel.high})
    lines = "".join(f"M{_LEFT} {panel.y(fen)}H{_RIGHT}" for fen in stated_rows)
    words = "".join(f'<text x="{_LEFT - 5}" y="{panel.y(fen) + 5}">{short(fen)}</text>' for fen in stated_rows)
    return f'<path class="grid" d="{lines}"/><g text-anchor="end">{words}</g>'


def short(fen: int) -> str:
    """25,000 元 → 「2.5万」; less than 一万元 in 元."""
    name, unit = ("万", _WAN) if abs(fen) >= _WAN else ("", _YUAN)
    whole, rest = divmod(abs(fen), unit)
    return ("−" if fen < 0 else "") + f"{whole}.{rest * 100 // unit:02d}".rstrip("0").rstrip(".") + name


def _bars(trend: Trend, panel: _Panel, name: str, side: int) -> str:
    """Each bar from nothing to its amount, left or right of the middle of its month."""
    drawn = []
    for place, month in enumerate(trend.months):
        if fen := getattr(month, name):
            x = _x(place, len(trend.months)) + (-9 if side < 0 else 1)
            drawn.append(f"M{x} {panel.y(0)}V{panel.y(fen)}h8V{panel.y(0)}z")
    return "".join(drawn)


def _line(trend: Trend, panel: _Panel) -> str:
    return "M" + "L".join(f"{_x(i, len(trend.months))} {panel.y(m.closing)}" for i, m in enumerate(trend.months))


def _dots(trend: Trend, panel: _Panel) -> str:
    return "".join(f"M{_x(i, len(trend.months))} {panel.y(m.closing)}h0" for i, m in enumerate(trend.months))


def _labels(months: tuple[TrendMonth, ...], y: int) -> str:
    """The number of each month; the year below its first one, where there is room."""
    words = []
    for i, month in enumerate(months):
        x = _x(i, len(months))
        words.append(f'<text x="{x}" y="{y}">{int(month.key[5:])}</text>')
        fresh = i == 0 or months[i - 1].key[:4] != month.key[:4]
        if fresh and all(later.key[:4] == month.key[:4] for later in months[i + 1 : i + 3]):
            words.append(f'<text x="{x - 8}" y="{y + 17}" text-anchor="start">{month.key[:4]}年</text>')
    return f'<g text-anchor="middle">{"".join(words)}</g>'


def _in_words(trend: Trend) -> str:
    """What the picture shows, in words."""
    months = trend.months
    most, dear = max(months, key=lambda m: m.income), max(months, key=lambda m: m.expense)
    return (
        f"收入最多的是{most.name}，{values.yuan(most.income)} 元；支出最多的是{dear.name}，{values.yuan(dear.expense)} 元；"
        f"月末余额从{months[0].name}的 {values.yuan(months[0].closing)} 元到{months[-1].name}的 {values.yuan(months[-1].closing)} 元。"
    )


def series_svg(series: Series) -> Markup:
    """A bar for each year, all from nothing up: twice as high is twice as much. The words beside it say the figures."""
    most = max(figure for _, figure, _ in series.points)
    step = 160 // len(series.points)
    bars, words = [], []
    for place, (year, figure, _) in enumerate(series.points):
        x = place * step + (step - 18) // 2
        high = int(figure * 48 // most) if most else 0
        bars.append(f"M{x} 54V{54 - high}h18V54z")
        words.append(f'<text x="{x + 9}" y="70">{escape(year)}</text>')
    label = escape(f"{series.title}：" + "，".join(f"{year}年 {words_of}" for year, _, words_of in series.points))
    return Markup(
        f'<svg viewBox="0 0 160 74" role="img" aria-label="{label}"><path class="grid" d="M0 54H160"/>'
        f'<path class="in" d="{"".join(bars)}"/><g text-anchor="middle">{"".join(words)}</g></svg>'
    )
