"""From what is due to the file that shows it: the one that is there, else a new one with all that the clock knows."""

from __future__ import annotations

from generator import periods
from generator.check.hanging import needed
from generator.check.requirements import MATTER
from generator.check.requirements import asked as items_asked
from generator.config import Context
from generator.desk.asked import Answer, Asked, CannotDo, LedTo
from generator.desk.desk import Desk
from generator.desk.form_page import begun_form, free_key, is_form_kind
from generator.desk.notice_page import begun_text, free_slug
from generator.desk.open_text import DAY, END, START
from generator.desk.standing import BoardState
from generator.desk.table_page import begun_table
from generator.desk.where_edited import edit_address
from generator.duties import Duty
from generator.kind import Kind
from generator.kinds import all_kinds
from generator.law.catalogue import Item
from generator.law.workdays import last_day

NOTICE = next(kind for kind in all_kinds() if kind.document and any(column.name == MATTER for column in kind.columns))
"""What shows an item that no kind of table or text is for."""
_ISSUERS = {"村委会": "村民委员会"}
"""What the catalogue calls a body → what a text calls it."""


def due(desk: Desk, asked: Asked) -> Answer:
    """The page of the file that one duty of a village waits for."""
    state = desk.village(asked)
    code, period = asked.text("code"), asked.text("period")
    task = desk.boards.task(state.slug, desk.today())
    context = task.context(state.village) if task and state.village else None
    item = next((each for each in items_asked(context) if each.code == code), None) if context else None
    duty = next((d for each in state.owed if each.code == code for d in each.duties if d.period == period), None)
    if asked.method != "POST" or context is None or item is None or duty is None:
        raise CannotDo("这一项现在不用公开了。回到「今天」看看。", 404)
    return LedTo(_page(desk, state, item, duty, context))


def _page(desk: Desk, state: BoardState, item: Item, duty: Duty, context: Context) -> str:
    name, _, word = item.kinds[0].partition("/") if item.kinds else ("", "", "")
    kind = next((each for each in all_kinds() if each.name == name), NOTICE)
    there = {i.key: i.file for i in desk.boards.inputs(state.slug) if i.kind == kind.name}
    key = _key(kind, duty.period, word, there)
    newest = max(there) if there and kind.key == "slug" and not word and not kind.document else ""
    if file := there.get(newest or key):  # a matter that goes on, or the file of a longer time
        return edit_address(state.slug, file)
    if is_form_kind(kind):
        return begun_form(desk, state.slug, kind, key or free_key(desk, state.slug, kind))
    if kind.document:
        return begun_text(desk, state, kind, key or free_slug(desk, state, kind), _given(kind, item, duty, state, context))
    return begun_table(desk, state, kind, key or free_key(desk, state.slug, kind), ((DAY, context.today.isoformat()),))


def _key(kind: Kind, period: str, word: str, there: dict[str, str]) -> str:
    """How the file of a period is called; "" for a kind whose files are called by what they are about."""
    first, last = periods.period_months(period)
    match kind.key:
        case "month":
            months = [first]
            while months[-1] < last:
                months.append(periods.next_month(months[-1]))
            return next((month for month in months if month not in there), last)
        case "period":
            return period
        case "year":
            return period[:4]
    return f"{period}-{word}".lower() if word else ""


def _given(kind: Kind, item: Item, duty: Duty, state: BoardState, context: Context) -> tuple[tuple[str, str], ...]:
    """The keys of a text that the clock knows: what it is about, of which period, from when until when it hangs."""
    known = {
        "标题": f"{state.name}{duty.what}", MATTER: item.title, "主体": _ISSUERS.get(item.body, item.body), "范围": item.scope,
        DAY: context.today.isoformat(), "期间": duty.period,
    }  # fmt: skip
    if span := needed([item], "", context.today, context):
        known |= {START: context.today.isoformat(), END: last_day(context.today, span.days, span.working).isoformat()}
    return tuple((column.name, known[column.name]) for column in kind.columns if column.name in known)


PAGES = {"/due": due}
