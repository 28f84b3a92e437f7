"""Any table that a page may offer for download, for properties over all of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from generator import values
from generator.shown import Badge, Table, TableColumn

_NAMES = st.sampled_from(["甲", "乙", "金额", "金额（2）", "=甲", "'丁"])
_TEXTS = st.text(max_size=12).map(values.clean).filter(lambda t: not values.forbidden(t))
_TEXTS |= st.tuples(st.sampled_from(["＝", "＋", "－", "＠", "\u00ad=", "\u2061=", "\u034f@", "﹦", "'＝", "−", "'"]), _TEXTS).map("".join)
_TYPED = st.sampled_from(["", "—", "无", "12", "-3.50", "1,200.5", "12,3", "约 5", "+1", "=1+1"])
_DECIMALS = st.decimals(0, 10**9, allow_nan=False, places=6) | st.integers(0, 10**12).map(Decimal)
_CELLS = {
    "text": _TEXTS,
    "title": _TEXTS,
    "badge": _TEXTS.map(Badge),
    "money": st.none() | st.integers(1 - 10**15, 10**15 - 1),
    "date": st.none() | st.dates(date(1949, 1, 1), date(2200, 12, 31)),
    "number": st.none() | st.integers(0, 10**9) | _DECIMALS | _TYPED,
}


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """One to four columns of any role, names that may come twice, a foot that may say 合计 anywhere."""
    columns = draw(st.lists(st.builds(TableColumn, _NAMES, st.sampled_from(sorted(_CELLS))), min_size=1, max_size=4))  # type: ignore[arg-type]
    line = st.tuples(*(_CELLS[c.role] for c in columns))
    foot = st.tuples(*(_CELLS[c.role] | st.just("合计") for c in columns))
    return Table("t", "表", tuple(columns), tuple(draw(st.lists(line, min_size=1, max_size=5))), draw(st.just(()) | foot))
