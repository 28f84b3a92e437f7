"""Codes of what must be public by when: regions, items of the catalogue, their rules."""

from __future__ import annotations

from generator.codes.code import ERROR, INFO, WARNING, Code, Stage

DUTIES = (
    Code("unknown-region", Stage.HEADER, ERROR, "没有这个地区", "「地区」说的是照哪个地方的规定公开，写的是 data/regions/ 里的文件名。",
         "照 data/regions/ 里的文件名写（不带 .yml），或删去这一项。", "地区: shandong"),
    Code("unknown-item", Stage.HEADER, ERROR, "公开目录里没有这个编号", "公开目录里每个事项有一个编号，如 C11 是惠农补贴。",
         "到网站的「公开目录」页查编号；自己加的事项，在地区文件里写上「名称」「周期」。", "目录: C12"),
    Code("unknown-matter", Stage.HEADER, ERROR, "公开目录里没有这个事项", "「事项」说的是公开目录里的哪一项：能不能登姓名、要贴几天，都照它来定。",
         "写公开目录里的名称或编号，常用的叫法也行，如 低保、水电费；都不是就写 其他。", "事项: 低保费"),
    Code("scope-closed", Stage.CLOCK, INFO, "只给村民、成员看",
         "公开目录里，收支明细、合同这些只要求给村民、集体经济组织成员看，默认不上公开网站；村民版（--edition village）里都有。",
         "会议决定了在网上给所有人看的，在 village.yml 写「向社会公开: 全部」（或者目录编号）和「向社会公开依据」。", ""),
    Code("period-missing", Stage.CLOCK, WARNING, "没有写期间", "每月、每季、每年公布的事项，登它的那一篇要说明是哪一期的；不写，程序不知道哪一期公开了，公开目录里照样算逾期。",
         "加一行「期间」，写年月、季度、半年或年；不是某一期的（如定一个标准），写 无。", "期间: 2026-Q3"),
    Code("bad-rule", Stage.CELL, ERROR, "时限或周期看不懂", "几时以前公开、多久一次、贴几天，有固定的写法，程序才算得出是哪一天。",
         "照例子的写法写。", "每季8号 → 每季首月8日"),
)  # fmt: skip
