"""Codes of the village's life: points and goods, sanitation."""

from __future__ import annotations

from generator.codes.code import ERROR, INFO, WARNING, Code, Stage

LIFE = (
    # --- points
    Code("household-differs", Stage.ROW, ERROR, "户号和户主对不上", "写了户主的，要和积分户册里这个户号的户主一样，不然分就记到别家去了。",
         "核对户号和户主，改正写错的一个。", "户号 203 在户册里是王示例，登记里写了李样本"),
    Code("points-rule", Stage.ROW, ERROR, "分数和细则对不上", "按哪一条规则加（扣）分，就是那一条写的分数；一天做了几次的，是它的几倍。", "核对规则编号和分数；细则改了的，改积分细则。",
         "规则 A01 一次 +5 分，登记写了 -5"),
    Code("points-over-cap", Stage.SUM, ERROR, "超过了上限", "一户一年里按同一条规则得（扣）的分，不能超过细则里写的上限。", "超过的部分不登记；上限写错了的，改积分细则。", "上限 30 分，到 9 月已经 35 分"),
    Code("points-negative", Stage.SEQUENCE, ERROR, "分不够扣、不够兑", "一户的分任何一天都不能少于 0：扣到 0 为止，不够的不能兑。",
         "核对这一户的加分、扣分和兑换有没有漏登、重登；有几分扣几分，分不够的不兑。", "有 20 分，兑了 25 分"),
    Code("points-balance", Stage.SUM, ERROR, "期初、期末对不上", "期末 = 期初 + 加 − 减 − 兑；今年的期初就是上一年最后的数。", "核对写的数，也看看登记和兑换有没有漏的；不写期初、期末，程序自己会算。", ""),
    Code("redemption-price", Stage.ROW, ERROR, "兑换的分算得不对", "用掉的分 = 一件的分 × 件数，一件几分看兑换物品表里那一天的价。", "核对件数和分数；改了价的，在兑换物品表里从那一天另写一行。", "25 分一件，兑 2 件写了 25 分"),
    Code("goods-short", Stage.SEQUENCE, ERROR, "货不够兑", "兑出去和报损的，不能比进的多。", "补上漏登的进货；重登的兑换删掉一行。", "进了 10 件，兑出 11 件"),
    Code("goods-ledger", Stage.SUM, WARNING, "进货的钱和收支明细对不上", "写了凭证号的进货，金额要和收支明细里这张凭证的支出一分不差。",
         "核对凭证号、金额和付钱的月份；一张凭证还买了别的，把金额拆开记，或者写进「已知差异」并说明原因。", "进货写 480 元，凭证付了 500 元"),
    # --- sanitation
    Code("score-over", Stage.ROW, ERROR, "得分比满分多", "一个项目的得分不能超过细则里的分值。", "核对打分表和细则。", "满分 20，得分 22"),
    Code("score-missing", Stage.SUM, ERROR, "有的项目没有打分", "一次评比里，每个卫生区每一项都要打分，不然名次不公平。", "补上漏的；这一项没有问题的，写满分。", "一区少了「路面和沟渠」"),
    Code("judges-few", Stage.ROW, WARNING, "评委不够", "一次评比的评委不能少于村里定的人数。", "写错的改正；真不够的，请人重评，或者改细则里的「评委至少」。", "只有 2 个评委，村里定至少 3 个"),
    Code("sanitation-order", Stage.ROW, ERROR, "日期次序不对", "责任书到期不能早于开始；整改期限、整改日不能早于发现那一天。", "核对两个日期。", "10 月 25 日发现，10 月 20 日整改"),
    Code("place-household", Stage.PRIVACY, ERROR, "整改写到了人家", "要整改的只写地段，不写是谁家、谁的：公开栏上不能有黑榜。", "改写成路段、路口、沟渠，如 二组晒场东边路口；要告诉哪一户的，上门去说。", "王某家门口"),
    Code("mending-late", Stage.CLOCK, INFO, "过了整改期限", "说好的日子过了，还没有整改好。", "整改好了写上整改日；做不完的，改期限并在会上说明。", ""),
    Code("cleanup-over", Stage.ROW, ERROR, "做的比要做的多", "已做的不能比应做的多。", "核对两个数；后来又多出来的，把应做的改大。", "应做 6，已做 7"),
    Code("unit-mixed", Stage.ROW, ERROR, "同一类用了两种单位", "同一类要用一种单位数，才加得起来。", "改成一样的单位；确实是两样东西的，类分开写。", "危房前面写间，后面写平方米"),
)  # fmt: skip
