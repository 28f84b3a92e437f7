"""What one kind names in another: it is there, the name leads to it, and its page says who names it."""

from __future__ import annotations

import html.parser
import posixpath
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

from generator import build
from generator.check.references import leads_of, linked, names_in, references
from generator.kinds import all_kinds, contracts, resources
from generator.model import Column
from generator.pages.table_rows import rows
from generator.references import Leads
from generator.shown import Linked, Table, TableColumn
from tests.conftest import TODAY, loaded, write_tree

Run = Callable[..., list[tuple[str, int, int, str]]]
CONTRACTS = "合同号,标的,对方,起始日期,终止日期,应收,实收\n合2025-01,东塘,沈某,2025-01-01,2027-12-31,100,100\n"
RESOURCES = "编号,名称,地类,面积,使用情况,合同号\n资001,东塘,养殖水面,12,已发包,{}\n"


@pytest.mark.parametrize(
    ("written", "told"),
    [("合2025-01", ""), ("合2025－01", ""), ("无", ""), ("", ""), ("合2025-01、合2025-10", "合2025-10"), ("合2052-01", "合2052-01")],
)
def test_a_name_that_is_nowhere_is_told_with_the_one_it_may_be(written: str, told: str, tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"contracts/2026.csv": CONTRACTS, "resources/2026.csv": RESOURCES.format(written)})
    said = [(p.message, p.hint) for p in build.check(root, TODAY).problems if p.code == "reference-unknown"]
    assert said == [(f"合同号「{told}」在合同台账里没有。", "是不是「合2025-01」？")] * bool(told)


def test_without_the_other_list_nothing_can_be_said(problems_of: Run) -> None:
    assert "reference-unknown" not in {code for code, *_ in problems_of({"resources/2026.csv": RESOURCES.format("合1")})}


def test_names_in_one_cell() -> None:
    assert names_in("合2024-01、合2024-02,  合2024-03；") == ["合2024-01", "合2024-02", "合2024-03"]
    assert names_in(" ") == []


def test_a_kind_that_is_named_says_by_which_of_its_columns() -> None:
    by_name = {kind.name: kind for kind in all_kinds()}
    for kind in all_kinds():
        assert not kind.known_by or kind.column(kind.known_by)
        for column in kind.columns:
            assert all(by_name[name].known_by for name in column.ref), f"{kind.name}: {column.name}"


def test_the_newest_file_is_the_one_that_is_meant() -> None:
    data, _ = loaded("shifan")
    known = references(data.datasets, all_kinds())
    newest = data.datasets["contracts"][-1]
    assert known.targets["contracts"]["合2024-03"].startswith(f"holdings/contracts/{newest.key}.md#r")
    (mention, *_) = known.mentions[f"holdings/contracts/{newest.key}.md"]
    assert mention.path.startswith("holdings/resources/")
    assert "合2024-03" in mention.names
    leads = leads_of(resources.KIND, data.datasets["resources"][-1], "", known)
    assert leads.cells["合同号"]["合2024-03"] == known.targets["contracts"]["合2024-03"]
    assert (
        leads_of(contracts.KIND, newest, f"holdings/contracts/{newest.key}.md", known).mentions
        == known.mentions[f"holdings/contracts/{newest.key}.md"]
    )


def test_a_post_is_called_with_its_body_or_without_where_that_is_plain() -> None:
    data, _ = loaded("shifan")
    known = references(data.datasets, all_kinds())
    term = next(d for d in data.datasets["posts"] if d.key == "2021-term")
    row = {f"{r.text('组织')}{r.text('职务')}{r.text('姓名')}": f"life/posts/2021-term.md#r{n}" for n, r in enumerate(term.rows, 1)}
    of = known.targets["posts"]
    assert of["村民委员会副主任"] == of["村委会副主任"] == row["村民委员会副主任李样本"]
    assert of["二组组长"] == row["村民小组二组组长何填充"], "who has left is not who answers"
    assert not {"主任", "副主任", "委员", "书记", "团支部书记"} & set(of), "several bodies have one, or nobody holds it"


@pytest.mark.parametrize(
    ("village", "kind", "column", "name", "to"),
    [
        ("shifan", "zones", "负责", "村委会委员", "life/posts/2021-term.md#r"),
        ("shifan", "zones", "负责", "一组", "affairs/groups/"),
        ("shifan", "teams", "制度", "驻村工作队工作制度", "life/rules/work-team.md"),
        ("shifan", "tasks", "责任人", "第一书记", "life/posts/2021-term.md#r"),
        ("dongxian", "teams", "制度", "驻村工作组五项制度", "life/rules/work-team.md"),
    ],
)
def test_who_answers_and_what_holds_is_a_click_away(village: str, kind: str, column: str, name: str, to: str) -> None:
    data, _ = loaded(village)
    known = references(data.datasets, all_kinds())
    told = next(k for k in all_kinds() if k.name == kind)
    leads = [leads_of(told, each, "", known).cells.get(column, {}) for each in data.datasets[kind]]
    assert any(each.get(name, "").startswith(to) for each in leads)


def test_what_leads_nowhere_stays_text_and_what_is_typed_stays_as_it_is() -> None:
    table = Table("t", "表", (TableColumn("合同号"),), (("合1、<b>合2</b>",), ("合3",), ("",)))
    found = linked(table, Leads({"合同号": {"合1": "holdings/contracts/2026.md#r1"}}))
    assert [str(cell) for (cell,) in found.rows] == ["合1、<b>合2</b>", "合3", ""]
    assert isinstance(found.rows[0][0], Linked)
    said = str(rows(found, at="holdings/resources/2026.md"))
    assert '<a href="../../contracts/2026/#r1">合1</a>' in said
    assert "<b>" not in said
    assert linked(table, Leads()) is table


class _Links(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.hrefs: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if name := found.get("id"):
            self.ids.add(name)
        if tag == "a" and (to := found.get("href")):
            self.hrefs.add(to)


def test_every_link_to_a_row_leads_to_a_row(samples: Path) -> None:
    """On the sample boards, as published; among them links from the ledger to works, from plots to contracts and back."""
    pages = {}
    for file in (samples / "site/shifan").rglob("index.html"):
        pages[file.parent.relative_to(samples / "site").as_posix()] = page = _Links()
        page.feed(file.read_text(encoding="utf-8"))
    seen = set()
    for place, page in pages.items():
        inside = [to for to in page.hrefs if "://" not in to and to.startswith("../../../")]  # past its own section
        seen |= {(place.split("/")[1], posixpath.normpath(posixpath.join(place, to)).split("/")[1]) for to in inside if "affairs/" in to}
        for path, _, row in (to.partition("#") for to in page.hrefs if "#r" in to and "://" not in to):
            there = posixpath.normpath(posixpath.join(place, unquote(path)))
            assert row in pages[there].ids, f"{place}: {path}#{row}"
            seen.add((place.split("/")[1], there.split("/")[1]))
    assert {("finance", "affairs"), ("affairs", "finance"), ("holdings", "holdings")} <= seen


def test_a_made_up_column_may_name_what_is_not_there() -> None:
    assert not Column("项目", ref=("projects",)).ref_loose
