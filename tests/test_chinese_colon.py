"""「标题：……」 with a Chinese colon is told once, at its line, with the step that mends it: notices, settings and lists in YAML."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import VILLAGE_YML

Run = Callable[..., list[tuple[str, int, int, str]]]
NOTICE = "---\n标题: 修路\n公开日: 2026-03-01\n主体: 村民委员会\n事项: 村级工程\n范围: 社会\n---\n\n正文。\n"
HONORS = "称号: 十星级文明户\n对象: 户\n授予日期: 2026-01-15\n名单:\n  - {姓名: 王某, 组别: 一组}\n"


@pytest.mark.parametrize(
    ("file", "text", "old", "line"),
    [
        ("notices/2026-a.md", NOTICE, "标题: ", 2),
        ("notices/2026-a.md", NOTICE, "公开日: ", 3),
        ("notices/2026-a.md", NOTICE, "范围: ", 6),
        ("notices/2026-a.md", NOTICE, ": ", 2),
        ("honors/2026-a.yml", HONORS, "称号: ", 1),
        ("honors/2026-a.yml", HONORS, "授予日期: ", 3),
        ("honors/2026-a.yml", HONORS, "名单:", 4),
        ("honors/2026-a.yml", HONORS, "姓名: ", 5),
        ("honors/2026-a.yml", HONORS.replace("{姓名: 王某, 组别: 一组}", "姓名: 王某\n    组别: 一组"), "姓名: ", 5),
        ("honors/2026-a.yml", "称号: 十星级文明户\n对象: 户\n", ": ", 1),
        ("village.yml", VILLAGE_YML, "村名: ", 1),
        ("village.yml", VILLAGE_YML, "联系:", 2),
        ("village.yml", VILLAGE_YML, "姓名: ", 3),
        ("village.yml", "村名: 甲村\n会计制度: 2023\n", ": ", 1),
        ("/data/site.yml", "标题: 某镇\n主办: 某镇人民政府\n", "标题: ", 1),
        ("/data/site.yml", "标题: 某镇\n", "标题: ", 1),
    ],
)
def test_it_is_one_problem_at_its_line(file: str, text: str, old: str, line: int, problems_of: Run) -> None:
    found = problems_of({file: text.replace(old, old.replace(":", "：").rstrip())})
    assert [(code, at) for code, _, at, _ in found] == [("bad-yaml", line)]
