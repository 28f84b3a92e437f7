"""Codes of sums, and of what follows on what."""

from __future__ import annotations

from generator.codes.code import ERROR, WARNING, Code, Stage

ACCOUNTS = (
    # --- sums
    Code("balance-mismatch", Stage.SUM, ERROR, "余额不平",
         "上一行余额 + 本行收入 − 本行支出，应当等于本行余额。", "核对本行的收入、支出和余额，以凭证为准。", "1,200.00 − 300.00 = 900.00，却写了 990.00"),
    Code("sides-swapped", Stage.SUM, ERROR, "收入和支出像是写反了",
         "把收入和支出两列对调，余额就都对得上。银行对账单站在银行那一边：借方是付出，贷方是收到。",
         "把两列的列名对调：收到的钱一列叫「收入」，付出的钱一列叫「支出」。", "银行对账单的「借方」→「支出」"),
    Code("subject-side", Stage.SUM, WARNING, "科目和收支对不上",
         "这个科目是收入类的，钱却写在支出一列（或者反过来）。没有余额可以核对，所以要看一看。",
         "核对是不是写错了列；是退回、冲减的，写成负数，放在科目本来的一列。", "「经营收入」写在「支出」"),
    Code("total-mismatch", Stage.SUM, ERROR, "合计不对", "合计行写的数和各行相加的数不一样。", "核对各行和合计，以原始单据为准，哪个错改哪个。", ""),
    # --- sequence
    Code("opening-missing", Stage.SEQUENCE, ERROR, "不知道上月余额",
         "第一个月的账要写明从多少钱开始，以后各月的余额才算得出来。",
         "在第一行摘要写「上月余额」，余额列写金额，日期和收支空着。", ",,上月余额,,,,10000.00"),
    Code("opening-misplaced", Stage.SEQUENCE, ERROR, "上月余额的位置不对", "「上月余额」只能有一行，写在所有各笔的前面。",
         "留下第一笔前面的一行，其余删去。", "第 9 行又有一行「上月余额」"),
    Code("negative-balance", Stage.SEQUENCE, WARNING, "余额是负数", "钱不会花到零以下；多半是漏登了收入，或者垫付的钱没有入账。",
         "核对这一笔和前面各笔；确有垫付的，把借入的钱也登一笔收入。", ""),
    Code("opening-mismatch", Stage.SEQUENCE, ERROR, "上月余额接不上", "本月写的上月余额，和上个月最后的余额不一样。",
         "查清两个月哪个错了；更正以前的账要留下说明。", ""),
    Code("month-missing", Stage.SEQUENCE, ERROR, "中间缺一个月", "账要一个月接一个月，中间缺的月份使余额无法核对。",
         "补上缺的月份；那个月没有收支，也要有一个只有表头和上月余额的文件。", "有 2026-01 和 2026-03，没有 2026-02"),
    Code("newest-first", Stage.SEQUENCE, ERROR, "从新到旧排的",
         "流水账从早到晚，余额才能一行一行接下去。这份是从新到旧排的（手机银行和有的软件导出的就是这样）。",
         "在表格软件里选中各笔，按「日期」升序排一下，「上月余额」放在最前面。", "3月21日在前、3月2日在后"),
    Code("voucher-repeated", Stage.SEQUENCE, ERROR, "凭证号重复", "同一个凭证号在不挨着的两行里，或者两行一模一样，可能是同一笔账记了两遍。",
         "核对凭证；一张凭证分几行的，几行挨着写，凭证号一样就行，也可以写成 记-012-1/2、记-012-2/2。", ""),
    Code("voucher-skipped", Stage.SEQUENCE, WARNING, "凭证号跳号", "凭证号中间缺号，村民会问缺的那张在哪里。",
         "漏登的，补上；作废的、不动钱的（计提、结转）也登一行，写凭证号和摘要，金额空着；编号本来就不连着的，在 village.yml 的「已知差异」里说明。", "记-011 之后是 记-013"),
    Code("date-backwards", Stage.SEQUENCE, WARNING, "日期倒着走", "这一行的日期比上一行早。流水账一般按日期先后登记。", "核对日期；次序有误就调整。", ""),
    Code("honor-repeated", Stage.SEQUENCE, WARNING, "同一荣誉登记了两次", "同一批里，同一称号、同一组、同一姓名出现了两次。",
         "删去重复的一行；确是同名的两个人，在姓名后加序号，如 王示例(2)。", ""),
)  # fmt: skip
