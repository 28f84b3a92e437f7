"""Who watches: nobody watches himself or his kin, and what is published was looked at before.

Law: 村民委员会组织法 (2025) art. 37.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator import values
from generator.check.alone import alone
from generator.check.posting import posted
from generator.config import Context, Officer, Village
from generator.kind import Books, Datasets
from generator.model import Problem, Source, problem
from generator.posted import Posted

_KEEPS_ACCOUNTS = ("报账员", "文书")
_OF_COMMITTEE = ("村委会", "村民委员会", "主任", "书记", "理事长", *_KEEPS_ACCOUNTS)
_OF_PARTY = ("支部", "总支", "党委", "党组织")


@alone
def reviewed_before(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """审核 is no later than 公开日, in every table and notice that states both."""
    for data in datasets:
        row = data.marked("审核") or next((row for row in data.rows[:1] if row.text("审核")), None)
        posting = posted(data) if row else Posted()
        day = next((_day(text) for name, text in posting.review if name == "哪天"), None)
        if row and posting.day and day and day > posting.day:
            told = f"公开日是 {values.date_cn(posting.day)}，审核写的是 {values.date_cn(day)}，晚了 {(day - posting.day).days} 天。"
            yield problem("reviewed-late", row.at("审核"), told)


def _day(text: str) -> date | None:
    try:
        return values.parse_date(text)
    except ValueError:
        return None


def supervisors_independent(books: Books, context: Context) -> Iterator[Problem]:
    """No supervisor serves on the committee, keeps its accounts, or is near kin of one who does, as village.yml or posts say."""
    posts = Village(context.village.slug, "", serving=context.village.serving)
    both = (context.village, posts)
    officers = {values.label(o.name): o for village in both for o in village.leaders if not _of_party_only(o)}
    kin = {values.label(name) for village in both for o in village.leaders for name in o.relatives}
    told: set[str] = set()
    for village in both:
        for one in village.watchers:
            name, officer = values.label(one.name), officers.get(values.label(one.name))
            role = next((word for word in _KEEPS_ACCOUNTS if word in one.role), "")
            why = ""
            if officer:
                why = f"「{one.name}」在班子里也有，职务是「{officer.role}」"
            elif role:
                why = f"「{one.name}」是{role}"
            elif name in kin:
                why = f"「{one.name}」写在班子成员的「近亲属」里"
            if why and name not in told:
                told.add(name)
                yield problem("supervisor-conflict", _where(one, village), f"监督名单里的{why}。")


def _where(one: Officer, village: Village) -> Source:
    """Where it is written that somebody supervises."""
    if village.supervisors:
        return Source(f"data/villages/{village.slug}/village.yml", field="监督")
    return next((post.place for post in village.serving if post.name == one.name and post.sort == "supervisors"), Source(""))


def _of_party_only(officer: Officer) -> bool:
    """A party member on no village committee may supervise, and is even asked to."""
    return any(word in officer.role for word in _OF_PARTY) and not any(word in officer.role for word in _OF_COMMITTEE)
