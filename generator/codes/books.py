"""Codes of the books: 科目, 科目余额表, statements, and one table against another."""

from __future__ import annotations

from generator.codes.code import ERROR, INFO, WARNING, Code, Stage

BOOKS = (
    # --- accounts
    Code("account-unknown", Stage.CELL, ERROR, "不认识的科目",
         "科目余额表里的科目，要是会计制度里有的；否则不知道它算进报表的哪一行。", "照科目表写名称；下级科目写成「管理费用—办公费」。", "管埋费甲 → 管理费用"),
    Code("account-other-regime", Stage.CELL, ERROR, "是另一个制度的科目",
         "2004 年和 2023 年的村集体经济组织会计制度，科目不一样。这一期用的制度里没有这个科目。",
         "改成这一期制度里的科目；制度写错了的，改 village.yml 的「会计制度」「会计制度变更」。", "2026 年的账里有「发包及上交收入」"),
    Code("account-code", Stage.CELL, ERROR, "科目编码和名称对不上",
         "同一个编码在两个制度里是不同的科目（511 在 2004 年是发包及上交收入，在 2023 年是经营支出），混用会把收入当成支出。",
         "核对是哪个科目，编码照这一期的制度写；或者不写编码，只写名称。", "511 发包及上交收入"),
    Code("account-repeated", Stage.ROW, ERROR, "同一科目出现两次", "科目余额表里一个科目只能有一行，两行会算成两倍。",
         "删去重复的一行；是下级科目的，写成「银行存款—基本户」。", ""),
    Code("subject-unclear", Stage.CELL, WARNING, "科目名称像是写错了", "科目表里没有这个名称，有一个很像的。", "照提示改；本来就是日常叫法的，可以不改。", "管里费用 → 管理费用"),
    # --- one table
    Code("trial-row", Stage.SUM, ERROR, "科目的期末余额不平",
         "资产、支出类科目：期初 + 借方 − 贷方 = 期末；负债、权益、收入类科目：期初 + 贷方 − 借方 = 期末。", "核对这一行的六个数，以账簿为准。", ""),
    Code("trial-unbalanced", Stage.SUM, ERROR, "借方和贷方不相等", "每一笔账借方和贷方都记一样多，所以全部科目的借方相加等于贷方相加。",
         "看看是不是漏了一个科目，或者借贷填反了。", ""),
    Code("trial-opening", Stage.SEQUENCE, ERROR, "期初和上期期末接不上", "每个科目这一期的期初余额，就是上一期的期末余额。", "查清两期哪个错了；更正以前的账要留下说明。", ""),
    Code("trial-year", Stage.SEQUENCE, ERROR, "本年累计不对", "本年累计应当等于从一月起各期发生额相加。", "核对本年累计和各期的发生额。", ""),
    Code("year-not-closed", Stage.SEQUENCE, ERROR, "年末没有结转", "年末收入、支出要结转到本年收益，本年收益再结转到收益分配，余额都是零。",
         "先做年终结转，再出这张表。", "12 月的表里「经营收入」还有余额"),
    # --- statements
    Code("statement-line-unknown", Stage.CELL, ERROR, "报表里没有这一行", "报表的行是制度定的；不认识的一行有金额，就没法核对它该算在哪里。",
         "照报表的行名写；只是说明的，金额空着，或者行名写「其中：……」。", ""),
    Code("statement-line-unchecked", Stage.CELL, WARNING, "报表的这一行没有核", "2023 年制度的报表，程序里的行名还没有和原来的表样核对过；不认识的一行照样登出来，可是没法核对它该算在哪里。",
         "先看是不是行名写错了；照制度就有这一行的，不用改。", ""),
    Code("statement-line-repeated", Stage.ROW, ERROR, "报表里同一行出现两次", "同一行写了两遍，不知道哪个算数。", "删去重复的一行。", ""),
    Code("statement-line-missing", Stage.ROW, ERROR, "报表里少一行", "科目余额表里有数，或者下面各行有数，报表里却没有这一行。", "补上这一行。", ""),
    Code("statement-sum", Stage.SUM, ERROR, "报表的合计不对", "小计、合计、净值都等于它那几行相加（减）；资产总计 = 负债合计 + 所有者权益合计。", "核对这一行和它下面各行。", ""),
    Code("statement-account", Stage.SUM, ERROR, "报表和科目余额表不一致", "报表的每一行都从科目余额表取数，如 货币资金 = 库存现金 + 银行存款。", "核对两张表，以账簿为准。", ""),
    Code("statement-follows", Stage.SEQUENCE, ERROR, "报表之间接不上", "未分配收益在两张报表里是同一个数；今年的年初数是上年的年末数。", "查清哪张表错了。", ""),
    Code("net-negative", Stage.SUM, WARNING, "净值是负数", "折旧（摊销）提得比原值还多。", "核对原值和累计折旧（摊销）。", ""),
    Code("fund-change", Stage.SEQUENCE, WARNING, "公积公益金的增减说不清", "公积公益金本年增加的数，和收益分配表里提取的数不一样，多半是另有转入或者使用。",
         "核对；确有别的转入、使用的，在 village.yml 的「已知差异」里写明原因，会公开。", ""),
    # --- tables against one another
    Code("cash-trial", Stage.SEQUENCE, ERROR, "现金和存款对不上", "科目余额表里的现金加银行存款，应当等于收支明细最后的余额。", "查清是收支明细漏登，还是科目余额表有误。", ""),
    Code("ledger-trial", Stage.SEQUENCE, ERROR, "收支明细和科目余额表不一致",
         "每个收入、支出科目，这几个月在收支明细里逐笔相加，应当等于科目余额表里的本期发生额。没有动钱的账（如折旧）只在科目余额表里，程序已经除外。",
         "多半是一笔账两边记的科目不同，逐笔核对。", ""),
    Code("list-trial", Stage.SEQUENCE, WARNING, "清单和科目余额表不一致",
         "固定资产清单的原值、折旧，债权债务明细，一事一议和专项资金的结余，都应当等于账上这些科目的余额。",
         "核对是清单漏了、写错了，还是账上没有记；清单里有这一期以后才变动的，等下一期科目余额表，或写成已知差异。", "债权明细一共 3641.69，账上应收款是 5171.69"),
    Code("surplus-trial", Stage.SEQUENCE, WARNING, "收益分配和账上不一致", "年初、年末未分配收益，应当就是科目余额表里「收益分配」的余额。",
         "核对两边；决定得晚、还没有记账的，写成已知差异，说明哪天记账。", ""),
    Code("surplus-follows", Stage.SEQUENCE, ERROR, "收益分配和上年接不上", "今年的年初未分配收益，就是上年的年末未分配收益。", "查清哪一年写错了。", ""),
    Code("not-compared", Stage.SEQUENCE, INFO, "没有按科目核对", "收支明细里有日常叫法的科目，不知道是科目余额表里的哪一个，这一期就没有按科目核对。",
         "收支明细的科目照科目表写，就能核对。", ""),
    Code("difference-unused", Stage.CLOCK, INFO, "已知差异没有用上", "village.yml 里写的已知差异，没有一条提醒和它对应。", "已经改好了的就删去；没有改好的，照提醒末尾的代码和文件名写。", ""),
)  # fmt: skip
