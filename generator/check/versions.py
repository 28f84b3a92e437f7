"""取代: which document takes the place of which. The older one stays; it only says which one holds now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches

from generator import values
from generator.config import Context
from generator.kind import Datasets
from generator.model import Dataset, Problem, problem

_ALIKE = 0.6


def replaced_by(data: Dataset, column: str) -> tuple[str, ...]:
    """The slugs that a document names in ``column``; 「covenant-2021.md」 is the slug too."""
    named = data.rows[0][column]
    return tuple(str(name).removesuffix(".md") for name in named) if isinstance(named, tuple) else ()


def older(datasets: Datasets, column: str) -> Mapping[str, tuple[str, ...]]:
    """Slug → all that it takes the place of, the nearest first; also what those did that are themselves replaced."""
    direct = {data.key: replaced_by(data, column) for data in datasets}
    bases: dict[str, tuple[str, ...]] = {}
    for key in direct:
        seen: dict[str, None] = {}
        left = [*direct[key]]
        while left:
            if (name := left.pop(0)) != key and name not in seen:
                seen[name] = None
                left += direct.get(name, ())
        bases[key] = tuple(seen)
    return bases


def versions_known(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """What a document takes the place of is there, was made public on an earlier day (so no two replace each other), and is for nobody who
    may not see the new one: he would take the old one for what holds."""
    known = {data.key: data for data in datasets}
    for data in datasets:
        row = data.rows[0]
        for name in replaced_by(data, "取代"):
            if name not in known:
                near = get_close_matches(name, known.keys() - {data.key}, 1, _ALIKE)
                hint = f"是不是「{near[0]}」？" if near else "写同一个文件夹里那一篇的文件名，不带 .md。"
                yield problem("reference-unknown", row.at("取代"), f"「取代」写的是「{name}」，没有这一篇。", hint)
                continue
            day, before = row["公开日"], known[name].rows[0]["公开日"]
            if isinstance(day, date) and isinstance(before, date) and day <= before:
                message = f"这一篇的公开日是 {values.date_cn(day)}，它取代的「{name}」是 {values.date_cn(before)}，新的应当更晚。"
                yield problem("posting-order", row.at("取代"), message, "对照原件改正公开日；取代写反了的，改写到新的那一篇里。")
            before_it = known[name].rows[0]
            if before_it["范围"] == "社会" and row["范围"] not in (None, "社会") and not before_it["撤下日"]:
                message = f"这一篇的范围是「{row['范围']}」，它取代的「{name}」是「社会」：公开网站上只登旧的，看不出有了新的。"
                yield problem("scope-withheld", row.at("范围"), message, f"把范围改成 社会；不能公开的，在 {name}.md 里写「撤下日」。")
