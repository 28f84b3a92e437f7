"""What clerks call things every day is understood, and what is asked for points to where it belongs."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import values
from generator.check.requirements import is_other, matter
from generator.config import Context, SiteConfig, Village
from generator.kinds import all_kinds
from generator.kinds.resources import SORTS
from generator.law.lands import official_names
from generator.load.board_data import load_board
from tests.conftest import TODAY, VILLAGE_YML, write_tree
from tests.test_persons import codes, notice, problems

CONTEXT = Context(SiteConfig(), Village("demo", "甲村"), TODAY)
SAID = """
停电 停水 停电通知 停水公告 停气 安全用电 森林防火 防火 护林防火 森林防火通告 消防安全 防汛 防汛抗旱 防汛工作
防台风 防灾减灾 地质灾害 天气预警 暴雨预警 寒潮 疫苗 疫苗接种 疫苗接种通知 预防接种 体检 免费体检 义诊 两癌筛查
献血 动物防疫 养犬 病虫害防治 农技培训 技能培训 招聘 招聘公告 招工 就业 招生 征兵 征兵公告 兵役登记
道路施工 封路 交通管制 垃圾分类 秸秆禁烧 禁烧 禁放 烟花爆竹 禁渔 反诈 防诈骗 普法 平安建设 防溺水
放水 收购 会议通知 放假 放假通知 放电影 文艺演出 活动 志愿服务 失物招领 人口普查 通知 公告 通知公告
温馨提示
"""
OTHERS = SAID.split()


@pytest.mark.parametrize("word", OTHERS)
def test_an_everyday_word_that_is_no_item_is_other(word: str) -> None:
    assert is_other(word)
    assert matter(word, CONTEXT) is None  # it takes no word from an item


def test_there_are_sixty_of_them_and_none_stops_a_clerk(tmp_path: Path) -> None:
    assert len(set(OTHERS)) >= 60
    assert codes(notice(tmp_path, "停电")) == []


@pytest.mark.parametrize("word", ["低保公示", "低保停电", "宅基地公示", "水电费收缴", "残疾人补贴公示", "招投标", "卫生", "随便"])
def test_what_may_be_an_item_is_not_other(word: str) -> None:
    assert not is_other(word)


def test_a_list_of_whom_only_sums_may_tell_is_found_under_an_everyday_word(tmp_path: Path) -> None:
    assert codes(notice(tmp_path, "通知", "姓名,低保金额\n王建国,480\n李秀英,360\n")) == ["personal-list"]


RESOURCES = "编号,名称,地类,面积,使用情况\n资001,东塘,坑塘水面,3,自用\n资002,南地,水田,5,家庭承包\n资003,河东,养殖水面,2,自用\n"


def test_the_classes_of_the_state_are_sorts_of_land(tmp_path: Path) -> None:
    assert {sort for _, sort in official_names()} <= set(SORTS)
    assert len(official_names()) == len({name for name, _ in official_names()})
    assert len({name for name, _ in official_names()}) >= 73  # GB/T 21010-2017 has 73 of the second level
    data, found = load_board(write_tree(tmp_path, {"resources/2026.csv": RESOURCES}), "demo", all_kinds())
    assert found == []
    rows = data.datasets["resources"][0].rows
    assert [row["地类"] for row in rows] == ["水域及水利设施用地", "耕地", "养殖水面"]
    assert [row.text("地类") for row in rows] == ["坑塘水面", "水田", "养殖水面"]


def test_registered_inhabitants_are_the_inhabitants(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"village.yml": VILLAGE_YML + "户籍人口: 1386\n总户数: 412\n"})
    data, found = load_board(root, "demo", all_kinds())
    assert found == []
    assert data.village
    assert (data.village.people, data.village.households) == (1386, 412)


@pytest.mark.parametrize("text", ["9x9", "3×100", "12 x 3", "2*50.5", "100+200", "9×9=81"])
def test_something_to_be_worked_out_is_called_that(text: str) -> None:
    for parse in (values.parse_money, values.parse_number):
        with pytest.raises(ValueError, match="算式"):
            parse(text)


def test_what_is_missing_is_asked_for_at_the_line_that_asks_for_it(tmp_path: Path) -> None:
    ended = "公示起: 2026-10-08\n公示止: 2026-10-30\n"
    said = f"---\n标题: 甲\n主体: 村民委员会\n范围: 社会\n事项: 财务收支\n公开日: 2026-10-08\n{ended}---\n\n乙。\n"
    root = write_tree(tmp_path, {"notices/2026-a.md": said})
    assert [(p.code, p.source.line, p.source.field) for p in problems(root)] == [
        ("period-missing", 5, "期间"),
        ("result-missing", 8, "结果"),
    ]
    empty = said.replace("公示止: 2026-10-30\n", "公示止: 2026-10-30\n结果:\n")
    root = write_tree(tmp_path / "b", {"notices/2026-a.md": empty})
    assert ("result-missing", 9) in [(p.code, p.source.line) for p in problems(root)]
