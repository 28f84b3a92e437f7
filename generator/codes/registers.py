"""Codes of the registers: assets, resources, contracts, debts, budgets, levies, earmarked money, pay, subsidies."""

from __future__ import annotations

from generator.codes.code import ERROR, WARNING, Code, Stage

REGISTERS: tuple[Code, ...] = (
    Code("bad-capitals", Stage.CELL, ERROR, "大写金额看不懂", "大写金额要用 零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整 来写。",
         "照合同原件写，如 肆万肆仟壹佰元整；没有就空着。", "4万元整 → 肆万元整"),
    Code("register-repeated", Stage.ROW, ERROR, "编号或合同号重复", "同一份表里，一个编号（合同号）只能用一次，否则分不清是两样东西，还是记了两遍。",
         "记了两遍的删去一行；确是两样的，改正编号。", ""),
    Code("contract-order", Stage.ROW, ERROR, "合同起止日期次序不对", "终止日期不能早于起始日期。", "对照合同原件改正日期。", "2026-01-01 至 2025-12-31"),
    Code("contract-months", Stage.ROW, WARNING, "合同年限和起止日期对不上", "从起始日期到终止日期的月数，应当等于年限 × 12。",
         "对照合同原件，改正年限或日期。", "2024-01-01 至 2026-12-31 是 3 年，写了 5 年"),
    Code("date-after-period", Stage.ROW, WARNING, "日期在这一期之后", "这份表说的是某一期为止的情况，里面的事情不会发生在这一期之后。",
         "核对日期；真是后来的事，写到下一期的表里。", "2025.csv 里有 2026-03-12"),
    Code("net-value-mismatch", Stage.SUM, ERROR, "净值不对", "净值应当等于 原值 − 累计折旧。", "核对这三个数；净值也可以空着，由程序来算。", "10000 − 4000 = 6000，却写了 6400"),
    Code("net-value-negative", Stage.SUM, WARNING, "折旧比原值还多", "累计折旧最多和原值一样多，净值不会小于零。", "核对原值和累计折旧。", ""),
    Code("owed-mismatch", Stage.SUM, ERROR, "欠款不对", "欠款应当等于 应收 − 实收。", "核对这三个数；欠款也可以空着，由程序来算。", "应收 9000、实收 4500，欠款写了 0"),
    Code("contract-sum", Stage.SUM, WARNING, "合同总额和面积、单价、年限对不上", "都写明的，面积 × 单价 = 年租金，年租金 × 年限 = 合同总额（单价是一年的）。",
         "对照合同原件改正；按年递增、一次付清等算法不同的，单价和年租金空着，在备注里说明。", "24.5 亩 × 600 元 × 3 年 = 44100 元"),
    Code("capitals-mismatch", Stage.SUM, ERROR, "大写和小写金额不一样", "合同的大写金额和合同总额应当是同一个数。", "对照合同原件改正。", "肆万元整 和 44100"),
    Code("reserve-land", Stage.SUM, WARNING, "机动地超过百分之五", "《农村土地承包法》第六十七条：预留的机动地不得超过本集体耕地总面积的百分之五。",
         "核对地类和面积；确实超过的，超过的部分要依法处理，并向村民说明。", ""),
    Code("reference-unknown", Stage.SEQUENCE, WARNING, "写到的编号、名称没有登记", "资源清单里写的合同号，在合同台账里应当能找到；别处写到的也一样。",
         "核对编号或名称；漏登的补上。", ""),
)  # fmt: skip
