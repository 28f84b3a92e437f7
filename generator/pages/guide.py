"""填表指南, 报错大全 and what to do after a leak, made from the same kinds and codes the program works with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.codes import CODES, STAGE_TITLES, Code
from generator.config import Context
from generator.kind import STATED, Kind
from generator.model import Column
from generator.shown import Content, Page


def guide_pages(
    kinds: Sequence[Kind],
    village_keys: Mapping[str, Sequence[Column]],
    site_keys: Sequence[Column],
    region_keys: Mapping[str, Sequence[Column]],
    context: Context,
) -> list[Page]:
    """guide/fill.md, guide/problems.md and guide/leaked.md."""
    sample = context.village.sample_sentence() if context.village.all_sample else ""
    return [
        Page("guide/fill.md", "填表指南", "guide", "fill", _fill, (tuple(kinds), village_keys, tuple(site_keys), region_keys),
             "给村里填表的人：什么填在哪里。", sample=sample),
        Page("guide/problems.md", "报错大全", "guide", "problems", _problems, (), "每一种报错是什么意思、怎么改。", sample=sample),
        Page("guide/leaked.md", "要是已经泄露了", "guide", "leaked", _leaked, (),
             "不该公开的已经登出去了，先做什么、再做什么。", sample=sample),
    ]  # fmt: skip


@dataclass(frozen=True)
class FillView:
    """填表指南, as its template takes it."""

    kinds: Sequence[Kind]
    stated: Sequence[Column]
    village: Mapping[str, Sequence[Column]]
    site: Sequence[Column]
    region: Mapping[str, Sequence[Column]]


@dataclass(frozen=True)
class ProblemsView:
    """报错大全, as its template takes it."""

    stages: tuple[tuple[str, tuple[Code, ...]], ...]


def _fill(
    kinds: Sequence[Kind],
    village_keys: Mapping[str, Sequence[Column]],
    site_keys: Sequence[Column],
    region_keys: Mapping[str, Sequence[Column]],
) -> Content:
    return Content(FillView(kinds, STATED, village_keys, site_keys, region_keys))


def _problems() -> Content:
    stages = tuple((STAGE_TITLES[stage], tuple(c for c in CODES.values() if c.stage is stage)) for stage in STAGE_TITLES)
    return Content(ProblemsView(stages))


def _leaked() -> Content:
    return Content(None)


def explain(code: Code) -> str:
    """What `gongkai explain CODE` prints."""
    lines = [f"{code.title}（{code.code}，{code.severity.title}）", "", code.meaning, f"怎么改：{code.mend}"]
    return "\n".join(lines + ([f"例如：{code.example}"] if code.example else []))
