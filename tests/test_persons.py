"""Who may be named: everyday words for the items of the catalogue, sentences with persons, parties, lists, regions; every kind and exit."""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator import build
from generator.board import plan_board
from generator.check.body import rewritten, tables
from generator.check.persons import names_told
from generator.check.redaction import as_may_be_shown
from generator.check.requirements import matter, near
from generator.check.rosters import listed, text_without_names
from generator.check.served import only_sums
from generator.config import Context, Edition, SiteConfig, Village
from generator.findable import each_record
from generator.kinds import all_kinds
from generator.law.persons import in_cell, situations
from generator.load.settings import load_site
from generator.model import Dataset, Problem
from generator.privacy.conditions import of_somebody
from generator.privacy.gate import findings
from generator.task import BoardTask
from tests.conftest import OPENED, TODAY, loaded, write_tree
from tests.sentences import HARMLESS, TOLD

CONTEXT = Context(SiteConfig(), Village("demo", "甲村"), TODAY)
_SAID = """
低保 C09 低保金 C09 低保户 C09 最低生活保障 C09 特困 C09 五保 C09 五保户 C09 临时救助 C09 医疗救助 C09 残疾人补贴 C10 残疾补贴 C10
两项补贴 C10 孤儿补贴 C10 孤儿 C10 高龄补贴 C10 高龄津贴 C10 困境儿童 C41 优抚 C39 脱贫户 C06 监测户 C06 困难户 C06 慰问 C40 救灾物资 C07
耕地地力补贴 C11 种粮补贴 C11 粮补 C11 惠农补贴 C11 宅基地 C12 建房 C12 征地 C13 拆迁 C13 土地流转 C14 机动地 C14 修路 C15 工程 C15
招租 C16 门面出租 C16 换届 C17 村委会选举 C17 评议 C18 离任审计 C19 村规民约 C20 监委会 C21 干部工资 C22 误工费 C04 一事一议 C05
筹资筹劳 C05 水电费 C23 水费 C23 电费 C23 户口 C24 医保 C25 养老保险 C25 保洁员 C26 意见箱 C27 财务 F02 财务公开 F02 收支 F02
预算 F01 固定资产 F06 债权债务 F08 合同 F09 专款 F11 征地款 F12 招待费 F13 分红 F14 捐款 F17 党费 D04 发展党员 D03 文明户 H01
积分 H02 黑榜 H04 入党 D03 监测对象 C06 村民代表大会 C01 会议记录 C01 工程招标 C15 工程中标公示 C15 鱼塘承包 C16 发包招投标 C16
村情 C29 规章制度 C30 承诺 C31 工作总结 C32 授权事项 C33 小微权力 C34 网格员 C35 补贴政策 C36 危房 C37 失地农民养老 C38
抚恤金 C39 奖学金 C40 助学 C40 留守儿童 C41 红白事 C42 协会 C43 卫生室 C44 助餐 C44 联名要求 C45 公章 C46 成员确认 C47 罢免 C48 工作队 C49
说事 C50 述职 D07
"""
EVERYDAY_WORDS = re.findall(r"(\S+) ([CDFH]\d\d)", _SAID)
TAIL = "主体: 村民委员会\n范围: 社会\n公开日: 2026-11-10\n公示起: 2026-11-10\n公示止: 2026-11-30\n期间: 2026-Q3\n"
NOTICE = "---\n标题: {title}\n事项: {matter}\n" + TAIL + "{more}---\n\n{body}\n"
TABLE = "姓名,组别,金额\n王建国,一组,480\n李秀英,二组,360\n"
SUMS = "类别,人数,金额\n甲,31,24817.00\n乙,12,8611.00\n"
PLANTED = ("王建国", "李秀英", "欧阳志强", "肖桂兰")


def problems(root: Path, today: date = TODAY) -> list[Problem]:
    return [p for p in build.check(root, today).problems if p.severity.value != "info"]


def codes(root: Path) -> list[str]:
    return sorted({p.code for p in problems(root)})


def notice(root: Path, matter: str, table: str = "", body: str = "乙。", title: str = "公示", more: str = "", **files: str) -> Path:
    said = NOTICE.format(title=title, matter=matter, body=body, more=more + ("附表: 2026-a.csv\n" if table else ""))
    return write_tree(root, {"notices/2026-a.md": said, **({"notices/2026-a.csv": table} if table else {}), **files})


def made(root: Path, edition: Edition = "public", today: date = TODAY) -> str:
    """All that would be published and found, as one text."""
    _, plan, found = plan_board(BoardTask(root, "demo", load_site(root)[0], today, edition=edition))
    assert plan, found
    items = [item for item in plan.items if not item.name.startswith(("guide", "forms"))]
    published = [content for item in items for content in item.make().values()]
    return "\n".join([*map(repr, each_record(plan.records or ())), *(content.decode("utf-8", "replace") for content in published)])


# --- words for items -------------------------------------------------------------------------


@pytest.mark.parametrize(("word", "code"), EVERYDAY_WORDS)
def test_an_everyday_word_is_the_item_it_means(word: str, code: str) -> None:
    found = matter(word, CONTEXT)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("word", ["招投标", "招标", "中标公示"])
def test_a_word_for_works_and_for_leases_is_asked_about(word: str) -> None:
    """More may be told of works than of a lease, so that neither is taken for granted."""
    assert matter(word, CONTEXT) is None
    assert set(near(word, CONTEXT)) >= {"村级工程", "资产资源发包租赁处置"}


def test_there_are_sixty_of_them() -> None:
    assert len({word for word, _ in EVERYDAY_WORDS}) >= 60


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("低保费", "低保、特困、临时救助"), ("2026年低保", "低保、特困、临时救助"), ("低保公示", "低保、特困、临时救助"),
        ("临时救济", "低保、特困、临时救助"),
        ("残疾人津贴", "残疾、高龄、孤儿等补贴"), ("高龄补助", "残疾、高龄、孤儿等补贴"), ("村级公程", "村级工程"),
        ("宅基地公示", "宅基地申请、审批"),
        ("水电费收缴", "水电费等代收"), ("财务收支表", "收支明细(逐笔)"),
    ],
)  # fmt: skip
def test_an_unknown_word_is_told_with_what_was_likely_meant(word: str, title: str, tmp_path: Path) -> None:
    assert matter(word, CONTEXT) is None
    (found,) = problems(notice(tmp_path, word))
    assert found.code == "unknown-matter"
    assert word in found.message
    assert f"「{title}」" in found.hint
    assert title in near(word, CONTEXT)


def test_other_is_a_word_and_so_is_an_item_of_the_region(tmp_path: Path) -> None:
    assert codes(notice(tmp_path / "a", "其他")) == []
    region = {
        "/data/regions/here.yml": "名称: 本地\n目录:\n  - {码: X01, 名称: 农机作业, 周期: 季}\n",
        "/data/site.yml": "标题: 甲\n地区: here\n",
    }
    assert codes(notice(tmp_path / "b", "农机作业", **region)) == []


# --- only sums -------------------------------------------------------------------------------


SHORT = [word for word, code in EVERYDAY_WORDS if code in ("C06", "C09", "C10", "C24", "H04")]


@pytest.mark.parametrize("word", SHORT)
def test_under_any_word_for_it_a_list_of_persons_is_refused(word: str, tmp_path: Path) -> None:
    root = notice(tmp_path, word, TABLE)
    assert "personal-list" in codes(root)
    assert plan_board(BoardTask(root, "demo", load_site(root)[0], TODAY))[1] is None
    assert codes(notice(tmp_path, word, SUMS)) == []


@pytest.mark.parametrize("matter", ["其他", "村级工程", "水电费", "慰问"])
@pytest.mark.parametrize(
    ("title", "table"),
    [
        ("三季度低保发放", TABLE), ("残疾人补贴公示", TABLE), ("公示", "姓名,低保金额\n王建国,480\n李秀英,360\n"),
        ("公示", "孤儿姓名,金额\n李小明,900\n"),
        ("公示", "姓名,类别\n王建国,低保户\n李秀英,特困\n"), ("公示", "低保发放表,,\n名字,组别,金额\n王建国,一组,480\n李秀英,一组,300\n"),
        ("公示", "特困人员,金额\n王建国,480\n"), ("临时救助名单", "王建国,一组,480\n李秀英,二组,360\n"),
        ("公示", "类别,人数,备注\n低保,31,王建国、李秀英\n"), ("公示", "低保类别,谁,金额\n甲类,王某,480\n乙类,李某某,300\n"),
        ("大病救助", "人员,金额\n肖桂兰,480\n欧阳志强,36\n"),
    ],
)  # fmt: skip
def test_under_any_matter_what_only_sums_may_say_of_names_nobody(matter: str, title: str, table: str, tmp_path: Path) -> None:
    assert {"personal-list", "personal-health"} & set(codes(notice(tmp_path, matter, table, title=title)))


@pytest.mark.parametrize(
    "body",
    [
        "| 姓名 | 组别 | 金额 |\n| --- | --- | --- |\n| 王建国 | 一组 | 480 |\n| 李秀英 | 二组 | 360 |",
        "姓名\t组别\t金额\n王建国\t一组\t480\n李秀英\t二组\t360", "姓名    金额\n王建国    480\n李秀英    360", "王建国\t480\n李秀英\t360",
        "- 王建国 480 元\n- 李秀英 360 元", "1. 一组 王建国：480 元\n2. 二组 李秀英：360 元", "王建国\n李秀英",
        "本月享受的有：王建国、李秀英、张明。",
        "| 名单 |\n|---|\n| 肖桂兰 |\n| 欧阳志强 |",
    ],
)  # fmt: skip
def test_a_list_in_the_body_is_a_list(body: str, tmp_path: Path) -> None:
    found = problems(notice(tmp_path, "低保", body=f"发放如下。\n\n{body}"))
    assert {p.code for p in found} == {"personal-list"}
    assert all(p.source.line > 10 for p in found)
    assert not any(name in f"{p.message}{p.hint}{p.excerpt}" for p in found for name in PLANTED)


@pytest.mark.parametrize(
    "body",
    [
        "| 类别 | 人数 | 金额 |\n| --- | --- | --- |\n| 低保 | 31 | 24817 |", "- 低保 31 户\n- 特困 12 户", "审核人：周建设、吴建华。",
        "联系人：王建国，电话写在村部门口。", "村干部王建国、李秀英入户核查。",
        "发放 24817 元，共 31 户。\n\n1. 本人申请\n2. 民主评议\n3. 张榜公示",
    ],
)  # fmt: skip
def test_what_is_no_list_is_not_told(body: str, tmp_path: Path) -> None:
    assert codes(notice(tmp_path, "低保", body=body)) == []


def test_who_serves_such_people_is_no_list(tmp_path: Path) -> None:
    table = "日期,地点,负责人\n11月20日,村部,王建国\n11月21日,文化广场,李秀英\n"
    assert codes(notice(tmp_path / "a", "其他", table, title="残疾人换证安排")) == []
    village = {"village.yml": f"村名: 甲村\n{OPENED}班子:\n  - {{姓名: 王建国, 职务: 主任}}\n"}
    assert codes(notice(tmp_path / "b", "其他", "姓名,职务\n王建国,会长\n", title="残疾人互助会", **village)) == []
    assert codes(notice(tmp_path / "c", "其他", "姓名,职务\n王建国,会长\n", title="残疾人互助会")) == ["personal-list"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("全村孤儿 2 名。", True), ("新增低保3户。", True), ("残疾人 4 人。", True), ("有两名孤儿上学。", True),
        ("一户低保户搬走了。", True), ("特困供养１人。", True),
        ("新增低保 13 户。", False), ("残疾人 24 人。", False), ("低保每户一张表。", False), ("孤儿一人一档。", False),
        ("低保户 31 户 46 人。", False),
        ("低保评议小组 3 人。", False), ("路灯坏了 3 盏。", False), ("两名干部走访低保户。", False), ("残疾人专干 1 人。", False),
        ("低保户不到 5 户。", False),
    ],
)  # fmt: skip
def test_a_small_count_in_running_text_is_told(text: str, told: bool, tmp_path: Path) -> None:
    assert ("personal-few" in codes(notice(tmp_path, "其他", body=text))) == told


def test_small_counts_of_a_table_in_the_body_are_in_no_byte(tmp_path: Path) -> None:
    head = "| 类别 | 人数 | 金额 |\n| --- | --- | --- |"
    table = f"{head}\n| 低保 | 31 | 24817 |\n| 特困 | 3 | 2943 |\n| 救助 | 12 | 8611 |\n| 合计 | 46 | 36371 |"
    for edition in ("public", "village"):
        said = made(notice(tmp_path, "低保", body=table), edition)
        assert "24817" in said
        assert "2943" not in said
        assert "8611" not in said


# --- sentences -------------------------------------------------------------------------------


@pytest.mark.parametrize("text", TOLD)
def test_a_sentence_that_says_it_of_somebody_is_told(text: str) -> None:
    assert list(of_somebody(text))
    for file in ("data/villages/demo/notices/a.md", "content/a.md", "data/villages/demo/village.yml"):
        assert {"personal-health"} <= {f.code for f in findings(file, text.encode())}
    cell = f"日期,摘要\n2026-03-05,{text.replace(',', '，')}\n"
    assert {"personal-health"} <= {f.code for f in findings("data/villages/demo/ledger/2026-03.csv", cell.encode())}


@pytest.mark.parametrize("text", HARMLESS)
def test_a_sentence_that_says_nothing_of_the_kind_is_not(text: str, tmp_path: Path) -> None:
    assert [f.code for f in findings("content/a.md", text.encode())] == []
    assert codes(notice(tmp_path, "其他", body=text)) == []


def test_there_are_forty_of_each() -> None:
    assert len(set(TOLD)) == len(set(HARMLESS)) == 40


@pytest.mark.parametrize(
    "text", ["王", "低保", "王建国和", "低保户王建", "王建国，", "3户低保", "王建国、", "王建国 ", "1", " ", "| - ", "张\t", "（"]
)
def test_twice_the_text_takes_no_more_than_twice_as_long(text: str) -> None:
    def seconds(long: str) -> float:
        gc.disable()  # what the tests before it have left is none of its time
        begun = time.process_time()
        list(findings("content/a.md", long.encode()))
        list(in_cell(long))
        list(listed(long.replace("国", "国\n").split("\n")))
        tables(long)
        situations().few.search(long)
        took = time.process_time() - begun
        gc.enable()
        return took

    once = max(seconds(text * 2000), 0.02)
    assert seconds(text * 8000) < once * 12


# --- parties and other columns ---------------------------------------------------------------


PERSONS = (
    "王建国", "王英", "欧阳修", "肖桂兰", "张 明", "王建国（三组）", "三组王建国", "村民王建国", "王建国、李英", "王建国等3户",
    "王李明华", "王建国户", "李国学", "承包户周文斌",
    "个人：陈福生", "赵德福夫妇", "孙玉梅，钱进财", "何家辉个人", "吕样张", "沈样板（一组）",
)  # fmt: skip
FIRMS = (
    "冯某", "王某（三组）", "示例农资店", "金穗粮油", "张庄小学", "赵庄", "李村", "华联超市", "平安保险", "时代物流", "农商行",
    "付款方", "陈记面馆", "王建国施工队", "周口店", "马家村",
    "示例镇水利站", "二组", "全体村民", "示例路桥施工队", "常青藤", "石子厂", "水利站", "金水养殖合作社", "安泰建材",
    "高标准农田", "示范村村委会", "江山建筑公司", "光伏电站", "范例水电安装部",
    "方圆测绘", "白云宾馆", "万家乐", "施工人员", "农户", "路灯厂家", "和平商行", "匿名", "村内各户", "黄河水务",
)  # fmt: skip


@pytest.mark.parametrize("text", PERSONS)
def test_a_person_is_told(text: str) -> None:
    assert in_cell(text)


@pytest.mark.parametrize("text", FIRMS)
def test_a_firm_and_a_unit_are_not(text: str) -> None:
    assert in_cell(text) == ()


@pytest.fixture(scope="module")
def shifan() -> dict[str, tuple[Dataset, ...]]:
    return dict(loaded("shifan")[0].datasets)


def planted(data: Dataset, column: str, text: str) -> Dataset:
    """The file with a text in one column of its first row."""
    first = data.rows[0]
    at = first.head.places.get(column)
    if at is None:
        head = replace(first.head, fields=(*first.head.fields, column), letters=())
        first = replace(first, head=head, texts=(*first.texts, text), values=(*first.values, text), lines=())
    else:
        texts, values = list(first.texts), list(first.values)
        texts[at] = values[at] = text
        first = replace(first, texts=tuple(texts), values=tuple(values))
    return replace(data, rows=(first, *data.rows[1:]))


COLUMNS = [(kind, column) for kind in all_kinds() if not kind.document for column in kind.columns if column.type == "text"]


@pytest.mark.parametrize(("kind", "column"), COLUMNS, ids=lambda each: each.name)
def test_in_every_column_of_every_kind_a_full_name_is_told_or_belongs_there(kind, column, shifan) -> None:  # type: ignore[no-untyped-def]
    """A column says itself who may be named in it; nothing said means nobody."""
    data = shifan[kind.name][0]
    assert list(names_told(kind)((data,), CONTEXT)) == []
    found = [p for name in PLANTED[:3] for p in names_told(kind)((planted(data, column.name, name),), CONTEXT)]
    if column.persons in ("", "party"):
        assert [(p.code, p.source.field) for p in found] == [("personal-name", column.name)] * 3
        assert not any(name in f"{p.message}{p.hint}{p.excerpt}" for p in found for name in PLANTED)
    else:
        assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "村民王建国提出路太窄", "王建国不同意修路", "三组王建国家门口的路灯不亮", "付给王建国、李秀英两户", "户主：李秀英",
        "欧阳志强同志反映水压不足", "由王建国承包",
        "退还王建国押金", "担保人王建国", "王建国宅基地申请", "内部往来-王建国", "付给王建国运费 300 元", "代表王建国、李秀英、张明弃权",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("kind", "column"), [("decisions", "说明"), ("questions", "问题"), ("questions", "答复"), ("meetings", "落实情况")]
)
def test_running_text_names_nobody(kind: str, column: str, text: str, shifan: dict[str, tuple[Dataset, ...]]) -> None:
    check = names_told(next(k for k in all_kinds() if k.name == kind))
    if text in ("付给王建国、李秀英两户", "退还王建国押金"):
        text = f"{text}。"
    assert {p.code for p in check((planted(shifan[kind][0], column, text),), CONTEXT)} == {"personal-name"}


def test_who_serves_the_village_is_named_in_running_text(shifan: dict[str, tuple[Dataset, ...]]) -> None:
    from generator.config import Officer

    check = names_told(next(k for k in all_kinds() if k.name == "questions"))
    said = (planted(shifan["questions"][0], "答复", "已请王建国处理，下周修好"),)
    assert [p.code for p in check(said, CONTEXT)] == ["personal-name"]
    served = replace(CONTEXT, village=replace(CONTEXT.village, officers=(Officer("王建国", "村委会主任"),)))
    assert list(check(said, served)) == []


def test_nothing_is_published_before_it_is_mended_or_let_through(tmp_path: Path) -> None:
    table = "类别,对方,事由,发生日期,余额\n债权,王建国,旧仓库租金,2026-07-10,2400.00\n"
    root = write_tree(tmp_path, {"debts/2026-Q3.csv": table})
    assert [p.code for p in problems(root)] == ["personal-name"]
    assert plan_board(BoardTask(root, "demo", load_site(root)[0], TODAY))[1] is None
    let = f"{OPENED}村名: 甲村\n隐私放行:\n  - {{代码: personal-name, 位置: debts/2026-Q3.csv 第 2 行, 原因: 是饭店的字号}}\n"
    write_tree(root, {"village.yml": let})
    assert [p.code for p in build.check(root, TODAY).problems] == ["personal-allowed"]
    assert "王建国" in made(root)


# --- names masked ----------------------------------------------------------------------------


BODIES = (
    "| 户主 | 组别 | 应收 |\n| --- | --- | --- |\n| {0} | 一组 | 35 |\n| {1} | 二组 | 42 |\n| {2} | 二组 | 18 |\n| {3} | 二组 | 18 |",
    "户主\t应收\n{0}\t35\n{1}\t42\n{2}\t18\n{3}\t18",
    "- {0} 35 元\n- {1} 42 元\n- {2} 18 元\n- {3} 18 元",
    "欠费的有：{0}、{1}、{2}、{3}。",
)


@pytest.mark.parametrize("body", BODIES)
def test_names_in_a_body_are_masked_for_everybody(body: str, tmp_path: Path) -> None:
    root = notice(tmp_path, "水费", body=body.format(*PLANTED))
    said = made(root)
    assert not any(name in said for name in PLANTED)
    assert "欧阳某" in said
    assert all(name in made(root, "village") for name in PLANTED)


def test_a_list_leaves_with_its_last_day_and_its_sum_stays(tmp_path: Path) -> None:
    """In pages, downloads and search, in both editions, in a build on top of another as in a clean one."""
    rows = "".join(f"{'一二'[n % 2]}组,{name},{30 + n}.50\n" for n, name in enumerate((*PLANTED, *(f"王建{c}" for c in "军民业平安宁"))))
    body = BODIES[0].format(*PLANTED)
    root = notice(tmp_path, "水费", f"组别,户主,应收\n{rows}", body=body, more="结果: 无异议\n结果日期: 2026-12-01\n")
    everybody = (*PLANTED, "王建军", "王建宁")
    for edition in ("public", "village"):
        before, after = made(root, edition, date(2026, 11, 30)), made(root, edition, date(2026, 12, 1))
        assert all(name in before for name in everybody) == (edition == "village")
        assert not any(name in after for name in everybody)
        assert ("王某" in before) == (edition == "public")
        assert "王某" not in after
        assert "名单已经撤下" in after
        assert "350.00" in after  # 35.50 + … of all ten
    assert build.build(root, date(2026, 11, 30), edition="village").boards[0].built
    site = root / "site-village"
    page = site / "demo/notices/2026-a/index.html"
    assert "王建国" in page.read_text(encoding="utf-8")
    assert build.build(root, date(2026, 12, 1), edition="village").boards[0].built
    assert not [path for path in site.rglob("*") if path.is_file() and any(name.encode() in path.read_bytes() for name in everybody)]


def test_who_serves_stays_named(tmp_path: Path) -> None:
    village = {"village.yml": f"村名: 甲村\n{OPENED}班子:\n  - {{姓名: 王建国, 职务: 主任}}\n  - {{姓名: 李秀英, 职务: 委员}}\n"}
    root = notice(tmp_path, "党组织设置", "姓名,职务\n王建国,主任\n李秀英,委员\n", more="结果: 无异议\n结果日期: 2026-12-01\n", **village)
    assert "王建国" in made(root, "public", date(2026, 12, 20))


def test_sums_of_a_list_in_a_body_have_their_foot() -> None:
    head = "| 组别 | 户主 | 应收 |\n| --- | --- | --- |\n"
    rows = "\n".join(f"| {'一二'[n % 2]}组 | 王建{c} | {n} |" for n, c in enumerate("国军民业平安宁生文武"))
    made = rewritten(head + rows, only_sums, str)
    assert made.startswith(
        "| 组别 | 户数 | 应收 |\n| --- | --- | --- |\n| 一组 | 5 | 20 |\n| 二组 | 5 | 25 |\n| 合计 | 10 | 45 |\n\n公示期已满"
    )


# --- lists -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "cell", "told"),
    [
        ("家庭住址", "南巷", True), ("门牌号", "12", True), ("地点", "3号楼2单元", True), ("住址", "三组", False),
        ("住址", "甲村三组", False), ("组别", "三组", False),
        ("楼栋", "5栋", True),
    ],
)  # fmt: skip
def test_a_house_beside_a_name_is_told(header: str, cell: str, told: bool, tmp_path: Path) -> None:
    root = notice(tmp_path, "水费", f"户主,{header},应收\n王某,{cell},35\n李某,{cell},42\n")
    assert codes(root) == (["list-address"] if told else [])


def test_a_list_without_an_end_is_told(tmp_path: Path) -> None:
    endless = NOTICE.replace("公示起: 2026-11-10\n公示止: 2026-11-30\n", "")
    for table, body, more, expected in (
        ("户主,应收\n王某,35\n", "乙。", "", ["list-endless"]),
        ("", "| 户主 | 应收 |\n| --- | --- |\n| 王某(1) | 35 |", "", ["list-endless"]),
        ("户主,应收\n王某,35\n", "乙。", "撤下日: 2027-01-31\n", []),
        ("类别,应收\n水费,35\n", "乙。", "", []),
    ):
        more += "" + ("附表: 2026-a.csv\n" if table else "")
        said = endless.format(title="公示", matter="水费", body=body, more=more)
        root = write_tree(
            tmp_path / str(len(more) + len(body)),
            {"notices/2026-a.md": said, "notices/2026-a.csv": table} if table else {"notices/2026-a.md": said},
        )
        assert codes(root) == expected


# --- regions ---------------------------------------------------------------------------------


def region(rule: str) -> dict[str, str]:
    return {"/data/regions/here.yml": f"名称: 本地\n目录:\n  - {rule}\n", "/data/site.yml": "标题: 甲\n地区: here\n"}


def test_a_region_decides_what_a_notice_may_say(tmp_path: Path) -> None:
    def of(rule: str, matter: str) -> Path:
        return notice(tmp_path / rule, matter, "户主,金额\n王建国,480\n李秀英,360\n", more="", **region(rule))

    assert codes(of("{码: C15, 隐私: 3}", "村级工程")) == ["personal-list"]
    assert "王建国" not in made(of("{码: C15, 隐私: 2}", "工程"))
    assert "王建国" in made(of("{码: C15, 隐私: 1}", "C15"))
    assert "王建国" in made(of("{码: C23, 隐私: 0}", "水费"))
    assert "王建国" in made(of("{码: C23, 隐私: 1}", "水费"))
    assert codes(of("{码: C23, 隐私: 3}", "水费")) == ["personal-list"]
    assert codes(of("{码: C23, 隐私: 4}", "水费")) == ["bad-rule"]
    own = "{码: S01, 名称: 水塘轮灌, 周期: 季, 隐私: %s}"
    assert codes(of(own % 3, "水塘轮灌")) == ["personal-list"]
    assert "王建国" not in made(of(own % 2, "S01"))
    assert "王建国" in made(of(own % 1, "水塘轮灌"))


def test_a_region_decides_when_a_notice_goes(tmp_path: Path) -> None:
    more = "结果: 无异议\n"
    for privacy, there in ((2, False), (1, True), (0, True)):
        root = notice(tmp_path / str(privacy), "村级工程", more=more, **region(f"{{码: C15, 隐私: {privacy}}}"))
        file = root / "data/villages/demo/notices/2026-a.md"
        file.write_text(file.read_text(encoding="utf-8").replace("范围: 社会", "范围: 村民"), encoding="utf-8")
        assert ("notices/2026-a" in made(root, "village", date(2026, 12, 20))) == there


PAY = "姓名,事由,应发,实发\n王建国,保洁,300,300\n李秀英,保洁,300,300\n合计,,600,600\n公示期：2026-11-10 至 2026-11-30\n"


def test_a_region_decides_what_other_files_say_of_persons(tmp_path: Path) -> None:
    def of(privacy: int) -> Path:
        return write_tree(tmp_path / str(privacy), {"pay/2026-Q3.csv": PAY, **region(f"{{码: C22, 隐私: {privacy}}}")})

    assert "王建国" in made(of(1))
    assert "王建国" not in made(of(2))
    assert "王某" in made(of(2))
    assert "王建国" in made(of(2), "village")
    assert {(p.code, p.source.field) for p in problems(of(3))} == {("personal-list", "姓名")}


@pytest.mark.parametrize("kind", [k for k in all_kinds() if any(c.persons == "named" for c in k.columns)], ids=lambda kind: kind.name)
def test_every_column_of_names_is_masked_where_its_item_asks_for_it(
    kind, shifan: dict[str, tuple[Dataset, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("generator.check.redaction.of_item", lambda *_: 2)
    for column in (c for c in kind.columns if c.persons == "named" and c.type == "text"):
        data = replace(planted(shifan[kind.name][0], column.name, "王建国"), stated_rows=())  # with no end of its posting
        ends = [row["公示止"] for row in data.rows if isinstance(row["公示止"], date)]
        context = replace(CONTEXT, today=min([CONTEXT.today, *ends]))
        shown = as_may_be_shown({kind.name: (data,)}, context, all_kinds())[kind.name][0]
        assert "王建国" not in repr(shown)
        assert "王某" in repr(shown)
        assert "王建国" in repr(as_may_be_shown({kind.name: (data,)}, replace(context, edition="village"), all_kinds())[kind.name][0])


@pytest.mark.parametrize(
    "text",
    [
        "王建国500元；李小明300元",
        "三组王建国500元",
        "王建国;500",
        "\uff5c姓名\uff5c金额\uff5c\n\uff5c王建国\uff5c500\uff5c",
        "| 王建国 | 500 |\n| 李小明 | 300 |",
        "> | 姓名 | 金额 |\n> | --- | --- |\n> | 王建国 | 10 |",
        "> 王建国 500元",
        "## 王建国 500元",
        "**王建国** 500",
        "王**建国** 500",
        "~~王建国~~ 500",
        "[王建国](https://x.cn/) 500",
        "王 建 国  500",
        "①王建国 500",
        "一、王建国 500",
        "姓名：王建国 金额：500",
        "新增：王建国；取消：李小明",
        "王&#24314;国 500",
        "王\u200b建国 500",
    ],
)
def test_a_list_is_read_as_it_stands_on_the_page(text: str, problems_of: Callable[..., list[tuple[str, int, int, str]]]) -> None:
    """Whatever marks stand around a name, or in it."""
    notice = "---\n标题: 公示\n事项: 低保\n主体: 村民委员会\n范围: 社会\n公开日: 2026-11-02\n期间: 2026-Q3\n---\n\n"
    assert "personal-list" in [code for code, *_ in problems_of({"notices/low.md": notice + text + "\n"})]


@pytest.mark.parametrize(
    "text",
    [
        "**低保** 31 户，发放 24817 元。",
        "和平3组12户；石桥2组9户",
        "> 有意见请到村部反映。",
        "# 第三季度",
        "一、发放时间；二、发放标准",
        "低保|31|24817\n特困|12|9200",
        "高 龄 补 贴 和 护 理 补 贴 如下",
        "填报人：王建国",
        "方案3：按户核定",
        "全年12次",
    ],
)
def test_what_names_nobody_is_no_list(text: str, problems_of: Callable[..., list[tuple[str, int, int, str]]]) -> None:
    notice = "---\n标题: 公示\n事项: 低保\n主体: 村民委员会\n范围: 社会\n公开日: 2026-11-02\n期间: 2026-Q3\n---\n\n"
    assert not [code for code, *_ in problems_of({"notices/low.md": notice + text + "\n"}) if code.startswith("personal")]


def test_a_name_with_marks_in_it_is_masked() -> None:
    assert text_without_names("1. 王**建国** 500 元") == "1. 王某 500 元"
    assert "建国" not in text_without_names("> ①[王建国](https://x.cn/) 500 元")
    assert "<" not in text_without_names("王**建国** 500 元&#60;b&#62;")


@pytest.mark.parametrize("unit", ["[王", "[王](", " *王", " # ", "> ", "王 建 ", "；", "姓名：", "&#1"])
def test_a_long_line_takes_no_longer_than_its_length(unit: str) -> None:
    began = time.process_time()
    text_without_names(unit * 20_000)
    assert time.process_time() - began < 3


@pytest.mark.parametrize("cell", ["王建国户", "王建国等3户", "三组王建国", "王建国"])
def test_a_cell_of_any_column_names_nobody(cell: str, problems_of: Callable[..., list[tuple[str, int, int, str]]]) -> None:
    notice = "---\n标题: 公示\n事项: 低保\n主体: 村民委员会\n范围: 社会\n公开日: 2026-11-02\n期间: 2026-Q3\n附表: low.csv\n---\n\n正文\n"
    found = problems_of({"notices/low.md": notice, "notices/low.csv": f"组别,情况,金额\n1组,{cell},500\n2组,一般,300\n"})
    assert "personal-list" in [code for code, *_ in found]


@pytest.mark.parametrize(
    ("said", "told"), [("王建国 500 元", True), ("李秀英、王建国", True), ("无异议", False), ("由王建国核查，属实", False)]
)
def test_what_came_of_it_names_nobody(said: str, told: bool, problems_of: Callable[..., list[tuple[str, int, int, str]]]) -> None:
    notice = f"---\n标题: 公示\n事项: 低保\n主体: 村民委员会\n范围: 社会\n公开日: 2026-11-02\n期间: 2026-Q3\n结果: {said}\n---\n\n正文\n"
    assert ("personal-list" in [code for code, *_ in problems_of({"notices/low.md": notice})]) is told
