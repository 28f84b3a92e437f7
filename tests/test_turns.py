"""A dated page leads to its neighbours at its top."""

from __future__ import annotations

from generator.pages.turns import turned
from generator.shown import Content, Page


def _nothing() -> Content:
    return Content(None)


def pages(*paths: str, part: str = "sheet") -> list[Page]:
    return [Page(path, path, "sheet", part, _nothing) for path in paths]


def turns(*paths: str) -> dict[str, tuple[tuple[str, str, str], ...]]:
    return {page.path: page.turns for page in turned(pages(*paths))}


def test_months_turn_to_the_one_before_the_one_after_and_the_year() -> None:
    made = [*pages("finance/2025-12.md", "finance/2026-01.md", "finance/2026-03.md"), *pages("finance/2026.md", part="year")]
    there = {page.path: page.turns for page in turned(made)}
    assert there["finance/2026-01.md"] == (
        ("‹ 2025年12月", "finance/2025-12.md", "prev"),
        ("2026年", "finance/2026.md", ""),
        ("3月 ›", "finance/2026-03.md", "next"),
    )
    assert there["finance/2025-12.md"] == (("2026年1月 ›", "finance/2026-01.md", "next"),), "a year that has no page is not led to"
    assert there["finance/2026.md"] == ()


def test_a_quarter_turns_to_quarters_only_and_in_its_own_folder() -> None:
    there = turns("a/2026-Q1.md", "a/2026-Q3.md", "a/2026-H1.md", "a/2025.md", "b/2026-Q2.md")
    assert there["a/2026-Q1.md"] == (("第三季度 ›", "a/2026-Q3.md", "next"),)
    assert there["b/2026-Q2.md"] == there["a/2026-H1.md"] == there["a/2025.md"] == ()


def test_what_is_called_after_no_period_stays_as_it_is() -> None:
    made = pages("notices/2026-11-lease.md", "index.md")
    assert turned(made) == made
