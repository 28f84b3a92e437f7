"""Villages side by side: what each has of its own published figures by household, in the order in which they are listed, and the middle.

There is no ranking: villages differ in what they own and build, and a place would say what the figures do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from generator import periods, values
from generator.classes import dataclass
from generator.compared import MONEY, Figure, What, middle, row_of, share
from generator.config import SAMPLE, SiteConfig
from generator.pages.portal import PortalEntry, Town, listed
from generator.pages.render import environment
from generator.shown import FEW, Content, Facts, Page, Table, TableColumn, Value

NAMES: dict[What, str] = {"income": "集体收入", "public": "公益支出", "owing": "债务"}
_DAYS = "按时公开"
_NONE = "没有公布"
_MIDDLE = "中间数"


@dataclass(frozen=True)
class OneVillage:
    """A village, as the table takes it."""

    entry: PortalEntry
    figures: tuple[tuple[What, Figure], ...]
    """Those that are compared: of money, the ones of the year that all are compared for."""

    def of(self, what: What) -> Figure | None:
        return dict(self.figures).get(what)

    def each(self, what: What) -> int | None:
        """Fen for each household; None where that cannot be told."""
        figure, households = self.of(what), self.of("households")
        return share(figure.number, households.number) if figure and households else None

    @property
    def percent(self) -> int | None:
        """Of what fell due, what came in time, rounded down as everywhere."""
        due, kept = self.of("fell_due"), self.of("in_time")
        return kept.number * 100 // due.number if due and kept else None


@dataclass(frozen=True)
class SideBySide:
    """The page, as its template takes it."""

    middles: Facts
    """() where there are so few villages that none is told."""
    villages: int
    table: Table
    links: tuple[str, ...]
    """The board of each row."""
    meanings: Facts
    back: str


def compared_pages(boards: Sequence[PortalEntry]) -> list[Page]:
    """One for each list of villages that has two of them and a figure; ``boards``: all, in the order of the lists."""
    towns, loose = listed(boards)
    return [_page(town, boards) for town in (*towns, loose) if town.compared]


def _page(town: Town, boards: Sequence[PortalEntry]) -> Page:
    title = f"{town.name}各村数字放在一起看"
    named = {board.town for board in town.boards}
    # A list in several pages is one: its middle is that of all of them.
    whole = tuple(board for board in boards if not board.folder and board.town in named) if town.in_pages else town.boards
    return Page(
        town.compared, title, "portal_compared", "", _content, (town.boards, whole, town.path),
        description=f"{title}：每户集体收入、公益支出、债务和按时公开。",
    )  # fmt: skip


def compared_text(page: Page, site: SiteConfig, today: date) -> str:
    """The page as Markdown with front matter."""
    return environment().get_template("portal_compared.md.j2").render(page=page, view=page.content.view, site=site, today=today)


def _content(boards: tuple[PortalEntry, ...], whole: tuple[PortalEntry, ...], back: str) -> Content:
    year = _year(whole)
    of_all = [_village(board, year) for board in whole]
    here = [_village(board, year) for board in boards]
    middles = {what: _middle([one for village in of_all if (one := village.each(what)) is not None]) for what in MONEY}
    days = _middle([village.percent for village in of_all if village.percent is not None])
    heads = {what: f"每户{NAMES[what]}" + (f"（{year}年）" if year and what != "owing" else "") for what in MONEY}
    told = [(heads[what], (_told(middles[what], sum(v.each(what) is not None for v in of_all)),)) for what in MONEY]
    told.append((_DAYS, (_told(days, sum(v.percent is not None for v in of_all), "%"),)))
    names = ("村", "户数", *heads.values(), _DAYS)
    columns = tuple(TableColumn(name, "title" if name == "村" else "text") for name in names)
    rows = tuple(_row(village, year, middles, days) for village in here)
    table = Table("figures", "各村数字", columns, rows, anchors=tuple(row_of(village.entry.slug) for village in here))
    links = tuple(village.entry.path and f"{village.entry.slug}/index.md" for village in here)
    view = SideBySide(tuple(told) if len(of_all) >= FEW else (), len(of_all), table, links, _meanings(year), back)
    return Content(view, (_whole(here, year, middles, days),))


def _year(boards: Sequence[PortalEntry]) -> str:
    """The newest year that more than half of those have who have any; else the one that most have. "" where none has one."""
    years = Counter(figure.of for board in boards for figure in board.compared if figure.what == "income")
    having = sum(any(figure.what == "income" for figure in board.compared) for board in boards)
    common = [year for year, count in years.items() if count * 2 > having]
    return max(common) if common else max(years, key=lambda year: (years[year], year), default="")


def _village(board: PortalEntry, year: str) -> OneVillage:
    figures = {figure.what: figure for figure in board.compared if figure.what not in ("income", "public") or figure.of == year}
    return OneVillage(board, tuple(figures.items()))


def _middle(numbers: list[int]) -> int | None:
    """None where they are so few that it would tell of one of them."""
    return middle(numbers) if len(numbers) >= FEW else None


def _told(number: int | None, count: int, unit: str = "元") -> str:
    if number is None:
        return f"有数的村只有 {count} 个，不到 {FEW} 个，不算{_MIDDLE}" if count else "还没有村公布"
    return f"{_MIDDLE} {_amount(number, unit)}（{count} 个村）"


def _amount(number: int, unit: str) -> str:
    return f"{number}%" if unit == "%" else f"{values.yuan(number)} {unit}"


def _beside(number: int, of_all: int | None, unit: str = "元") -> str:
    """「，比中间数多 93.45 元」."""
    if of_all is None:
        return ""
    more = number - of_all
    gap = f"{abs(more)} 个百分点" if unit == "%" else _amount(abs(more), unit)
    return f"，{'和' if not more else '比'}{_MIDDLE}{'一样' if not more else ('多' if more > 0 else '少') + ' ' + gap}"


def _row(village: OneVillage, year: str, middles: Mapping[What, int | None], days: int | None) -> tuple[Value, ...]:
    name = village.entry.name + (SAMPLE if village.entry.note.endswith(SAMPLE) else "")
    return (name, _households(village), *(_cell(village, what, year, middles[what]) for what in MONEY), _kept(village, days))


def _households(village: OneVillage) -> str:
    """「412 户（截至2025年12月31日）」."""
    figure = village.of("households")
    return f"{figure.number} 户（{_of(figure)}）" if figure else "没有写"


def _of(figure: Figure) -> str:
    """What says how many households there are, and of which day."""
    return f"截至{figure.of}" if figure.files else "公开栏设置里写的，没有日期"


def _cell(village: OneVillage, what: What, year: str, of_all: int | None) -> str:
    figure, each = village.of(what), village.each(what)
    if figure is None and what == "public" and village.of("income"):
        return "会计制度里没有这一项"
    if figure is None:
        return f"没有公布{year}年全年的账" if what == "income" and year else _NONE
    when = f"（{_end(figure)}）" if what == "owing" else ""
    if each is None:
        return f"一共 {values.yuan(figure.number)} 元{when}，没有户数"
    return f"{values.yuan(each)} 元{when}{_beside(each, of_all)}"


def _end(figure: Figure) -> str:
    """「到2026年9月30日」."""
    return f"到{values.date_cn(periods.period_end(figure.of))}"


def _kept(village: OneVillage, of_all: int | None) -> str:
    due, kept, percent = village.of("fell_due"), village.of("in_time"), village.percent
    if due is None or kept is None or percent is None:
        return "一年里没有到期的"
    return f"到期 {due.number} 次，按时 {kept.number} 次（{percent}%）{_beside(percent, of_all, '%')}"


def _whole(villages: list[OneVillage], year: str, middles: Mapping[What, int | None], days: int | None) -> Table:
    """For download: every figure by itself, sums and what they are of among them."""
    first = (
        TableColumn("村", "title", 16),
        TableColumn("乡镇", "text", 16),
        TableColumn("户数", "number"),
        TableColumn("户数出处", "text", 24),
    )
    money = (TableColumn(name, "money", 16) for what in MONEY for name in (NAMES[what], f"每户{NAMES[what]}"))
    counts = (TableColumn(name, "number") for name in ("一年里到期（次）", "按时（次）", "按时率（%）"))
    columns = (*first, TableColumn("年度"), *money, TableColumn("债务截至", "date"), *counts, TableColumn("算到哪天", "date"))
    foot: tuple[Value, ...] = ()
    if any(number is not None for number in (*middles.values(), days)):
        foot = (_MIDDLE, None, None, None, None, *(cell for what in MONEY for cell in (None, middles[what])), None, None, None, days, None)
    return Table("figures", "各村数字", columns, tuple(_line(village, year) for village in villages), foot, "单位：元")


def _line(village: OneVillage, year: str) -> tuple[Value, ...]:
    households, debts, due, kept = (village.of(what) for what in ("households", "owing", "fell_due", "in_time"))
    money: list[Value] = []
    for what in MONEY:
        figure = village.of(what)
        money += [figure and figure.number, village.each(what)]
    entry = village.entry
    return (
        entry.name + (SAMPLE if entry.note.endswith(SAMPLE) else ""), entry.town,
        households and households.number, _of(households) if households else None, year if village.of("income") else None,
        *money, periods.period_end(debts.of) if debts else None,
        due and due.number, kept and kept.number, village.percent, date.fromisoformat(due.of) if due else None,
    )  # fmt: skip


def _meanings(year: str) -> Facts:
    """What each figure is, in words."""
    of = f"{year}年收支明细里" if year else "收支明细里"
    income = f"{of}经营、投资、补助和其他收入各科目，十二个月加起来，退回的减去。专项拨款、借款、押金、往来不算。"
    return (
        ("户数", ("村情指标里写的，注明截至哪天；没有的，用公开栏的设置里写的。",)),
        ("集体收入", (income,)),
        ("公益支出", (f"{of}「公益支出」这一个科目。修路、建房这些记在工程、固定资产里的不算。",)),
        ("债务", ("最新一期债权债务明细里村里欠别人的，押金、质保金也算。",)),
        (_DAYS, ("公开目录里一年来到期的事项，按时公开了几次。",)),
        (_MIDDLE, (f"把各村的数从小到大排，正中间的那个；有数的村不到 {FEW} 个的不算。",)),
    )
