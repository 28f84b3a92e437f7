"""Codes of 村级工程: what was agreed, settled, paid, and where the money came from (K16)."""

from __future__ import annotations

from generator.codes.code import WARNING, Code, Stage

PROJECTS = (
    Code("project-settlement", Stage.SUM, WARNING, "结算和合同对不上", "合同价加上（减去）施工中的变更，应当等于结算价。",
         "对照合同、变更签证单和结算书；核增写正数，核减写负数。", "合同价 186420，核减 1482.40，结算写了 186420"),
    Code("project-paid", Stage.SUM, WARNING, "付得比应付的还多", "付给施工的人的钱，不能超过结算价；没有结算的，不能超过合同价加上变更。",
         "核对已付；有变更的，先把变更写上。", "结算 36480，已付 37000"),
    Code("project-whole", Stage.SUM, WARNING, "总投资不对", "总投资应当等于结算价加上图纸、监理这些其他费用。", "核对这几个数；总投资也可以空着，由程序来算。", ""),
    Code("project-sources", Stage.SUM, WARNING, "资金来源加起来不是总投资", "工程花的每一元都要说得出从哪里来。", "核对各项来源；村集体出的差额写在「村集体出」。", ""),
    Code("project-ledger", Stage.SUM, WARNING, "付的钱和收支明细对不上", "结算以后，付给施工的人的加上其他费用，应当等于收支明细里记在这个工程名下的支出。",
         "看看收支明细的「项目」一列有没有漏写、写错；两边叫法不一样的，在「账目」里写收支明细的叫法。", "已付 36480，收支明细里只有 20000"),
)  # fmt: skip
