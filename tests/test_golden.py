"""Pages as they are expected, byte for byte. `make golden` accepts what is made today; read the diff."""

from __future__ import annotations

from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
PAGES = (
    "portal/index.md",
    "portal/index/figures.md",
    "portal/search.md",
    "shifan/index.md",
    "shifan/catalogue.md",
    "shifan/finance/index.md",
    "shifan/finance/2025.md",
    "shifan/finance/2026.md",
    "shifan/finance/2025-05.md",
    "shifan/finance/proof.md",
    "shifan/finance/reports.md",
    "shifan/finance/statements/2025-income.md",
    "shifan/finance/statements/2026-10-balance.md",
    "shifan/finance/trial/2025-Q4.md",
    "shifan/finance/budget/2026.md",
    "shifan/finance/compensation/2024-guanwang.md",
    "shifan/finance/distribution/2025.md",
    "shifan/finance/donations/2026-H1.md",
    "shifan/finance/earmarked/2026-Q3.md",
    "shifan/finance/levies/2025.md",
    "shifan/finance/pay/2026-Q3.md",
    "shifan/finance/subsidies/2026-jiegan.md",
    "shifan/affairs/index.md",
    "shifan/affairs/accountability/2026.md",
    "shifan/affairs/decisions/2025-plaza.md",
    "shifan/affairs/decisions/2026-ditch.md",
    "shifan/affairs/elections/2021-committee.md",
    "shifan/affairs/groups/2026-Q3.md",
    "shifan/affairs/meetings/2026.md",
    "shifan/affairs/projects/2026-Q3.md",
    "shifan/affairs/decisions/2025-road.md",
    "shifan/affairs/works/2025-lamps.md",
    "shifan/progress/matters.md",
    "dongxian/affairs/works/2004-north-street.md",
    "shifan/affairs/questions/2026.md",
    "shifan/notices/index.md",
    "shifan/notices/2026-11-farmland-lease.md",
    "shifan/notices/2026-03-shop-lease.md",
    "shifan/life/index.md",
    "shifan/life/cleanup/2026-Q3.md",
    "shifan/life/clean_homes/2026-10.md",
    "shifan/life/clean_criteria/2026.md",
    "shifan/life/inspections/2026-10.md",
    "shifan/life/mending/2026.md",
    "shifan/life/point_goods/2026.md",
    "shifan/life/point_households/2026.md",
    "shifan/life/point_rules/2026.md",
    "shifan/life/points/2026-10.md",
    "shifan/life/zones/2026.md",
    "shifan/life/photos/index.md",
    "shifan/life/photos/2025-07.md",
    "shifan/affairs/projects/2025.md",
    "shifan/notices/2026-01-solar-lamps.md",
    "shifan/progress/index.md",
    "shifan/progress/indicators/2025.md",
    "shifan/progress/plans/2025.md",
    "shifan/progress/plans/2026.md",
    "shifan/search.md",
    "shifan/honors/index.md",
    "shifan/honors/awards/holders.md",
    "shifan/honors/2025-xingji.md",
    "shifan/honors/2026-shaonian.md",
    "shifan/honors/papers/2026-shaonian.md",
    "shifan/honors/reviews/2026.md",
    "shifan/honors/rounds/2025-xingji.md",
    "shifan/honors/schemes/2025-xingji.md",
    "shifan/holdings/index.md",
    "shifan/holdings/contracts/2026-Q3.md",
    "shifan/holdings/assets/2026.md",
    "shifan/holdings/resources/2026.md",
    "shifan/holdings/debts/2026-Q3.md",
    "shifan/life/index.md",
    "shifan/life/people.md",
    "shifan/life/posts/2021-term.md",
    "shifan/life/tasks/2026.md",
    "shifan/life/teams/2025-team.md",
    "shifan/life/services/2026.md",
    "shifan/life/attendance/2026-Q3.md",
    "shifan/life/dues/2025.md",
    "shifan/life/admission/2026.md",
    "shifan/life/rules/index.md",
    "shifan/life/rules/covenant-2025.md",
    "shifan/life/rules/plaza-2026-06.md",
    "shifan/life/legal/2026-03-fraud.md",
    "shifan/life/associations/water-users-2026.md",
    "shifan/life/activities/2026-H1.md",
    "shifan/life/banquets/2025.md",
    "shifan/life/ceremonies/2026-H1.md",
    "dongxian/life/index.md",
    "dongxian/life/rules/covenant.md",
    "shifan/life/commitments/2026-H1.md",
    "shifan/progress/yearly/2025.md",
    "dongxian/progress/yearly/2004.md",
    "dongxian/index.md",
    "dongxian/progress/indicators/2004.md",
    "dongxian/progress/plans/2004.md",
    "dongxian/finance/2004-10.md",
    "dongxian/honors/index.md",
    "dongxian/honors/2004.md",
    "dongxian/life/cleanup/2004.md",
    "dongxian/life/people.md",
    "dongxian/honors/rounds/2004-10.md",
)


@pytest.mark.parametrize("page", PAGES)
def test_page_is_as_expected(page: str, samples: Path, update_golden: bool) -> None:
    board, _, path = page.partition("/")
    staged = samples / "build" / ("portal" if board == "portal" else f"boards/{board}") / "docs" / path
    made, expected = staged.read_text(encoding="utf-8"), GOLDEN / page
    if update_golden:
        expected.parent.mkdir(parents=True, exist_ok=True)
        expected.write_text(made, encoding="utf-8")
    assert made == expected.read_text(encoding="utf-8")


def test_no_golden_page_is_left_over() -> None:
    assert {p.relative_to(GOLDEN).as_posix() for p in GOLDEN.rglob("*.md")} == set(PAGES)
