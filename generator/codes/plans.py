"""Codes of plans and of the village's figures: what was promised and came of it, and what a figure rests on."""

from __future__ import annotations

from generator.codes.code import ERROR, INFO, WARNING, Code, Stage

PLANS = (
    # --- indicators
    Code("indicator-empty", Stage.ROW, ERROR, "指标没有数", "一个指标要有数值；能从别的指标算出来的，写算法也行。", "写上数值，或者写算法；没有数的指标删掉这一行。", ""),
    Code("indicator-formula", Stage.ROW, ERROR, "算法看不懂", "算法只用这份表里的指标，只有三种写法：甲 ÷ 乙；甲 : 乙（1 比几）；甲 + 乙、甲 − 乙（可以几个）。",
         "指标的名称写成和「指标」一列一样；别的算法请分成几个指标来写。", "工商户 × 100 ÷ 户数"),
    Code("indicator-differs", Stage.SUM, WARNING, "写的数和算出来的不一样", "写了算法的指标，程序按算法算一遍；小数写到哪一位就比到哪一位。网页上两个数放在一起。",
         "核对数值和算法里用到的指标；原始材料就是这样写的，写进「已知差异」并说明。", "135 ÷ 153 写成 89.2%"),
    Code("indicator-statement", Stage.SUM, WARNING, "指标和会计报表对不上", "指标和同一年会计报表里的一行同名，就是同一个数，要一分不差；单位是万元的，写到哪一位比到哪一位。",
         "照报表改；口径不一样的，换一个名称。", "经营收入写 209458 元，报表是 209458.09 元"),
    Code("indicator-village", Stage.SUM, WARNING, "指标和 village.yml 对不上", "最新一年的户数、户籍人口，要和 village.yml 里的「户数」「人口」一样，不然首页和这里是两个数。",
         "改旧的那一个。", ""),
    Code("indicator-estimate", Stage.ROW, WARNING, "人均收入没有写村估", "农民人均收入是县里抽样调查的，没有哪个村的官方数。村里自己估的要写明是村估，不能当官方数登。",
         "「来源」写成 村估，后面写怎么估的。", "来源写了 统计年鉴"),
    # --- plans
    Code("plan-half", Stage.ROW, ERROR, "计划的一条没有写全", "一条计划要写明编号、内容、谁负责、时限和状态，村民才知道谁在哪天以前要办成什么。"
         "条文没有留下来的大项，只写「大项」，别的都空着。", "补上缺的。", "写了内容，没有写时限"),
    Code("plan-order", Stage.ROW, ERROR, "计划的日期次序不对", "时限不能早于开始，延到的日子不能早于时限，办完不能早于开始。", "核对两个日期。", "3 月开始，2 月以前办完"),
    Code("plan-state", Stage.ROW, ERROR, "状态和日期对不上", "写了「办完」的，状态是完成；写了「延到」的，状态是延期（后来办成的是完成，不办了的是取消）。",
         "改状态，或者把日期删掉。", "状态是推进，「办完」写了 6 月 3 日"),
    Code("plan-count", Stage.SUM, ERROR, "条数对不上", "「合计」一行写的条数，要和表里的一样多；有的大项条文没有列出来的，只能比表里多。", "数一数，补上漏的条，或者改合计。", "合计 43 条，表里 44 条"),
    Code("plan-unproven", Stage.ROW, WARNING, "写了完成，没有写凭什么", "说办成了，村民要能查到：哪个会定的、哪项工程、账上哪个项目、哪篇公告，或者有照片。",
         "在「决定」「工程」「账目」「公告」「照片」里写一样，名称写成和那边一样。", ""),
    Code("plan-unexplained", Stage.ROW, WARNING, "延期、取消没有写原因", "说了要办、没有办成的，要告诉村民为什么。", "在「原因」里写一句。", ""),
    Code("plan-late", Stage.CLOCK, INFO, "过了时限还没有办完", "说好的日子过了，还没有办完；网页上写着逾期几天。",
         "办完了的，状态改成完成；要往后推的，状态改成延期，写上原因和「延到」哪天，原来的时限不改。", ""),
)  # fmt: skip
