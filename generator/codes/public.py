"""Codes of what may be public, and when."""

from __future__ import annotations

from generator.codes.code import ERROR, INFO, WARNING, Code, Stage

PUBLIC = (
    # --- privacy
    Code("scope-withheld", Stage.PRIVACY, INFO, "按范围不上公开网站", "这篇公告的范围不是「社会」，公开的网站上不登它的任何内容。",
         "要让所有人看到，请经审核后把「范围」改成 社会；否则在村里张贴。", "范围: 村民"),
    Code("hidden-cells", Stage.PRIVACY, ERROR, "有隐藏的行或列",
         "表里有隐藏的行或列，里面有内容。看不见的内容最容易把身份证号、电话带到网上。",
         "在 WPS 或 Excel 里「取消隐藏」看一看：要公开的就不要隐藏，不公开的删掉。", "隐藏的 B 列「身份证号」"),
    # --- clock
    Code("future-date", Stage.CLOCK, WARNING, "日期在今天之后", "写的日期还没有到。", "核对年份和月份。", ""),
    Code("not-yet-public", Stage.CLOCK, INFO, "还没到公开日", "公开日还没有到，到那天重新生成时才会登出来。", "要现在就公开，把公开日改成今天。", ""),
)  # fmt: skip
