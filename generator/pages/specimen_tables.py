"""样张 of the shapes that a table has on a phone: one table for each, made up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

from generator.shown import Badge, Shape, Table, TableColumn

_DAY, _WHAT, _NAME = TableColumn("日期", "date"), TableColumn("摘要", "title"), TableColumn("姓名", "title")
_IN, _OUT, _LEFT = TableColumn("收入", "money"), TableColumn("支出", "money"), TableColumn("余额", "money")


def specimen_tables(today: date) -> tuple[tuple[str, Table], ...]:
    """(shape, a table that has it), each shape once."""
    before, term = today - timedelta(1), Badge("有效", "good")
    bill = (_DAY, _WHAT, TableColumn("科目"), _IN, _OUT, _LEFT)
    flow = (
        (before, "样张一笔", "公益支出", None, 123456, 876544),
        (before, "样张又一笔", "经营收入", 30000, None, 906544),
        (today, "样张第三笔", "管理费用", None, 6544, 900000),
    )
    figures = (TableColumn("类别", "title"), TableColumn("项数", "number"), TableColumn("原值", "money"), TableColumn("净值", "money"))
    line = (TableColumn("对方", "title"), TableColumn("事由"), _LEFT)
    check = (TableColumn("标的", "title"), TableColumn("到期", "badge"), TableColumn("对方"), TableColumn("应收", "money"))
    rest = tuple(TableColumn(name) for name in ("面积", "单价", "起止", "付款方式", "合同号"))
    score = (TableColumn("名次"), TableColumn("卫生区", "title"), TableColumn("得分", "number"))
    made: dict[Shape, Table] = {
        "bill": Table("bill", "账单", bill, flow, ("", "合计", "", 30000, 130000, None), "单位：元"),
        "figures": Table("figures", "几个数", figures, (("房屋", 2, 1234500, 1000000), ("机具", 13, 65400, 60000)), (), "单位：元"),
        "line": Table("line", "一行一件", line, (("虚构五金店", "修水泵", 86000), ("样例电工", "装路灯", 120000)), (), "单位：元"),
        "check": Table(
            "check",
            "清单",
            (*check, *rest),
            tuple((f"{n}号门面房", term, "王示例", 360000, "30 平方米", "每月 300 元", "三年", "按季", f"门-{n}") for n in range(1, 7)),
        ),
        "roll": Table("roll", "名单", (_NAME, TableColumn("组别")), (("王示例", "一组"), ("李样本", "二组")), shape="roll"),
        "timeline": Table(
            "timeline", "经过", (_DAY, _WHAT, TableColumn("决定")), ((before, "样张开了会", "通过"), (today, "样张公开", "没有意见"))
        ),
        "score": Table("score", "得分", score, (("第 1 名", "一区", 98), ("第 2 名", "二区", 83))),
    }
    return tuple((shape, made[shape]) for shape in get_args(Shape))
