"""Codes of who serves the village: posts and their terms, teams that are sent to it, what they have undertaken."""

from __future__ import annotations

from generator.codes.code import ERROR, WARNING, Code, Stage

PEOPLE = (
    Code("post-term-long", Stage.ROW, ERROR, "任期比法律规定的长", "村民委员会每届五年，监督委员会跟着村委会；届满要换届选举。",
         "核对到任的日子和任期；连任的，前一届写上离任，再加一行新的。", "2021-12-18 到任，任期写 6年"),
    Code("post-number", Stage.ROW, WARNING, "班子人数不合规定", "村民委员会由三到七人组成，村务监督委员会由三到五人组成；县里另有规定的照县里的。",
         "少写了的，补上；缺了人的，加一行，姓名写 空缺，按规定补选；离任了的写上离任的日子。", "村民委员会只写了主任和一名委员"),
    Code("post-appointed", Stage.ROW, WARNING, "应当选举产生的写成了任命", "村委会主任、副主任、委员由村民直接选举，任何组织和个人不能指定、委派。",
         "是选出来的，产生方式改成 选举；只是帮着做事的，职务照实写，如 村务助理。", "村委会副主任，产生方式写 任命"),
    Code("post-crowded", Stage.SEQUENCE, ERROR, "一个位置上有两个人", "前一个人还没有写离任，后一个人已经到任，或者人数超过了定的名额。",
         "前一个人写上「离任」；本来就定两个人的，在「职数」写 2。", "主任只有 1 个位置，写了两个人"),
    Code("officers-differ", Stage.SEQUENCE, ERROR, "两个地方写的村干部不一样", "village.yml 和组织和职务都写了谁担任什么，村民会看到两种说法。",
         "对照任职文件，改成一样；village.yml 的「班子」「监督」也可以整个不写。", "换了主任，village.yml 里还是原来的人"),
    Code("post-not-elected", Stage.SEQUENCE, WARNING, "那次选举里没有当选", "写了由哪次选举产生，那次选举的结果里这个职务却没有他当选。",
         "核对选举的名称、职务和姓名；是补选上来的，写补选的那一次。", ""),
    Code("team-days-over", Stage.ROW, ERROR, "驻村的天数比一个月还多", "一个月里驻村的天数不能比这个月的天数多。", "几个人合计的不要加在一起，写驻村最多的一个人的天数。", "6 月驻村 66 天"),
    Code("team-money-differs", Stage.SUM, ERROR, "工作队带来的钱和账上对不上", "写了凭证号的，投入资金应当和收支明细里这张凭证的收入一分不差。",
         "核对凭证号、日期是哪个月的、金额；钱没有进村里账的，凭证号空着。", "写 45000 元，账上 40000 元"),
    Code("task-unclear", Stage.ROW, WARNING, "任务办得怎样没有写清楚", "完成的进度是 100，没有完成的不到 100；延期、取消的要写原因。", "改状态或者进度；写上原因。", "状态是推进，进度 100"),
)  # fmt: skip
