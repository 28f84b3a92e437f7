"""范围: who may see a file, and so which edition it is in. What an edition does not hold is on no page of it, in no search, in no download.

Law: 村民委员会组织法 (2025) art. 35 (to villagers), 农村集体经济组织法 art. 45 (to members), 个人信息保护法 art. 25. What they let only
villagers or members see is on the open web where the village has decided so, and says by which decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from generator.check.requirements import asked
from generator.config import ALL, EDITIONS, Context, Village
from generator.kept import as_before, kept
from generator.kind import Datasets
from generator.lately import lately
from generator.law.catalogue import Item
from generator.model import Dataset, Problem, Source, problem

UNNAMED = "村民"
"""Who may see what no item of the catalogue speaks of."""


@lately
def in_edition(datasets: Mapping[str, Datasets], context: Context) -> dict[str, Datasets]:
    """The files that this edition holds, kind by kind."""
    slug = context.village.slug
    context = as_before(slug, "whose edition", context)
    return {
        kind: kept(slug, f"edition {kind}", (of_kind, context), partial(of_edition, of_kind, context)) for kind, of_kind in datasets.items()
    }


def of_edition(datasets: Iterable[Dataset], context: Context) -> Datasets:
    """Those of these files that it holds."""
    several = tuple(datasets)
    of_kind = {kind: tuple(item for item in asked(context) if item.is_of(kind)) for kind in {data.kind for data in several}}
    return tuple(data for data in several if _may_show(data, of_kind[data.kind], context))


def without_hidden(village: Village, shown: Mapping[str, Datasets]) -> Village:
    """With the 已知差异 of what the edition holds only: a reason tells what it is about."""
    folder = f"data/villages/{village.slug}/"
    files = {data.file.removeprefix(folder) for datasets_of_kind in shown.values() for data in datasets_of_kind}
    told = tuple(d for d in village.differences if d.place.strip().partition(" ")[0].removeprefix(folder) in files)
    return replace(village, differences=told)


def _may_show(data: Dataset, items: Iterable[Item], context: Context) -> bool:
    """A document says itself whom it is for; any other file is for those whom one of its items is for, or has been opened to."""
    may = EDITIONS[context.edition].scopes
    if data.document:
        return data.rows[0].text("范围") in may
    shown = [item for item in items if item.shown_by(data.kind, data.key)]
    if not shown:
        return UNNAMED in may or ALL in context.village.opened
    return any(item.scope in may or _opened(item, context) for item in shown)


def _opened(item: Item, context: Context) -> bool:
    """The village has decided to show it to everybody; what only the party's members may see is not its to open."""
    return item.scope != "党员" and bool({ALL, item.code} & set(context.village.opened))


def opened_known(datasets: Mapping[str, Datasets], context: Context) -> Iterator[Problem]:
    """向社会公开 names items of the catalogue, and the decision; what stays off the open web is counted."""
    village = context.village
    file = f"data/villages/{village.slug}/village.yml"
    codes = {item.code for item in asked(context)}
    for code in village.opened:
        if code not in (ALL, *codes):
            message = f"「向社会公开」里写的「{code}」，公开目录里没有。"
            hint = "都公开写 全部；只公开几项，写公开目录里的编号，如 [F02, F03]。"
            yield problem("unknown-item", Source(file, field="向社会公开"), message, hint)
    if village.opened and not village.opened_by:
        message = "写了「向社会公开」，没有写「向社会公开依据」。"
        hint = "写哪次会议决定在网上公开的，如 2026年1月10日村民代表会议决定。"
        yield problem("missing-key", Source(file, field="向社会公开依据"), message, hint)
    shown = {id(data) for datasets_of_kind in in_edition(datasets, context).values() for data in datasets_of_kind}
    withheld = [data for several in datasets.values() for data in several if not data.document and id(data) not in shown]
    if withheld and not village.opened:
        message = f"有 {len(withheld)} 个文件只给村民、成员看（如 {withheld[0].file}），公开网站上只登目录，不登内容。"
        yield problem("scope-closed", Source(file, field="向社会公开"), message)
