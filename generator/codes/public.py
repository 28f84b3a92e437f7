"""Codes of what may be public, and when."""

from __future__ import annotations

from generator.codes.code import ERROR, INFO, WARNING, Code, Stage

PUBLIC = (
    # --- privacy
    Code("scope-withheld", Stage.PRIVACY, INFO, "按范围不上公开网站", "这一篇的「范围」不是「社会」，公开的网站上不登它的任何内容。",
         "要让所有人看到，请经审核后把「范围」改成 社会；否则在村里张贴。", "范围: 村民"),
    Code("hidden-cells", Stage.PRIVACY, ERROR, "有隐藏的行或列",
         "表里有隐藏的行或列，里面有内容。看不见的内容最容易把身份证号、电话带到网上。",
         "在 WPS 或 Excel 里「取消隐藏」看一看：要公开的就不要隐藏，不公开的删掉。", "隐藏的 B 列「身份证号」"),
    # --- the law
    Code("law-version", Stage.CLOCK, WARNING, "引用的不是当时的法", "法修改以后条文的号码会变，写依据要用公开那一天施行的版本。",
         "照提示改写版本和条文号；公开目录里有的事项，「依据」空着由程序来写。", "2026 年的公告写了（2018 修正）第三十条"),
    # --- clock
    Code("future-date", Stage.CLOCK, WARNING, "日期在今天之后", "写的日期还没有到。", "核对年份和月份。", ""),
    Code("result-missing", Stage.CLOCK, WARNING, "公示期满没有结果", "公示期满以后，要写明有没有异议、异议怎样处理，村民才知道事情定下来了没有。",
         "在这一篇开头加一行「结果: 无异议」，或者写明收到什么异议、怎样处理；再写「结果日期」。", ""),
    Code("taken-down", Stage.CLOCK, INFO, "已经撤下", "到了撤下日，或者只给村民、成员看而且涉及个人的一篇公示期满，网站上就不再登它的任何内容。",
         "还要登的，把「撤下日」改成以后的日子。", ""),
    Code("not-yet-public", Stage.CLOCK, INFO, "还没到公开日", "公开日还没有到，到那天重新生成时才会登出来。", "要现在就公开，把公开日改成今天。", ""),
)  # fmt: skip
