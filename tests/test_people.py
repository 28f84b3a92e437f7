"""Who serves the village: posts with their days, one source for everybody who is named by office, teams that were sent to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.strategies import integers, sampled_from

from generator import build
from generator.board import plan_board, read_board
from generator.check import posts
from generator.config import Context, Edition, Serving, SiteConfig, Village
from generator.findable import each_record
from generator.kinds import all_kinds
from generator.law.organisations import body_of, is_single
from generator.load.board_data import load_board
from generator.load.settings import load_site
from generator.model import Dataset, Head, Row, Source
from generator.shown import Value
from generator.task import BoardTask
from generator.withdrawal import ends
from tests.conftest import OPENED, TODAY, docs_of, examples, write_tree

HEAD = "组织,职务,姓名,职数,到任,任期,离任,产生方式,选举,分工,办公电话,近亲属\n"
BARE = "村名: 甲村\n" + OPENED
PAID = "姓名,事由,应发,实发\n张仿真,一组组长,900,900\n王建国,护林,100,100\n公示期：2026-10-08 至 2026-10-30\n"
Problems = Callable[..., list[tuple[str, int, int, str]]]


def file(*rows: str) -> str:
    return HEAD + "".join(f"{row}\n" for row in rows)


def made(root: Path, day: date = TODAY, edition: Edition = "public") -> str:
    """All that is shown: pages, downloads, what can be found."""
    _, plan, problems = plan_board(BoardTask(root, "demo", SiteConfig(), day, edition=edition))
    assert plan, problems
    return b"".join(docs_of(plan).values()).decode("utf-8", "ignore") + repr([*each_record(plan.records or ())])


# --- terms of posts ----------------------------------------------------------------------------

_FIRST = date(2020, 1, 1)
_NAMES = ("王示例", "李样本", "钱演示")
_FIELDS = (posts.BODY, posts.POST, posts.NAME, posts.COUNT, posts.SEATS, posts.FROM, posts.LEFT)


def a_row(name: str, start: date, left: date | None, number: int) -> Row:
    typed: tuple[Value, ...] = ("村民委员会", "主任", name, None, None, start, left)
    texts = tuple("" if value is None else str(value) for value in typed)
    return Row(Head("demo", _FIELDS), number, number, texts, typed)


class Terms(RuleBasedStateMachine):
    """One seat over the years: whoever comes, leaves and comes again, every day is told as somebody with a diary would."""

    def __init__(self) -> None:
        super().__init__()
        self.day = _FIRST
        self.diary: list[str] = []
        """Who held the post on each day since the first; "" for nobody."""
        self.terms: list[tuple[str, date, date | None]] = []

    @property
    def held(self) -> bool:
        return bool(self.terms) and self.terms[-1][2] is None

    @rule(days=integers(1, 40))
    def time_passes(self, days: int) -> None:
        self.diary += [self.terms[-1][0] if self.held else ""] * days
        self.day += timedelta(days)

    @precondition(lambda self: not self.held and self.day > _FIRST)
    @rule(name=sampled_from(_NAMES))
    def comes(self, name: str) -> None:
        self.terms.append((name, self.day, None))

    @precondition(lambda self: self.held and self.terms[-1][1] < self.day)
    @rule()
    def leaves(self) -> None:
        name, start, _ = self.terms[-1]
        self.terms[-1] = (name, start, self.day)

    @precondition(lambda self: self.held and self.terms[-1][1] < self.day)
    @rule(name=sampled_from(_NAMES))
    def hands_over(self, name: str) -> None:
        """The new one comes on the day from which the old one is it no more."""
        self.leaves()
        self.terms.append((name, self.day, None))

    @invariant()
    def every_day_is_as_the_diary_has_it(self) -> None:
        rows = [a_row(*term, n) for n, term in enumerate(self.terms, 2)]
        data = Dataset("posts", "2020", "demo", tuple(reversed(rows)))
        for n, name in enumerate(self.diary):
            day = _FIRST + timedelta(n)
            assert [row.text(posts.NAME) for row in rows if posts.holds(row, day)] == ([name] if name else [])
            assert [each.name for each in posts.serving((data,), Village("demo", "甲村"), day)] == ([name] if name else [])
        if rows and self.diary:
            self.vacancies(rows)
        context = Context(SiteConfig(), Village("demo", "甲村"), self.day)
        assert list(posts.seats_kept((data,), context)) == []
        if self.held:  # another one who comes while he is there is told of
            second = a_row("周假设", self.terms[-1][1] + timedelta(1), None, 99)
            crowded = Dataset("posts", "2020", "demo", (*rows, second))
            assert [p.source.row for p in posts.seats_kept((crowded,), context)] == [99]

    def vacancies(self, rows: list[Row]) -> None:
        last = _FIRST + timedelta(len(self.diary) - 1)
        missing, since = posts.vacant(rows, last)
        assert missing == (0 if self.diary[-1] else 1)
        known = any(self.diary)
        if missing and known:
            empty = len(self.diary) - max(n for n, name in enumerate(self.diary) if name) - 1
            assert since == last - timedelta(empty - 1)
        else:
            assert since is None


TestTerms = Terms.TestCase
TestTerms.settings = examples(25, stateful_step_count=12)


def test_a_term_is_the_laws_where_nobody_writes_one() -> None:
    row = a_row("王示例", date(2021, 12, 18), None, 2)
    assert posts.term_end(row) == date(2026, 12, 17)


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("村党支部", "party"),
        ("中共示例村总支部委员会", "party"),
        ("党总支", "party"),
        ("团支部", ""),
        ("村委会", "committee"),
        ("示例村村民委员会", "committee"),
        ("人民调解委员会", ""),
        ("村务监督委员会", "supervisors"),
        ("监委会", "supervisors"),
        ("示例村股份经济合作社", "economy"),
        ("驻村工作队", "team"),
        ("第三网格", "grid"),
        ("妇联", ""),
    ],
)
def test_a_body_is_known_by_its_name(name: str, sort: str) -> None:
    assert body_of(name).sort == sort


def test_posts_of_one_person() -> None:
    assert all(map(is_single, ("书记", "主任", "一组组长", "第一书记", "理事长")))
    assert not any(map(is_single, ("副主任", "副书记", "委员", "网格员")))


def test_a_header_may_be_written_otherwise(problems_of: Problems) -> None:
    rows = "机构,岗位,人员,任职时间,任期届满,免职日期,任职方式,哪次选举,分管工作,联系电话,备注\n"
    rows += "村民委员会,主任,王示例,2021年12月18日,5年,,选举,,全面工作,0000-0000006,\n"
    assert problems_of({"village.yml": BARE, "posts/2021.csv": rows}) == []


def test_a_vacancy_and_what_nobody_wrote_down_are_no_names(tmp_path: Path) -> None:
    root = write_tree(
        tmp_path, {"village.yml": BARE, "posts/2021.csv": file("团支部,书记,空缺,,2026-08-01,,,,,,,", "妇联,委员,未载,,,,,,,,,")}
    )
    shown = made(root)
    assert "从 2026-08-01 起" in shown
    assert "没有记下" in shown
    assert read_board(BoardTask(root, "demo", SiteConfig(), TODAY))[0].village.serving == ()  # type: ignore[union-attr]


# --- one source for who is named by office -------------------------------------------------------


def test_who_holds_a_post_is_named_in_every_list_for_as_long(tmp_path: Path) -> None:
    """A 组长 whom village.yml does not name is paid by name after the posting; who has left is not."""
    without = write_tree(tmp_path / "a", {"village.yml": BARE, "pay/2026-Q3.csv": PAID})
    assert "张仿真" not in made(without)
    held = write_tree(
        tmp_path / "b",
        {"village.yml": BARE, "pay/2026-Q3.csv": PAID, "posts/2021.csv": file("村民小组,一组组长,张仿真,,2021-12-28,,,推选,,,,")},
    )
    shown = made(held)
    assert "张仿真" in shown
    assert "王建国" not in shown
    left = write_tree(
        tmp_path / "c",
        {"village.yml": BARE, "pay/2026-Q3.csv": PAID, "posts/2021.csv": file("村民小组,一组组长,张仿真,,2021-12-28,,2026-11-01,推选,,,,")},
    )
    assert "张仿真" not in made(left)


def test_who_has_left_is_named_for_fifteen_days_and_the_day_is_known_before(tmp_path: Path) -> None:
    leaves = date(2026, 12, 1)
    rows = file("妇联,主席,王建国,,2022-01-18,5年,2026-12-01,选举,,,,", "妇联,主席,李样本,,2026-12-01,5年,,选举,,,,")
    root = write_tree(
        tmp_path, {"village.yml": BARE, "posts/2021.csv": rows.replace("妇联,主席,李样本,,2026-12-01", "妇联,委员,李样本,,2022-01-18")}
    )
    for edition in ("public", "village"):
        assert "王建国" in made(root, leaves + timedelta(14), edition)
        after = made(root, leaves + timedelta(15), edition)
        assert "王建国" not in after
        assert "李样本" in after
        assert "姓名已撤下" in after
    data, _ = load_board(root, "demo", all_kinds())
    assert data.village
    known = ends(data.datasets, Context(SiteConfig(), data.village, TODAY), all_kinds())
    assert known == {"data/villages/demo/posts/2021.csv": "2026-12-16"}


def test_near_kin_is_told_nobody(tmp_path: Path) -> None:
    rows = file(
        "村民委员会,主任,王示例,,2021-12-18,,,选举,,全面工作,0000-0000006,王建国、李秀英",
        "村务监督委员会,主任,李秀英,,2021-12-20,,,推选,,,,",
    )
    root = write_tree(tmp_path, {"village.yml": BARE, "posts/2021.csv": rows})
    for edition in ("public", "village"):
        shown = made(root, edition=edition)
        assert "王建国" not in shown
    problems = read_board(BoardTask(root, "demo", SiteConfig(), TODAY))[2]
    assert [(p.code, p.source.file, p.source.row) for p in problems] == [("supervisor-conflict", "data/villages/demo/posts/2021.csv", 3)]


@pytest.mark.parametrize(
    ("row", "conflict"),
    [
        ("村民委员会,委员,周假设,,2021-12-18,,,选举,,,,", True),
        ("村民委员会,报账员,周假设,,2021-12-18,,,聘任,,,,", True),
        ("村党支部,书记,周假设,,2021-12-18,,,选举,,,,", True),
        ("村党支部,委员,周假设,,2021-12-18,,,选举,,,,", False),
        ("集体经济组织,监事长,周假设,,2021-12-18,,,选举,,,,", False),
        ("村民委员会,委员,周假设,,2016-12-18,,2021-12-18,选举,,,,", False),
    ],
)
def test_nobody_supervises_himself(row: str, conflict: bool, problems_of: Problems) -> None:
    """From the posts alone, village.yml naming nobody."""
    others = (f"村民委员会,委员,{name},,2021-12-18,,,选举,,,," for name in ("张仿真", "孙虚构", "钱演示"))  # enough of them
    rows = file(row, "村务监督委员会,主任,周假设,,2021-12-20,,,推选,,,,", *others)
    assert [code for code, *_ in problems_of({"village.yml": BARE, "posts/2021.csv": rows})] == ["supervisor-conflict"] * conflict


def test_village_yml_stays_valid_and_may_say_the_same_in_its_own_words(problems_of: Problems) -> None:
    """Shorter names of bodies, several posts in one line, duties in another order."""
    settings = (
        BARE
        + "班子:\n  - {姓名: 王示例, 职务: 党支部书记、村委会主任, 分工: 财务审批，全面工作}\n监督:\n  - {姓名: 周假设, 职务: 监委会主任}\n"
    )
    rows = file(
        "村党支部,书记,王示例,,2021-11-26,,,选举,,全面工作、财务审批,,",
        "村民委员会,主任,王示例,,2021-12-18,,,选举,,,,",
        "村务监督委员会,主任,周假设,,2021-12-20,,,推选,,,,",
        "村民小组,一组组长,张仿真,,2021-12-28,,,推选,,,,",
    )
    assert problems_of({"village.yml": settings, "posts/2021.csv": rows}) == []
    assert problems_of({"village.yml": settings}) == []


def test_the_home_page_names_them_from_the_posts(tmp_path: Path) -> None:
    """Where village.yml names nobody: whom to ask, 村干部, who watches; and where to look further."""
    rows = file(
        "村民委员会,主任,王示例,,2021-12-18,,,选举,,,,",
        "村民委员会,副主任,李样本,1,2021-12-18,,,选举,,自来水、水利,0000-0000003,",
        "村务监督委员会,主任,周假设,,2021-12-20,,,推选,,,,",
    )
    root = write_tree(tmp_path, {"village.yml": BARE, "posts/2021.csv": rows})
    _, plan, _ = plan_board(BoardTask(root, "demo", SiteConfig(), TODAY))
    assert plan
    docs = docs_of(plan)
    home, people = docs["index.md"].decode(), docs["life/people.md"].decode()
    assert home.index('<p class="gk-ask"><span>有疑问找 <strong>李样本</strong></span>') < home.index("## 有疑问找谁")
    asked = home[home.index("## 有疑问找谁") :]
    assert (
        asked.index("自来水、水利")
        < asked.index("李样本，村民委员会副主任")
        < asked.index("tel:0000-0000003")
        < asked.index('href="life/people/"')
    )
    assert asked.index("村干部") < asked.index("王示例") < asked.index("村务监督委员会") < asked.index("周假设")
    assert people.index("自来水、水利") < people.index("李样本，村民委员会副主任") < people.index("## 村里的组织")
    assert [r.path for r in each_record(plan.records or ()) if "自来水" in r.text] == ["life/posts/2021.md"]


def test_the_home_page_names_nobody_whom_the_posts_may_not(tmp_path: Path) -> None:
    """Where the region has names of posts masked, or their file is for villagers only, home names them no more than their own page does."""
    rows = file("村民委员会,主任,王建国,,2021-12-18,,,选举,,自来水,0000-0000003,")
    files = {"posts/2021.csv": rows, "/data/regions/strict.yml": "名称: 本地\n目录:\n  - {码: D01, 隐私: 2}\n"}
    masked = write_tree(tmp_path / "a", {**files, "village.yml": BARE + "地区: strict\n"})
    regions = load_site(masked)[0]
    _, plan, problems = plan_board(BoardTask(masked, "demo", regions, TODAY))
    assert plan, problems
    docs = docs_of(plan)
    assert not [path for path, content in docs.items() if "王建国" in content.decode("utf-8", "ignore")]
    assert "王某" in docs["index.md"].decode()
    assert "王建国" in docs_of(plan_board(BoardTask(masked, "demo", regions, TODAY, edition="village"))[1])["index.md"].decode()  # type: ignore[arg-type]


def test_roles_are_told_once() -> None:
    held = Serving("王示例", "村民小组", "村民小组组长", "", Source(""))
    assert held.role == "村民小组组长"


# --- teams ---------------------------------------------------------------------------------------


def test_a_voucher_is_one_of_the_month_of_its_record(problems_of: Problems) -> None:
    """Numbers begin anew each month; a month that is not there says nothing."""
    book = "日期,凭证号,摘要,科目,收入,支出,余额\n,,上月余额,,,,0\n2026-09-03,记-001,补助到账,补助收入,{0},,{0}\n"
    head = "名称: 工作队\n进驻: 2026-05-12\n记实:\n"
    record = "  - {{记什么: 月度记实, 日期: 2026-{}-28, 投入资金: 400, 凭证号: 记-001}}\n"
    files = {"ledger/2026-09.csv": book.format("400.00"), "teams/2026-team.yml": head + record.format("09") + record.format("08")}
    assert problems_of(files) == []
    assert [code for code, *_ in problems_of({**files, "ledger/2026-09.csv": book.format("400.01")})] == ["team-money-differs"]


def test_a_team_tells_what_it_brought_and_where_it_stands(samples: Path) -> None:
    pages = samples / "build/boards"
    page = (pages / "shifan/docs/life/teams/2025-team.md").read_text(encoding="utf-8")
    assert "135,000.00" in page
    assert page.index("2026年10月31日") < page.index("2025年5月12日</time>")
    old = (pages / "dongxian/docs/life/teams/2004-team.md").read_text(encoding="utf-8")
    assert "史料里的工作队" in old
    assert "姓名、职务原文未载" in old


def test_the_old_village_has_its_posts_and_says_what_nobody_wrote_down(samples: Path) -> None:
    people = (samples / "build/boards/dongxian/docs/life/people.md").read_text(encoding="utf-8")
    assert people.count("咸德军") == 3
    assert "5 人，没有记下姓名" in people
    assert people.count("4 人，没有记下姓名") == 2
    assert "空缺" not in people


def test_who_is_in_charge_of_water_is_two_taps_from_home(samples: Path) -> None:
    docs = samples / "build/boards/shifan/docs"
    home, people = ((docs / name).read_text(encoding="utf-8") for name in ("index.md", "life/people.md"))
    assert '<a href="life/people/">谁管什么</a>' in home
    assert re.search('农业、水利、工程</strong>\n<span>李样本[^\n]*\n<a class="gk-phone"', people)


# --- as clerks write it --------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["空缺", "暂缺", "（空缺）", " 空 缺 ", "待补"])
def test_nobody_is_nobody_however_it_is_written(text: str) -> None:
    row = a_row(text, date(2021, 12, 18), None, 2)
    assert not posts.named(row)
    assert not posts.holds(row, TODAY)
    assert posts.vacant([row], TODAY) == (1, date(2021, 12, 18))


@pytest.mark.parametrize("text", ["王示例", "王 示 例", "王示例（兼）", "王示例(兼任)"])
def test_a_name_is_known_without_what_explains_it(text: str) -> None:
    data = Dataset("posts", "2020", "demo", (a_row(text, date(2021, 12, 18), None, 2),))
    assert [each.name for each in posts.serving((data,), Village("demo", "甲村"), TODAY)] == ["王示例"]


def test_who_is_elected_again_leaves_the_old_term_first(problems_of: Problems) -> None:
    """In another file; told once, and of a post of many seats too."""
    old = file("村民委员会,主任,王示例,,2021-12-18,,,选举,,,,", "村民委员会,委员,李样本,,2021-12-18,,,选举,,,,")
    new = old.replace("2021-12-18", "2026-11-02")
    third = file("村民委员会,委员,孙虚构,,2021-12-18,,,选举,,,,")
    told = problems_of({"village.yml": BARE, "posts/2020.csv": third, "posts/2021.csv": old, "posts/2026.csv": new})
    assert told == [("post-crowded", 2, 2, "姓名"), ("post-crowded", 3, 3, "姓名")]
    assert problems_of({"village.yml": BARE, "posts/2021.csv": old.replace(",,,选举", ",,2026-11-02,选举")}) == []


def test_a_mobile_number_is_no_office_telephone(problems_of: Problems) -> None:
    rows = file("村民委员会,主任,王示例,,2021-12-18,,,选举,,,13912345678,")
    assert [code for code, *_ in problems_of({"village.yml": BARE, "posts/2021.csv": rows})] == ["personal-phone"]


@pytest.mark.parametrize(("members", "told"), [(4, True), (5, False), (6, False), (7, True)])
def test_a_county_may_have_another_number_of_members(members: int, told: bool, tmp_path: Path) -> None:
    """In place of the three to seven of the law."""
    rows = f"组织,职务,姓名,人数,职数\n村委会,主任,未载,1,\n村委会,委员,未载,{members - 1},9\n"
    region = {"../../regions/county.yml": "名称: 示例县\n班子人数: [村民委员会 5-6人]\n", "village.yml": BARE + "地区: county\n"}
    problems = build.check(write_tree(tmp_path, {**region, "posts/2021.csv": rows}), TODAY).problems
    assert [p.message for p in problems if p.code == "post-number" and "示例县规定是 5 到 6 人" in p.message] == [
        f"村委会现在有 {members} 人（主任、副主任、委员），示例县规定是 5 到 6 人。"
    ] * told


@pytest.mark.parametrize("text", ["村委会很多人", "村民委员会 7-5人", "妇联 3人", "村民委员会"])
def test_a_number_of_members_that_cannot_be_read_is_told(text: str, tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"../../regions/county.yml": f"名称: 示例县\n班子人数: {text}\n", "village.yml": BARE})
    assert "bad-rule" in [p.code for p in build.check(root, TODAY).problems]


def test_a_list_that_names_only_the_head_tells_nothing_of_the_others(problems_of: Problems) -> None:
    assert problems_of({"village.yml": BARE, "posts/2021.csv": "组织,职务,姓名\n村委会,主任,王示例\n"}) == []
