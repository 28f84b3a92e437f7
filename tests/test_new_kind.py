"""What a new kind costs: its module and its sample, and nothing elsewhere."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from generator.kinds import all_kinds
from generator.overviews import all_overviews
from generator.section import SECTIONS
from tests.conftest import ROOT, TODAY, write_tree

TOOLS = '''"""农具借用: what the village lends, to how many, for how much."""

from __future__ import annotations

from generator.kinds._list import ListKind
from generator.model import Column
from generator.section import HOLDINGS

KIND = ListKind(
    name="tools",
    title="农具借用",
    section=HOLDINGS,
    order=406,
    key="period",
    label_column="农具",
    figures=(("押金", "in"),),
    summed=("押金",),
    households="借用户数",
    guide="每季一个文件，文件名是哪一期。一种农具一行。",
    columns=(
        Column("农具", blank=False, example="水泵", width=16),
        Column("合同号", required=False, example="", width=12, ref=("contracts",)),
        Column("借用户数", "number", example="6", width=10),
        Column("押金", "money", example="300.00"),
    ),
)
'''
SAMPLE = "公开日,2026-10-08\n农具,合同号,借用户数,押金\n水泵,合2025-01,6,300\n旋耕机,,3,{}\n合计,,9,800\n"
CONTRACTS = "合同号,标的,对方,起始日期,终止日期,应收,实收\n合2025-01,东塘,沈某,2025-01-01,2027-12-31,100,100\n"
RUN = """
import json, sys
from datetime import date
from pathlib import Path
import generator.kinds
generator.kinds.__path__.append(sys.argv[1])
from generator import build
from generator.board import plan_board
from generator.task import BoardTask
from generator.load.settings import load_site
from generator.site.forms import blank_form
from generator.kinds import kind_named
root, today = Path(sys.argv[2]), date.fromisoformat(sys.argv[3])
_, plan, problems = plan_board(BoardTask(root, "demo", load_site(root)[0], today))
WANTED = ("holdings/index.md", "guide/fill.md", "index.md")
made = {path: content for item in plan.items for path, content in item.make().items()} if plan else {}
print(json.dumps({
    "problems": [(p.code, p.message) for p in problems if p.code not in sys.argv[4:]],
    "files": {path: made[path].decode() for path in made if path.endswith((".md", ".csv")) and ("tools/" in path or path in WANTED)},
    "found": [record.title for record in (plan.records if plan else ()) if "农具借用" in record.text],
    "form": blank_form(kind_named("tools"), "csv").decode("utf-8-sig"),
}))
"""
EXPECTED = ("review-missing", "scope-closed", "posting-missing")


def _with(root: Path, last: str) -> dict[str, object]:
    write_tree(root, {"tools/2026-Q3.csv": SAMPLE.format(last), "contracts/2026.csv": CONTRACTS, "/kinds/tools.py": TOOLS})
    words = [sys.executable, "-c", RUN, str(root / "kinds"), str(root), str(TODAY), *EXPECTED]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_a_list_is_one_module_and_its_sample(tmp_path: Path) -> None:
    """Pages, records, its place on the front and the home page, form, guide, sums, references: all of it by declaring it."""
    assert len(TOOLS.splitlines()) < 40
    found = _with(tmp_path, "500")
    assert found["problems"] == []
    files = found["files"]
    assert isinstance(files, dict)
    page = files["holdings/tools/2026-Q3.md"]
    assert "2026年第三季度农具借用" in page
    assert ">800.00<" in page, "the sum"
    assert "&lt;5" in page, "few households"
    assert '<a href="../../contracts/2026/#r1">合2025-01</a>' in page
    assert "农具,合同号,借用户数,押金" in files["holdings/tools/2026-Q3/tools-2026-Q3.csv"]
    assert "2026年第三季度农具借用" in files["holdings/index.md"]
    assert "农具借用" in files["index.md"]
    assert "## 农具借用" in files["guide/fill.md"]
    assert found["found"][:2] == ["水泵", "旋耕机"]
    assert "农具,合同号,借用户数,押金" in str(found["form"])


def test_its_sums_are_checked(tmp_path: Path) -> None:
    (problem,) = _with(tmp_path, "400")["problems"]  # type: ignore[misc]
    assert problem[0] == "total-mismatch"


def test_no_two_stand_in_one_place() -> None:
    orders = [(part.order, part.name) for part in (*all_kinds(), *all_overviews())]
    assert len({order for order, _ in orders}) == len(orders)
    assert all(kind.order // 100 == kind.section.order for kind in all_kinds())
    assert len({section.order for section in SECTIONS}) == len({section.path for section in SECTIONS}) == len(SECTIONS)
