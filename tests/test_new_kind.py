"""What a new kind of each sort costs: its module and its sample, and nothing elsewhere."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image

from generator.check.publications import disclosed
from generator.kinds import all_kinds
from generator.law.catalogue import items
from generator.model import Dataset, Head, Row
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
RULES = '''"""规章制度: what the village has laid down for itself, in versions."""

from __future__ import annotations

from generator.kinds._document import DocumentKind
from generator.kinds._document_keys import ABOUT, DOWN, FILES, REVIEW, TABLES, VERSION, WHOM, titled
from generator.model import Column
from generator.section import AFFAIRS

KIND = DocumentKind(
    name="bylaws",
    title="规章制度",
    called="制度",
    section=AFFAIRS,
    order=320,
    known_by="标题",
    guide="一项制度一个文件；改了的另放一个新文件，在「取代」里写旧的那个。",
    columns=(
        titled("叫什么", "村规民约"), ABOUT, *WHOM, VERSION, DOWN, REVIEW,
        Column("通过会议", required=False, help="哪次会议通过的", example=""),
        Column("议题", required=False, help="四议两公开里的议题", example="", ref=("repairs",)),
        TABLES, *FILES,
    ),
)  # fmt: skip
'''
OLD = """---
标题: 村规民约
事项: 村规民约
范围: 社会
公开日: 2021-05-10
通过会议: 二〇二一年村民会议
---

红白喜事不大操大办。
"""
NEW = """---
标题: 村规民约（修订）
事项: 村规民约
范围: 社会
公开日: 2026-05-10
取代: covenant-2021
议题: 北圩桥栏杆
附表: awards.csv
附件: plan.png
人工核查: 赵范例 2026-05-08 已看过，没有个人信息
---

垃圾要[分类](waste.md)。
"""
WASTE = """---
标题: 垃圾分类办法
事项: 其他
范围: 社会
公开日: 2026-04-01
---

厨余放绿桶。
"""
AWARDS = "做到了什么,积分\n庭院干净,5\n"
REPAIRS = '''"""急修: what broke, who was called, when it was mended."""

from __future__ import annotations

from generator.kinds._case import CaseKind
from generator.model import Column
from generator.section import AFFAIRS

KIND = CaseKind(
    name="repairs",
    title="急修",
    section=AFFAIRS,
    order=321,
    named="修什么",
    step="办到哪里",
    shared=("修什么", "限价", "合同号"),
    known_by="修什么",
    guide="一处一个文件，办一步写一步。",
    columns=(
        Column("修什么", blank=False, example="北圩桥栏杆", width=20),
        Column("限价", "money", required=False, example="3000.00"),
        Column("合同号", required=False, example="", width=12, ref=("contracts",)),
        Column("办到哪里", blank=False, example="派工", width=16),
        Column("日期", "date", blank=False, example="2026-03-05"),
        Column("情况", required=False, example="", width=32),
    ),
)
'''
BRIDGE = """修什么: 北圩桥栏杆
限价: 3000
合同号: 合2025-01
公开日: 2026-03-20
过程:
  - {办到哪里: 报修, 日期: 2026-03-05}
  - {办到哪里: 修好, 日期: 2026-03-19, 情况: 换了两根}
"""
PUMP = "修什么: 二号泵\n过程:\n  - {办到哪里: 报修, 日期: 2026-01-05}\n"
SAMPLE = "公开日,2026-10-08\n农具,合同号,借用户数,押金\n水泵,合2025-01,6,300\n旋耕机,,3,{}\n合计,,9,800\n"
CONTRACTS = "合同号,标的,对方,起始日期,终止日期,应收,实收\n合2025-01,东塘,沈某,2025-01-01,2027-12-31,100,100\n"
RUN = """
import json, sys
from datetime import date
from pathlib import Path
import generator.kinds
generator.kinds.__path__.append(sys.argv[1])
from generator import build
from generator.findable import each_record
from generator.board import plan_board
from generator.check.clock import owed
from generator.kinds import kind_named
from generator.load.settings import load_site
from generator.handbook.views import guide_pages
from generator.site.forms import blank_form
from generator.task import BoardTask
today, name, expected = date.fromisoformat(sys.argv[2]), sys.argv[3], sys.argv[4].split()
kind = kind_named(name)
told = []
for root in map(Path, sys.argv[5:]):
    task = BoardTask(root, "demo", load_site(root)[0], today)
    data, plan, problems = plan_board(task)
    made = {path: content for item in plan.items for path, content in item.make().items()} if plan else {}
    told.append({
        "problems": [(p.code, p.message) for p in problems if p.code not in expected],
        "files": {path: made[path].decode() for path in made if path.endswith((".md", ".csv"))},
        "others": [path for path in made if not path.endswith((".md", ".csv"))],
        "found": [(r.title, r.text) for r in each_record(plan.records if plan else ()) if r.path.endswith(".md") and f"/{name}/" in r.path],
        "guide": next(page.body() for page in guide_pages([kind]) if page.path == kind.guide_page),
        "form": blank_form(kind, kind.formats[0]).decode("utf-8-sig"),
        "rests": {path: files for path, files in (plan.rests if plan else {}).items() if f"/{name}/" in path},
        "shown": {o.code: o.last.file for o in owed(task.context(data.village), data.datasets) if o.last and f"/{name}/" in o.last.file},
    })
print(json.dumps(told))
"""
EXPECTED = "review-missing scope-closed posting-missing"
Files = Mapping[str, str | bytes]


def _with(folder: Path, name: str, modules: Mapping[str, str], *boards: Files) -> list[dict[str, Any]]:
    """What the program makes of each of the boards, with the kind ``name`` among its kinds."""
    write_tree(folder, {f"/kinds/{module}.py": text for module, text in modules.items()})
    roots = [str(write_tree(folder / str(n), {**files, "contracts/2026.csv": CONTRACTS})) for n, files in enumerate(boards)]
    words = [sys.executable, "-c", RUN, str(folder / "kinds"), str(TODAY), name, EXPECTED, *roots]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def _lent(folder: Path, *last: str) -> list[dict[str, Any]]:
    return _with(folder, "tools", {"tools": TOOLS}, *({"tools/2026-Q3.csv": SAMPLE.format(amount)} for amount in last))


def _ruled(folder: Path, *others: Mapping[str, str]) -> list[dict[str, Any]]:
    """With rules in two versions, and a case that one of them names; each time some of them otherwise."""
    out = io.BytesIO()
    Image.new("RGB", (8, 4), (200, 30, 30)).save(out, "PNG")
    beside: Files = {"bylaws/awards.csv": AWARDS, "bylaws/plan.png": out.getvalue(), "repairs/2026-bridge.yml": BRIDGE}
    rules = ({"covenant-2021": OLD, "covenant-2026": NEW, "waste": WASTE} | dict(these) for these in others)
    boards: list[Files] = [{**beside, **{f"bylaws/{slug}.md": text for slug, text in each.items()}} for each in rules]
    return _with(folder, "bylaws", {"bylaws": RULES, "repairs": REPAIRS}, *boards)


def _mended(folder: Path, *bridges: str) -> list[dict[str, Any]]:
    boards = [{"repairs/2026-bridge.yml": bridge, "repairs/2026-pump.yml": PUMP} for bridge in bridges]
    return _with(folder, "repairs", {"repairs": REPAIRS}, *boards)


def test_a_list_is_one_module_and_its_sample(tmp_path: Path) -> None:
    """Pages, records, its place on the front and the home page, form, guide, sums, references: all of it by declaring it."""
    assert len(TOOLS.splitlines()) < 40
    (found,) = _lent(tmp_path, "500")
    assert found["problems"] == []
    files = found["files"]
    page = files["holdings/tools/2026-Q3.md"]
    assert "2026年第三季度农具借用" in page
    assert ">800.00<" in page, "the sum"
    assert "&lt;5" in page, "few households"
    assert '<a href="../../contracts/2026/#r1">合2025-01</a>' in page
    assert "农具,合同号,借用户数,押金" in files["holdings/tools/2026-Q3/tools-2026-Q3.csv"]
    assert "2026年第三季度农具借用" in files["holdings/index.md"]
    assert "农具借用" in files["index.md"]
    assert "<h1>农具借用</h1>" in found["guide"]
    assert [title for title, _ in found["found"]][:2] == ["水泵", "旋耕机"]
    assert "农具,合同号,借用户数,押金" in found["form"]


def test_its_sums_are_checked(tmp_path: Path) -> None:
    (problem,) = _lent(tmp_path, "400")[0]["problems"]
    assert problem[0] == "total-mismatch"


def test_a_document_is_one_module_and_its_samples(tmp_path: Path) -> None:
    """Pages in versions, a list, tables and files beside them, records, form, guide, its place in its section, the item it shows."""
    assert len(RULES.splitlines()) < 30
    (found,) = _ruled(tmp_path, {})
    assert found["problems"] == []
    files = found["files"]
    new, old, index = (files[f"affairs/bylaws/{slug}.md"] for slug in ("covenant-2026", "covenant-2021", "index"))
    assert "## 以前的版本" in new
    assert '<a href="../covenant-2021/"><strong>村规民约</strong>' in new
    assert "这一版不用了，现在用的是：" in old
    assert '<a href="../covenant-2026/"><strong>村规民约（修订）</strong>' in old
    assert "已有新版" in old
    assert "这一版不用了" not in new
    assert "红白喜事不大操大办" in old
    assert "二〇二一年村民会议" in old, "a key of its own"
    assert index.index("## 现在用的") < index.index("covenant-2026/") < index.index("## 以前的版本") < index.index("covenant-2021/")
    assert "庭院干净" in new
    assert "做到了什么,积分" in files["affairs/bylaws/covenant-2026/awards.csv"]
    assert "affairs/bylaws/covenant-2026/plan.png" in found["others"]
    assert '<a href="../../repairs/2026-bridge/">北圩桥栏杆</a>' in new, "what it names"
    assert (
        '<a href="../../bylaws/covenant-2026/"><strong>村规民约（修订）</strong><span>写到 北圩桥栏杆'
        in files["affairs/repairs/2026-bridge.md"]
    )
    assert '<a href="bylaws/">看规章制度（3 篇）</a>' in files["affairs/index.md"]
    assert "<h1>规章制度</h1>" in found["guide"]
    assert dict(found["found"])["村规民约（修订）"].count("分类") == 1
    assert found["shown"] == {"C20": "data/villages/demo/bylaws/covenant-2026.md"}
    assert "取代" in found["form"]
    assert "data/villages/demo/bylaws/covenant-2021.md" in found["rests"]["affairs/bylaws/covenant-2026.md"], "its title stands there"


def test_its_versions_and_links_are_checked(tmp_path: Path) -> None:
    found = _ruled(
        tmp_path,
        {"waste": WASTE.replace("公开日", "取代: covenant-2012\n公开日")},
        {"waste": WASTE.replace("公开日", "取代: covenant-2026\n公开日")},
        {"waste": WASTE.replace("厨余", "[厨余](kitchen.md)")},
    )
    unknown, backwards, missing = ([tuple(told) for told in one["problems"]] for one in found)
    assert unknown == [("reference-unknown", "「取代」写的是「covenant-2012」，没有这一篇。")]
    said = "这一篇的公开日是 2026年4月1日，它取代的「covenant-2026」是 2026年5月10日，新的应当更晚。"
    assert backwards == [("posting-order", said)]
    assert missing == [("broken-link", "正文里的链接指向「kitchen.md」，它不存在。")]


def test_nobody_is_shown_the_older_one_as_what_holds(tmp_path: Path) -> None:
    hidden = {"covenant-2026": NEW.replace("范围: 社会", "范围: 村民")}
    down = {**hidden, "covenant-2021": OLD.replace("公开日", "撤下日: 2026-05-10\n公开日")}
    still, gone = (one["problems"] for one in _ruled(tmp_path, hidden, down))
    assert [code for code, _ in still] == ["scope-withheld", "scope-withheld"]
    assert [message for _, message in still if "公开网站上只登旧的" in message] == [
        "这一篇的范围是「村民」，它取代的「covenant-2021」是「社会」：公开网站上只登旧的，看不出有了新的。"
    ]
    assert sorted(code for code, _ in gone) == ["scope-withheld", "taken-down"]


def test_what_a_document_shows_is_said_by_its_keys_or_by_its_kind_and_name() -> None:
    """Without 事项 it is about what the catalogue names its kind for, without 期间 of the period that it is called after."""
    head = Head("x", ("标题", "范围", "公开日"))
    row = Row(head, 1, 1, ("工作报告", "社会", "2026-03-01"), ("工作报告", "社会", date(2026, 3, 1)))
    data = Dataset("reports", "2025", "x", (row,), document=True, body="做了这些。")
    item = next(item for item in items() if item.period == "年")
    named = replace(item, kinds=("reports",))
    assert disclosed(item, {"reports": (data,)}, TODAY) == ()
    (found,) = disclosed(named, {"reports": (data,)}, TODAY)
    assert (found.first, found.last, found.title) == ("2025-01", "2025-12", "工作报告")
    spoken = replace(data, rows=(replace(row, head=replace(head, fields=("标题", "事项", "公开日")), texts=("x", item.code, "x")),))
    assert [one.file for one in disclosed(item, {"reports": (spoken,)}, TODAY)] == ["x"]


def test_who_may_be_seen_in_it_is_decided_where_it_is_for_any(tmp_path: Path) -> None:
    """A list of persons in its text: masked where the item says so, and it must say until when it is posted."""
    listed = WASTE.replace("事项: 其他", "事项: C07") + "\n| 姓名 | 数量 |\n|---|---|\n| 王建国 | 2 |\n| 李秀英 | 3 |\n| 张明华 | 1 |\n"
    endless, found = _ruled(tmp_path, {"waste": listed}, {"waste": listed.replace("公开日", "撤下日: 2027-01-01\n公开日")})
    assert [code for code, _ in endless["problems"]] == ["list-endless"]
    assert found["problems"] == []
    assert "王建国" not in json.dumps(found, ensure_ascii=False)
    assert "王某" in found["files"]["affairs/bylaws/waste.md"]


def test_a_case_is_one_module_and_its_samples(tmp_path: Path) -> None:
    """A page with its state, its head, its steps on a line of time, its amounts; records, form, guide, the front page, references."""
    assert len(REPAIRS.splitlines()) < 35
    (found,) = _mended(tmp_path, BRIDGE)
    assert found["problems"] == []
    files = found["files"]
    page = files["affairs/repairs/2026-bridge.md"]
    assert "<dt>现在</dt><dd>2026年3月19日修好</dd>" in page
    assert page.index('<time datetime="2026-03-05">') < page.index('<time datetime="2026-03-19">2026年3月19日</time> 修好：换了两根')
    assert "<dt>限价</dt><dd>3,000.00" in page
    assert '<a href="../../../holdings/contracts/2026/#r1">合2025-01</a>' in page
    assert '<a href="../2026-pump/"><strong>二号泵</strong><span>2026年1月5日报修</span>' in page, "the newest leads to the others"
    assert "data/villages/demo/repairs/2026-pump.yml" in found["rests"]["affairs/repairs/2026-bridge.md"], "their titles stand there"
    assert "data/villages/demo/contracts/2026.csv" in found["rests"]["affairs/repairs/2026-bridge.md"]
    assert "修什么,限价,合同号,办到哪里,日期,情况" in files["affairs/repairs/2026-bridge/repairs-2026-bridge.csv"]
    assert "affairs/repairs/2026-bridge/" in json.dumps(files["holdings/contracts/2026.md"]), "who names the contract"
    assert '<a href="repairs/2026-bridge/">看急修（2 件）</a>' in files["affairs/index.md"]
    assert "<h1>急修</h1>" in found["guide"]
    assert found["found"] == [["北圩桥栏杆", "合2025-01；报修；修好：换了两根"], ["二号泵", "报修"]]
    assert "过程:" in found["form"]


def test_its_steps_are_checked(tmp_path: Path) -> None:
    faults = (
        ("step-order", "2026-03-05", "2026-03-25"),
        ("future-date", "2026-03-19", "2062-03-19"),
        ("row-repeated", "办到哪里: 修好", "办到哪里: 报修"),
        ("matter-mixed", "日期: 2026-03-19", "日期: 2026-03-19, 修什么: 二号泵"),
        ("reference-unknown", "合2025-01", "合2025-10"),
    )
    found = _mended(tmp_path, *(BRIDGE.replace(was, now) for _, was, now in faults))
    assert [{code for code, _ in one["problems"]} for one in found] == [{code} for code, *_ in faults]


def test_no_two_stand_in_one_place() -> None:
    orders = [(part.order, part.name) for part in (*all_kinds(), *all_overviews())]
    assert len({order for order, _ in orders}) == len(orders)
    assert all(kind.order // 100 == kind.section.order for kind in all_kinds())
    assert len({section.order for section in SECTIONS}) == len({section.path for section in SECTIONS}) == len(SECTIONS)
