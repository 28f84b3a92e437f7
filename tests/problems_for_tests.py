"""One right and one wrong ledger, used where the test is about something else."""

GOOD_LEDGER = "日期,凭证号,摘要,科目,收入,支出,余额\n,,上月余额,,,,100\n2026-03-05,记-001,买纸,管理费用,,30,70\n"
BAD_LEDGER = GOOD_LEDGER.replace(",70\n", ",71\n")
