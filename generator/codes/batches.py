"""Codes of what is published batch by batch: plans, levies, earmarked money, pay, subsidies, gifts, shares and compensation."""

from __future__ import annotations

from generator.codes.code import ERROR, WARNING, Code, Stage

BATCHES = (
    Code("row-repeated", Stage.ROW, WARNING, "像是写了两遍", "同一份表里，同一个科目（同一组的同一户）写了两行，多半是抄重了。",
         "抄重的删去一行；同一户有几块地的并成一行；确是同名的两户，在名字后面加序号，如 王某(2)。", "计划里有两行「管理费用」"),
    Code("product-mismatch", Stage.SUM, WARNING, "乘出来不是这个数", "数量乘以标准应当等于金额，只差四舍五入的不到一分不算错。",
         "核对数量、标准和金额；另有算法的，数量空着，在说明里写清楚。", "3.2 亩 × 98.30 元 = 314.56 元，却写了 314.65"),
    Code("difference-mismatch", Stage.SUM, ERROR, "余下的数不对", "收到的减去用掉的，应当等于余下的（有上期结余的，先加上）；应发减去扣款，应当等于实发。", "核对这一行的几个数，以凭证为准。", "5920 − 5000 = 920，却写了 902"),
    Code("paid-more", Stage.SUM, WARNING, "实发比应发还多", "发到手的钱一般不会比应当发的多。", "核对应发和实发；补发以前的，另写一行并写明事由。", "应发 300，实发 330"),
)  # fmt: skip
