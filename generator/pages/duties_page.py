"""公开目录: what the board must publish, for whom, by which law, how often; what was published last and what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from generator import periods, values
from generator.classes import dataclass
from generator.config import Context
from generator.duties import Compliance, Duty, Obligation, Published, dues, standing
from generator.posted import Due
from generator.shown import Badge, Content, Page, Table, TableColumn

PATH, TITLE = "catalogue.md", "公开目录"
GROUPS = ("财务", "村务", "党务", "荣誉")
AHEAD = 31
"""Days before its last day in which an item stands open on the page."""
LINES = 3
"""Lines on the home page: the oldest of what is overdue, then what comes next."""

Links = Mapping[str, tuple[str, str]]
"""Code of an item → the page that shows its newest, and its title."""


def catalogue_page(owed: tuple[Obligation, ...], pages: Sequence[Page], context: Context) -> Page:
    """One page of the board. ``pages``: where links can lead to."""
    compliance = standing(owed, context.today)
    description = f"{context.village.name}应当公开什么、公开了没有：现在逾期 {compliance.overdue} 次。"
    return Page(
        PATH, TITLE, "duties", "catalogue", _catalogue,
        (owed, _links(owed, pages), compliance, context.today, context.village.opened_by), description,
        sample=context.village.sample_sentence() if context.village.all_sample else "", nav=TITLE,
    )  # fmt: skip


def due_at_home(owed: tuple[Obligation, ...], today: date) -> tuple[tuple[Due, int], ...]:
    """What the home page says of what is overdue, and of what will be for a copy that is read later."""
    return tuple((due, max(0, (today - due.by).days)) for due in list(dues(owed))[:LINES])


def due_elsewhere(owed: tuple[Obligation, ...], today: date) -> tuple[tuple[Due, int], ...]:
    """On any other page only what comes next: after its day the copy that is read is an old one, or the board is late."""
    return tuple((due, 0) for due in [due for due in dues(owed) if due.by >= today][:1])


def _links(owed: tuple[Obligation, ...], pages: Sequence[Page]) -> Links:
    """A page made from the newest file of an item; where one file makes several, the one that is named like the item."""
    by_file: dict[str, list[Page]] = {}
    for page in pages:
        for file in page.sources[:1]:
            by_file.setdefault(file, []).append(page)
    links: dict[str, tuple[str, str]] = {}
    for item in owed:
        made = by_file.get(item.last.file, []) if item.last else []
        if made:
            page = next((page for page in made if item.title in page.title), made[-1])
            links[item.code] = (page.path, page.title)
    return links


@dataclass(frozen=True)
class Folded:
    """Items of one state, whole, behind a line that says how many they are."""

    title: str
    table: Table
    links: tuple[str, ...]
    """Where each leads."""


@dataclass(frozen=True)
class CatalogueView:
    """公开目录, as its template takes it: what a reader must know stands open, the rest is folded."""

    standing: Compliance
    late: Table | None
    soon: Table | None
    waited: tuple[Folded, ...]
    """Those of the two, whole."""
    shown: tuple[Folded, ...]
    """What was published and comes again later, by group."""
    never: tuple[Folded, ...]
    """What was never published, and no day is past."""
    excused: tuple[tuple[str, tuple[str, ...]], ...]
    opened: str


def _catalogue(owed: tuple[Obligation, ...], links: Links, compliance: Compliance, today: date, opened: str) -> Content:
    asked = [item for item in owed if not item.reason]
    late = [item for item in asked if item.overdue(today)]
    soon = [item for item in asked if item not in late and _is_near(item.next, today)]
    rest = [item for item in asked if item not in late and item not in soon]
    shown = [item for item in rest if item.last]
    groups = tuple(group for group in dict.fromkeys((*GROUPS, *(item.group for item in owed))))

    def folded(title: str, items: list[Obligation]) -> tuple[Folded, ...]:
        return (_folded(f"{title}（{len(items)} 项）", items, links, today),) if items else ()

    waited = folded("这些事项多久一次、给谁看、凭哪条法律", [*late, *soon])
    by_group = tuple(one for group in groups for one in folded(group, [item for item in shown if item.group == group]))
    never = folded("有了才公开的，还没有公开过", [item for item in rest if not item.last])
    excused = tuple((f"{item.code} {item.title}", (item.reason,)) for item in owed if item.reason)
    # Nothing to download: `gongkai due` has it for programs.
    return Content(CatalogueView(compliance, _late(owed, today), _soon(soon, today), waited, by_group, never, excused, opened))


def _is_near(duty: Duty | None, today: date) -> bool:
    return bool(duty and duty.by and duty.by - today <= timedelta(AHEAD))


def _late(owed: tuple[Obligation, ...], today: date) -> Table | None:
    """What is overdue, the longest first."""
    return _waiting("late", "逾期的", [duty for item in owed for duty in item.overdue(today)], today)


def _soon(items: list[Obligation], today: date) -> Table | None:
    """What must come within the month, the next first."""
    return _waiting("soon", "快到期的", [item.next for item in items if item.next], today)


def _waiting(name: str, title: str, duties: list[Duty], today: date) -> Table | None:
    columns = (TableColumn("应当公开的", "title", 24), TableColumn("最后一天", "date", 12), TableColumn("状态", "badge", 14))
    rows = [(duty.what, duty.by, duty.state(today)) for duty in sorted(duties, key=lambda duty: duty.by or today)]
    return Table(f"catalogue-{name}", title, columns, tuple(rows)) if rows else None


def _folded(title: str, items: list[Obligation], links: Links, today: date) -> Folded:
    return Folded(title, _table(title, items, links, today), tuple(links.get(item.code, ("", ""))[0] for item in items))


def _table(title: str, items: list[Obligation], links: Links, today: date) -> Table:
    columns = (
        TableColumn("事项", "title", 24), TableColumn("状态", "badge", 18), TableColumn("最近公开", "text", 30),
        TableColumn("要公开的", "text", 26), TableColumn("谁公开，给谁看", "text", 24), TableColumn("多久一次", "text", 34),
        TableColumn("依据", "text", 48), TableColumn("编号", "text", 6),
    )  # fmt: skip
    rows = tuple(
        (item.title, _state(item, today), _last(item, links, today), _next(item, today), f"{item.body}公开，给{item.readers}看",
         "。".join(filter(None, (item.often, item.posting and f"张贴{item.posting}", item.explanation.rstrip("。")))),
         "；".join(item.basis), item.code)
        for item in items
    )  # fmt: skip
    return Table("catalogue", title, columns, rows, shape="check")


def _state(item: Obligation, today: date) -> Badge | None:
    """The oldest that is overdue, else what comes next; of what has no last day, whether it ever was published."""
    late = item.overdue(today)
    waited = late[0] if late else item.next
    if waited and waited.by:
        return waited.state(today)
    return Badge("公开过", "good") if item.last else Badge("还没有公开过", "plain")


def _last(item: Obligation, links: Links, today: date) -> str:
    """「2026年10月收支明细，2026年11月8日公开，按时」."""
    last = item.last
    if last is None:
        return ""
    duty = next((duty for duty in reversed(item.duties) if duty.shown == last and duty.by), None)
    day = f"{values.date_cn(last.day)}公开" if last.day else ""
    state = str(duty.state(today)) if duty else "没写公开日" if not last.day else ""
    return "，".join(filter(None, (_name(last, links.get(item.code, ("", ""))[1]), day, state)))


def _name(last: Published, page_title: str) -> str:
    """Its title, where this edition holds it; else its period."""
    return (page_title and (last.title or page_title)) or (_months(last) if last.last else "")


def _months(last: Published) -> str:
    if last.first == last.last:
        return periods.month_cn(last.last)
    return f"{periods.month_cn(last.first)}到{periods.month_cn(last.last)}"


def _next(item: Obligation, today: date) -> str:
    """「2026年11月，12月15日以前」, or the oldest that is overdue and how many there are."""
    late = item.overdue(today)
    if late:
        more = f"，一共欠 {len(late)} 期" if len(late) > 1 else ""
        return _late_words(late[0]) + more
    return _late_words(item.next) if item.next else ""


def _late_words(duty: Duty) -> str:
    return periods.period_cn(duty.period) + (f"，{values.date_cn(duty.by)}以前" if duty.by else "")
