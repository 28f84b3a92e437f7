"""A cell that only says 「同上」 is told in every kind, sort of column and table: what is read without the row above says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build import check
from generator.kind import Kind
from generator.kinds import all_kinds
from generator.load.convert import DITTO, Ditto, code_of, convert
from tests.conftest import LEDGER_HEADER, TODAY, write_tree


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
def test_no_column_takes_it_for_a_value(kind: Kind) -> None:
    for column in kind.columns:
        for text in DITTO:
            with pytest.raises(Ditto) as refused:
                convert(column, text)
            assert code_of(refused.value, column) == "ditto"


@pytest.mark.parametrize(
    "row", ["〃,付-2,电费,公益支出,,1.00,98.00", "2026-03-03,付-2,电费,〃,,1.00,98.00", "2026-03-03,付-2,电费,公益支出,,〃,98.00"]
)
def test_it_is_told_once_for_its_cell(row: str, tmp_path: Path) -> None:
    text = f"{LEDGER_HEADER}\n2026-03-01,,上月余额,,,,100.00\n2026-03-02,付-1,水费,公益支出,,1.00,99.00\n{row}\n"
    found = check(write_tree(tmp_path, {"ledger/2026-03.csv": text}), TODAY).problems
    assert [(p.code, p.source.row) for p in found] == [("ditto", 4)]


def test_it_is_told_in_the_tables_of_a_notice(tmp_path: Path) -> None:
    notice = "---\n标题: 名单\n事项: 其他\n主体: 村民委员会\n范围: 社会\n公开日: 2026-01-05\n附表: 2026-01-a.csv\n---\n正文\n"
    files = {"notices/2026-01-a.md": notice, "notices/2026-01-a.csv": "项目,地点\n修路,三组\n修渠,同上\n"}
    found = [p for p in check(write_tree(tmp_path, files), TODAY).problems if p.code == "ditto"]
    assert [(p.source.row, p.source.field) for p in found] == [(3, "地点")]
