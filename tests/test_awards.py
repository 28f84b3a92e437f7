"""Honors as rounds: what became of each, who holds one on any day, who may be named, and what a round granted by its scheme."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from generator import build
from generator.board import plan_board
from generator.check.award_changes import CHANGES, LOWERED, RENEWED, RESTORED, TAKEN, as_changed, restarred, stars_named
from generator.check.award_rounds import among, step_of
from generator.config import Context, SiteConfig, Village
from generator.findable import Record, each_record
from generator.model import Dataset, Head, Row
from generator.overviews.awards import in_force, titles_in_force
from generator.task import BoardTask
from tests.conftest import VILLAGE_YML, docs_of, examples, write_tree

TODAY = date(2026, 11, 23)
HEAD = "评选,牌号,称号,对象,姓名,数量,组别,星数,授予日期,有效期,同意,未满14岁,监护人同意\n"
SCHEME = """评选办法: 评选办法
停评年数: 2
项目:
  - {类型: 称号, 名称: 十星级文明户, 对象: 户, 星数: 10, 名额: 9, 有效期: 2年, 每份奖金: 60.00}
  - {类型: 称号, 名称: 好媳妇, 对象: 人, 有效期: 2年, 每份奖金: 30.00}
  - {类型: 标准, 名称: 诚实守信, 分值: 60}
  - {类型: 标准, 名称: 环保卫生, 分值: 40}
"""
ROUND = """评选: 文明户、好媳妇评选
评选办法: 评选办法
{above}过程:
  - {{步骤: 动员, 日期: 2026-02-20}}
  - {{步骤: 评议会, 日期: 2026-03-01, 应到: 30, 到会: 28}}
  - {{步骤: 公示, 日期: 2026-03-03, 到: {last}, 异议: 0}}
  - {{步骤: 授牌, 日期: 2026-03-20}}
"""


def granted(*rows: str) -> str:
    return HEAD + "".join(f"文明户、好媳妇评选,{row}\n" for row in rows)


def tree(root: Path, honors: str, above: str = "", last: str = "2026-03-18") -> Path:
    round_of = ROUND.format(above=above, last=last)
    return write_tree(root, {"schemes/2026.yml": SCHEME, "rounds/2026.yml": round_of, "honors/2026.csv": honors})


def codes(root: Path) -> list[str]:
    return [p.code for p in build.check(root, TODAY).problems]


def made(root: Path, day: date = TODAY) -> str:
    """All that is shown: pages, downloads, what can be found."""
    _, plan, problems = plan_board(BoardTask(root, "demo", SiteConfig(), day))
    assert plan, problems
    return b"".join(docs_of(plan).values()).decode("utf-8", "ignore") + repr([*each_record(plan.records or ())])


STARRED = "星26-01,十星级文明户,户,王示例,,一组,10,2026-03-20,2年,,,"
WIFE = ",好媳妇,人,李样本,,二组,,2026-03-20,2年,,,"


# --- what a round granted ------------------------------------------------------------------


def test_a_round_that_keeps_to_its_scheme_has_nothing_to_tell(tmp_path: Path) -> None:
    above = "评出: 2\n其中: 十星级文明户 1、好媳妇 1\n奖金: 90.00\n账目: 文明户奖品\n"
    ledger = "日期,凭证号,摘要,科目,收入,支出,余额\n,,上月余额,,,,1000\n2026-03-20,记-001,文明户奖品,公益支出,,90,910\n"
    root = write_tree(tree(tmp_path, granted(STARRED, WIFE), above), {"ledger/2026-03.csv": ledger})
    assert codes(root) == []
    assert codes(write_tree(root, {"ledger/2026-03.csv": ledger.replace(",90,910", ",91,909")})) == ["award-money-differs"]


@pytest.mark.parametrize(
    ("above", "rows", "code"),
    [
        ("评出: 3\n", (STARRED, WIFE), "award-count-differs"),
        ("其中: 十星级文明户 1、好媳妇 2\n", (STARRED, WIFE), "award-count-differs"),
        ("奖金: 90.01\n", (STARRED, WIFE), "award-money-differs"),
        ("", (STARRED.replace("王示例,,", ",10,"),), "award-over-quota"),
        ("", (STARRED.replace("2年", "3年"),), "award-term-differs"),
        ("", (STARRED.replace(",10,2026", ",9,2026"),), "award-stars-differ"),
        ("", (STARRED.replace("十星级文明户,户", "好媳妇,户").replace(",10,", ",,"),), "award-not-in-scheme"),
        ("评议小组: 王示例、赵范例\n", (STARRED,), "jury-own-household"),
        ("", (STARRED.replace("2026-03-20", "2026-03-17"),), "award-early"),
    ],
)
def test_what_differs_from_the_scheme_is_told_once(above: str, rows: tuple[str, ...], code: str, tmp_path: Path) -> None:
    assert codes(tree(tmp_path, granted(*rows), above)) == [code]


def test_near_kin_of_the_committee_are_judged_by_others(tmp_path: Path) -> None:
    village = VILLAGE_YML + "班子:\n  - {姓名: 赵范例, 职务: 主任, 近亲属: [王示例]}\n"
    for aside, told in (("", ["jury-own-household"]), ("回避: 赵范例\n", [])):
        root = tree(tmp_path, granted(STARRED), f"评议小组: 赵范例\n{aside}")
        assert codes(write_tree(root, {"village.yml": village})) == told


def test_one_household_has_one_number_of_stars_in_a_round(tmp_path: Path) -> None:
    other = "星26-02,九星级文明户,户,王示例,,一组,9,2026-03-20,2年,,,"
    scheme = SCHEME.replace("项目:\n", "项目:\n  - {类型: 称号, 名称: 九星级文明户, 对象: 户, 星数: 9}\n")
    root = write_tree(tree(tmp_path, granted(STARRED)), {"honors/2026-b.csv": granted(other), "schemes/2026.yml": scheme})
    assert codes(root) == ["honor-repeated"]


def test_103_are_103(tmp_path: Path) -> None:
    parts = "好媳妇 9、好婆婆 9、好女儿 2、道德模范 7、孝老敬亲 6、最美少年 10、最美青年 10、志愿者 50"
    text = "评选: 表扬\n评出: {}\n其中: {}\n没有记录: 过程\n过程:\n  - {{步骤: 表彰, 日期: 2022-01-20}}\n"
    assert codes(write_tree(tmp_path, {"rounds/2022.yml": text.format(103, parts)})) == []
    assert codes(write_tree(tmp_path, {"rounds/2022.yml": text.format(102, parts)})) == ["award-count-differs"]


@pytest.mark.parametrize(("last", "short"), [("2026-03-09", False), ("2026-03-08", True)])
def test_a_posting_is_as_long_as_the_catalogue_asks(last: str, short: bool, tmp_path: Path) -> None:
    assert codes(tree(tmp_path, granted(STARRED), last=last)) == ["posting-short"] * short


def test_a_round_without_its_posting_says_so(tmp_path: Path) -> None:
    text = "评选: 老评选\n{}过程:\n  - {{步骤: 评议会, 日期: 2004-10-02}}\n  - {{步骤: 授奖, 日期: 2004-10-20}}\n"
    assert codes(write_tree(tmp_path, {"rounds/2004.yml": text.format("")})) == ["step-missing"]
    assert codes(write_tree(tmp_path, {"rounds/2004.yml": text.format("没有记录: 公示\n")})) == []


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("农户自评申报", "申报"),
        ("成立考评小组", "成立评议小组"),
        ("群众评议", "评议会"),
        ("结果公示", "公示"),
        ("挂牌授奖", "授牌"),
        ("年度复评", "复评"),
        ("总结", ""),
    ],
)
def test_steps_are_known_by_what_clerks_call_them(words: str, step: str) -> None:
    head = Head("x.yml", ("步骤",))
    assert step_of(Row(head, 1, 1, (words,), (words,))) == step


def test_counts_are_read_with_and_without_units() -> None:
    text = "好邻居 5 对，好媳妇9人；十星级文明户 10 户"
    data = Dataset("rounds", "a", "a.yml", (Row(Head("a.yml", ("其中",)), 1, 1, (text,), (text,)),))
    assert among(data) == {"好邻居": 5, "好媳妇": 9, "十星级文明户": 10}


# --- what became of it -----------------------------------------------------------------------


def test_a_change_is_told_of_a_plate_and_seen_on_the_roll(tmp_path: Path) -> None:
    reviews = "日期,证书号,复评结果,变更后星数,有效期,原因\n2026-06-01,星26-01,降级,9,,达不到评选办法的要求\n"
    root = write_tree(tree(tmp_path, granted(STARRED)), {"reviews/2026.csv": reviews})
    assert codes(root) == []
    shown = made(root)
    assert "九星级文明户" in shown
    assert "2026年6月1日降为九星" in shown
    assert "王示例 九星级文明户" in shown  # what can be found
    kept = reviews.splitlines()[0] + "\n2026-06-01,星26-01,合格,,,\n"
    assert "十星级文明户（1 户）" in made(write_tree(root, {"reviews/2026.csv": kept}))


@pytest.mark.parametrize("posted", ["", "公示期：2026-03-03 至 2026-03-18\n"])
def test_whose_plate_was_taken_is_named_for_fifteen_days(posted: str, tmp_path: Path) -> None:
    reviews = "日期,牌号,变更,原因\n2026-06-01,星26-01,摘牌,达不到评选办法的要求\n"
    root = write_tree(tree(tmp_path, granted(STARRED.replace("王示例", "鶗某某")) + posted), {"reviews/2026.csv": reviews})
    assert "鶗某某" in made(root, date(2026, 6, 15))
    assert "已撤销（2026-06-01）" in made(root, date(2026, 6, 15))
    after = made(root, date(2026, 6, 16))
    assert "鶗某某" not in after
    assert "1 户（未公开姓名）" in after


def test_a_plate_nobody_has_is_asked_about(tmp_path: Path) -> None:
    root = write_tree(tree(tmp_path, granted(STARRED)), {"reviews/2026.csv": "日期,牌号,变更\n2026-06-01,星26-07,摘牌\n"})
    assert codes(root) == ["reference-unknown"]
    write_tree(root, {"honors/2026-b.csv": granted(STARRED.replace("王示例", "李样本"))})
    assert sorted(codes(root)) == ["reference-unknown", "register-repeated"]


def test_titles_follow_the_stars() -> None:
    assert [restarred(title, 9) for title in ("十星级文明户", "好媳妇")] == ["九星级文明户", "好媳妇"]
    assert restarred("十星级文明户", 11) == "十一星级文明户"
    assert [stars_named(title) for title in ("十星级文明户", "星级文明户")] == [10, None]


# --- who may be named --------------------------------------------------------------------------


def test_children_are_told_by_their_surname_unless_a_guardian_agreed(tmp_path: Path) -> None:
    kids = [
        ",最美少年,人,欧阳甲乙,,一组,,2026-03-20,2年,,是,",
        ",最美少年,人,欧阳丙丁,,二组,,2026-03-20,2年,,是,否",
        ",最美少年,人,陈戊己,,二组,,2026-03-20,2年,,,",
        ",最美少年,人,沈庚辛,,二组,,2026-03-20,2年,,是,是",
        ",最美少年,人,韩壬癸,,二组,,2026-03-20,2年,,否,",
        ",最美少年,人,杨子丑,,二组,,2026-03-20,2年,放弃公布,是,是",
        ",最美少年,人,朱寅卯,,二组,,2026-03-20,2年,,是,2026-11-22",
    ]
    root = write_tree(tmp_path, {"honors/2026.csv": HEAD + "".join(f",{kid}\n" for kid in kids)})
    assert codes(root) == ["minor-unsaid"]
    shown = made(root)
    for name in ("甲乙", "丙丁", "戊己", "杨子丑", "寅卯"):
        assert name not in shown, name
    for name in ("沈庚辛", "韩壬癸", "欧阳姓 2 人", "陈姓 1 人", "1 人（未公开姓名）"):
        assert name in shown, name
    assert "朱寅卯" in made(root, date(2026, 11, 22))


def test_who_judged_is_named_for_a_year(tmp_path: Path) -> None:
    root = tree(tmp_path, granted(WIFE), "评议小组: 鶗某甲、鷃某乙、王示例\n回避: 鶗某甲\n")
    assert codes(root) == []
    assert made(root, date(2027, 3, 19)).count("鶗某甲")
    after = made(root, date(2027, 3, 20))
    assert "鶗某甲" not in after
    assert "3 人（姓名已撤下）" in after
    assert build.check(root, date(2027, 6, 1)).problems == (), "no end of a posting need be written for it"


def test_all_of_it_is_shown_where_the_village_opened_its_honors_only(tmp_path: Path) -> None:
    root = tree(tmp_path, granted(STARRED))
    write_tree(
        root,
        {
            "village.yml": VILLAGE_YML.replace("向社会公开: 全部", "向社会公开: [H01]"),
            "reviews/2026.csv": "日期,牌号,变更\n2026-06-01,星26-01,合格\n",
        },
    )
    _, plan, _ = plan_board(BoardTask(root, "demo", SiteConfig(), TODAY))
    assert plan
    pages = {f"honors/{name}.md" for name in ("index", "2026", "rounds/2026", "schemes/2026", "reviews/2026", "papers/2026")}
    assert pages <= set(docs_of(plan))


def test_papers_are_for_those_who_may_be_named(tmp_path: Path) -> None:
    declined = "星26-02,十星级文明户,户,赵不愿,,一组,10,2026-03-20,2年,放弃公布,,"
    rows = (STARRED, declined, "星26-03,十星级文明户,户,孙过期,,一组,10,2026-03-20,6个月,,,")
    _, plan, _ = plan_board(BoardTask(write_tree(tmp_path, {"honors/2026.csv": granted(*rows)}), "demo", SiteConfig(), TODAY))
    assert plan
    page = docs_of(plan)["honors/papers/2026.md"].decode()
    assert page.count("gk-certificate") == page.count('gk-plate"') == 1
    assert "王示例家庭" in page


OLD = "牌号,称号,对象,姓名,组别,星数,授予日期,有效期,同意\n,九星级文明户,户,王示例,一组,9,{day},{term},{agreed}\n"
HOLDERS = "honors/awards/holders.md"


def pages_and_records(root: Path, day: date = TODAY) -> tuple[dict[str, str], dict[str, Record]]:
    _, plan, problems = plan_board(BoardTask(root, "demo", SiteConfig(), day))
    assert plan, problems
    pages = {path: content.decode() for path, content in docs_of(plan).items() if path.endswith(".md")}
    return pages, {record.title: record for record in each_record(plan.records or ())}


def test_what_somebody_holds_and_held_stands_together(tmp_path: Path) -> None:
    """The roll and the search lead there, and it leads to the batch of each."""
    others = ("星26-02,好媳妇,人,李样本,,十组,,2026-03-20,2年,,,", "星26-03,好媳妇,人,赵范例,,三组,,2026-03-20,2年,,,")
    root = write_tree(tree(tmp_path, granted(STARRED, *others)), {"honors/2020.csv": OLD.format(day="2020-01-10", term="1年", agreed="")})
    pages, records = pages_and_records(root)
    holder = re.search(r'<li id="2020-r1".*', pages[HOLDERS])
    assert holder
    for told in (
        "王示例",
        "十星级文明户",
        'href="../../2026/#r1"',
        "九星级文明户",
        'href="../../2020/#r1"',
        "已到期（2021-01-09）",
        "星26-01",
    ):
        assert told in holder[0]
    assert re.findall("^## (.*)$", pages[HOLDERS], re.MULTILINE) == ["一组", "三组", "十组"], "by their numbers, in no order of merit"
    assert '<a href="awards/holders/#2020-r1">王示例</a>' in pages["honors/index.md"]
    record = records["王示例 得过的荣誉"]
    assert (record.path, record.anchor) == (HOLDERS, "2020-r1")
    assert "九星级文明户 已到期（2021-01-09）" in record.text
    assert "李样本 得过的荣誉" not in records, "one honor is found by itself"


def test_stars_that_others_took_the_place_of_do_not_hold(tmp_path: Path) -> None:
    root = write_tree(tree(tmp_path, granted(STARRED)), {"honors/2025.csv": OLD.format(day="2025-05-10", term="3年", agreed="")})
    (holder,) = re.findall(r'<li id="2025-r1".*', pages_and_records(root)[0][HOLDERS])
    assert holder.count("后来评了新的星级") == 1
    assert holder.index("十星级") < holder.index("九星级") < holder.index("后来评了新的星级")


@pytest.mark.parametrize(("day", "named"), [(date(2026, 11, 22), True), (TODAY, False)])
def test_who_is_not_named_in_a_batch_is_not_named_among_the_holders(day: date, named: bool, tmp_path: Path) -> None:
    """Consent that ended takes that honor out; the other stays, and nothing tells of the first."""
    declined = "星26-02,十星级文明户,户,赵不愿,,一组,10,2026-03-20,2年,放弃公布,,"
    child = "星26-03,好媳妇,人,孙小满,,一组,,2026-03-20,2年,,是,"
    old = {"honors/2025.csv": OLD.format(day="2025-05-10", term="3年", agreed="2026-11-22")}
    pages, records = pages_and_records(write_tree(tree(tmp_path, granted(STARRED, declined, child)), old), day)
    assert "赵不愿" not in pages[HOLDERS]
    assert "孙小满" not in pages[HOLDERS]
    assert ("九星级" in pages[HOLDERS], "王示例 得过的荣誉" in records) == (named, named)
    assert "王示例" in pages[HOLDERS]


def test_home_leads_to_the_roll_in_one_step_and_the_best_stars_stand_first(samples: Path) -> None:
    docs = samples / "build/boards/shifan/docs"
    assert 'href="honors/"' in (docs / "index.md").read_text(encoding="utf-8")
    page = (docs / "honors/index.md").read_text(encoding="utf-8")
    headings = [line for line in page.splitlines() if line.startswith("## ")]
    assert headings[:3] == ["## 十星级文明户（10 户）", "## 九星级文明户（8 户）", "## 八星级文明户（5 户）"]
    assert ">朱代称</a>" in page
    assert "没有还有效的" in (samples / "build/boards/dongxian/docs/honors/index.md").read_text(encoding="utf-8")


# --- the roll on any day, by a simple recount ----------------------------------------------------

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 60)
HONOR = ("牌号", "称号", "对象", "姓名", "组别", "星数", "授予日期", "有效期", "状态", "撤销日期", "撤销原因")
CHANGE = ("日期", "牌号", "变更", "星数", "有效期", "原因")


def row(fields: tuple[str, ...], values: Sequence[object], line: int) -> Row:
    texts = tuple("" if value is None else str(value) for value in values)
    return Row(Head("x.csv", fields), line, line, texts, tuple(values))


class Rolls(RuleBasedStateMachine):
    """Grants and what became of them, in any order of writing; recounted day by day with nothing but a dictionary."""

    def __init__(self) -> None:
        super().__init__()
        self.honors: list[tuple[int, int, int, int]] = []
        """(household, stars, day, last day)."""
        self.own: dict[int, int] = {}
        """Honor → the day its own row says it was taken away."""
        self.changes: list[tuple[int, int, str, int | None, int | None]] = []
        """(day, honor, what, stars, last day)."""

    @rule(who=st.integers(0, 3), stars=st.integers(5, 10), day=DAYS, term=st.integers(0, 40))
    def grant(self, who: int, stars: int, day: int, term: int) -> None:
        self.honors.append((who, stars, day, day + term))

    @rule(who=st.integers(0, 3), stars=st.integers(5, 10), day=DAYS, after=st.integers(0, 20))
    def grant_and_revoke_in_one_row(self, who: int, stars: int, day: int, after: int) -> None:
        self.own[len(self.honors)] = day + after
        self.honors.append((who, stars, day, day + 50))

    @rule(
        data=st.data(), day=DAYS, what=st.sampled_from(CHANGES), stars=st.none() | st.integers(1, 10), term=st.none() | st.integers(0, 60)
    )
    def change(self, data: st.DataObject, day: int, what: str, stars: int | None, term: int | None) -> None:
        if self.honors:
            honor = data.draw(st.integers(0, len(self.honors) - 1))
            day = max(day, self.honors[honor][2])
            stars = stars if what in (LOWERED, RESTORED) else None
            term = term if what in (RENEWED, RESTORED) else None
            self.changes.append((day, honor, what, stars, term))

    def recount(self, on: int) -> set[tuple[int, int]]:
        """(honor, stars) of all in force: every day is lived through, one after the other."""
        held: dict[int, list[int]] = {}
        last = {n: end for n, (_, _, _, end) in enumerate(self.honors)}
        worth = {n: stars for n, (_, stars, _, _) in enumerate(self.honors)}
        taken: set[int] = set()
        for today in range(on + 1):
            taken |= {honor for honor, day in self.own.items() if day == today}
            for day, honor, what, stars, term in self.changes:
                if day != today:
                    continue
                if what == TAKEN:
                    taken.add(honor)
                elif what == RESTORED:
                    taken.discard(honor)
                    worth[honor] = stars or self.honors[honor][1]
                    last[honor] = last[honor] if term is None else term
                elif honor not in taken:
                    worth[honor] = stars or worth[honor]
                    last[honor] = last[honor] if term is None else term
        for n, (who, _, day, _) in enumerate(self.honors):
            if day <= on <= last[n] and n not in taken:
                held.setdefault(who, []).append(n)
        newest = {who: max(self.honors[n][2] for n in several) for who, several in held.items()}
        return {(n, worth[n]) for who, several in held.items() for n in several if self.honors[n][2] == newest[who]}

    def revoked(self, honor: int) -> tuple[object, ...]:
        """状态, 撤销日期, 撤销原因 of its row."""
        return ("撤销", on(self.own[honor]), "不合办法") if honor in self.own else (None, None, None)

    @invariant()
    def the_roll_is_the_recount(self) -> None:
        made = [
            row(HONOR, (f"牌{n}", "星级文明户", "户", f"户{who}", "一组", stars, on(day), on(last).isoformat(), *self.revoked(n)), n)
            for n, (who, stars, day, last) in enumerate(self.honors)
        ]
        told = [
            row(CHANGE, (on(day), f"牌{honor}", what, stars, None if term is None else on(term).isoformat(), None), n)
            for n, (day, honor, what, stars, term) in enumerate(self.changes)
        ]
        honors, changes = Dataset("honors", "2026", "h.csv", tuple(made)), (Dataset("reviews", "2026", "r.csv", tuple(told)),)
        for ahead in (0, 7, 20, 33, 60):
            today = on(ahead)
            context = Context(SiteConfig(), Village("demo", "demo"), today)
            roll = in_force((as_changed(honors, changes, context),), today)
            assert {(int(one.text("牌号")[1:]), one["星数"]) for _, _, one, _ in roll} == self.recount(ahead)
            best = [
                max(int(str(one["星数"])) for _, _, one, _ in held)
                for _, held in titles_in_force((as_changed(honors, changes, context),), today)
            ]
            assert best == sorted(best, reverse=True)


def on(day: int) -> date:
    return FIRST + timedelta(day)


TestRolls = Rolls.TestCase
TestRolls.settings = examples(60, stateful_step_count=12)
