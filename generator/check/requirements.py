"""What is asked of one village: the catalogue, with what site.yml and its region have otherwise laid over it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from generator import values
from generator.config import Change, Context, Region, SiteConfig
from generator.law import catalogue
from generator.law.catalogue import POSTED_AS_LAW_ASKS, Item
from generator.law.everyday import everyday
from generator.law.limits import Limit, Span, calendar_days, limit, span
from generator.model import Dataset, Problem, Source, problem

ACCOUNTS, QUESTIONS = "F02", "C27"
"""The items whose period or days site.yml may state."""
_LAW = span(POSTED_AS_LAW_ASKS)


MATTER = "事项"
"""The key of a document that names its item."""
OTHER = "其他"
"""事项 of a notice that belongs to none of the items."""


def is_other(text: str) -> bool:
    """True for 其他, and for what everybody says who means nothing of the catalogue: 停电, 征兵, 疫苗接种通知."""
    return text == OTHER or bool(everyday().fullmatch(values.label(text)))


def asked(context: Context) -> tuple[Item, ...]:
    """Every item that is asked for, 不适用 ones included, in the order of the catalogue; a region's own at the end."""
    return tuple(item for item in all_items(context) if not item.off and item.cadences)


def matter(text: str, context: Context) -> Item | None:
    """The item that the 事项 of a notice names, by code, title or alias, with what the region has otherwise; None for 其他 and for
    what the catalogue does not know. What is not published, as 负面名单, is an item too. Of two that share a word, the first."""
    return _by_label(context.site, context.region).get(values.label(text))


@lru_cache(maxsize=8)
def _by_label(site: SiteConfig, region: Region | None) -> dict[str, Item]:
    return {label: item for item in reversed(_laid_over(site, region)) for label in item.labels}


def about(data: Dataset, context: Context) -> Item | None:
    """The item that a document is about: as its 事项 says; where its kind has no such key, of those that the kind shows the strictest."""
    row = data.rows[0]
    if MATTER in row.head.places:
        return matter(row.text(MATTER), context)
    return max((item for item in all_items(context) if item.shown_by(data.kind, data.key)), key=lambda item: item.privacy, default=None)


def near(text: str, context: Context) -> tuple[str, ...]:
    """Titles of items that somebody who wrote ``text`` may have meant, the likeliest first, three at most."""
    wanted = values.label(text)
    by_label = {label: item for label, item in _by_label(context.site, context.region).items() if label != values.label(item.code)}
    inside = sorted(
        (label for label in by_label if len(label) > 1 and (label in wanted or wanted in label)), key=lambda label: (-len(label), label)
    )
    close = difflib.get_close_matches(wanted, sorted(by_label), 3, 0.5)
    return tuple(dict.fromkeys(by_label[label].title for label in (*inside, *close)))[:3]


@lru_cache(maxsize=8)
def _laid_over(site: SiteConfig, region: Region | None) -> tuple[Item, ...]:
    items = [_of_site(item, site) for item in catalogue.items()]
    if region:
        changes = {change.code: change for change in region.changes}
        items = [_changed(_of_region(item, region), changes.get(item.code)) for item in items]
        items += [_own(change) for change in region.changes if _is_own(change)]
    return tuple(_hung(item, site) for item in items)


def all_items(context: Context) -> tuple[Item, ...]:
    """The whole catalogue with what site.yml and the region lay over it: also what is not asked for, or not published at all."""
    return _laid_over(context.site, context.region)


def known_settings(context: Context) -> Iterator[Problem]:
    """Regions and items that village.yml and its region name must be there."""
    village, region = context.village, context.region
    file = f"data/villages/{village.slug}/village.yml"
    if village.region and not region:
        there = "、".join(each.name for each in context.site.regions)
        message = f"「地区」写的是「{village.region}」，data/regions/ 里没有 {village.region}.yml。"
        yield problem("unknown-region", Source(file, field="地区"), message, f"可以写的有：{there}。" if there else "")
    codes = {item.code for item in asked(context)}
    for excused in village.excused:
        if excused.code not in codes:
            message = f"「不适用」里写的「{excused.code}」，公开目录里没有。"
            yield problem("unknown-item", Source(file, line=excused.line, field="目录"), message)
    for change in region.changes if region else ():
        if not catalogue.item(change.code) and not _is_own(change):
            message = f"公开目录里没有「{change.code}」；自己加的事项要写「名称」和「周期」。"
            yield problem("unknown-item", Source(region.file if region else file, line=change.line, field="码"), message)


def _is_own(change: Change) -> bool:
    return not catalogue.item(change.code) and bool(change.title and change.cadences)


def _of_site(item: Item, site: SiteConfig) -> Item:
    """With what site.yml says of the accounts and of answers."""
    if item.code == QUESTIONS:
        return replace(item, limits=(Limit("event", site.answer_days),))
    if item.code != ACCOUNTS:
        return item
    return replace(item, cadences=("季" if site.finance_every == 3 else "月",), limits=(Limit("end", site.finance_day),))


def to_answer(context: Context) -> Limit:
    """How long a villager waits for an answer at most."""
    limits = (one for item in asked(context) if item.code == QUESTIONS for one in item.limits)
    return next((one for one in limits if one.anchor == "event"), Limit("event", context.site.answer_days))


def _hung(item: Item, site: SiteConfig) -> Item:
    """Posted for no fewer days than site.yml asks of everything that is made public."""
    least = Span(site.min_posting_days)
    return item if item.posting is None else replace(item, posting=max(item.posting, least, key=calendar_days))


def _of_region(item: Item, region: Region) -> Item:
    """With the region's defaults: a limit in place of one of the same sort, a posting in place of the law's."""
    instead = {rule.anchor: rule for text in region.limits if (rule := limit(text))}
    posting = span(region.posting) if region.posting and item.posting == _LAW else item.posting
    return replace(item, limits=tuple(instead.get(one.anchor, one) for one in item.limits), posting=posting)


def _changed(item: Item, change: Change | None) -> Item:
    """As the region has this item; it may also ask for what is off in the catalogue."""
    if change is None:
        return item
    return replace(
        item,
        body=change.body or item.body, scope=change.scope or item.scope, cadences=change.cadences or item.cadences,
        limits=_limits(change) or item.limits, posting=span(change.posting) or item.posting,
        proposing=span(change.proposing) or item.proposing,
        privacy=item.privacy if change.privacy is None else change.privacy,
        local=change.basis, explanation=change.explanation or item.explanation, off=item.off and not change.cadences,
    )  # fmt: skip


def _own(change: Change) -> Item:
    """An item that the catalogue does not have."""
    group = change.group or "村务"
    posting = change.posting or (POSTED_AS_LAW_ASKS if group == "村务" else "")
    return Item(
        change.code, group, change.title, (), change.body or "村委会", change.scope or "村民", change.privacy or 0,
        change.cadences, _limits(change), span(posting), span(change.proposing), local=change.basis, explanation=change.explanation,
    )  # fmt: skip


def _limits(change: Change) -> tuple[Limit, ...]:
    return tuple(rule for text in change.limits if (rule := limit(text)))
