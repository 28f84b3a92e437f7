"""Codes of how a village decided and who watched: steps and votes, questions, elections, supervisors."""

from __future__ import annotations

from generator.codes.code import ERROR, INFO, WARNING, Code, Stage

AFFAIRS = (
    # --- decisions and meetings
    Code("scheme-unknown", Stage.CELL, ERROR, "不认识的议事方式", "「方式」要写程序认识的，才知道有哪几步、每一步要多少人同意。",
         "写「四议两公开」或「五议两公开」；本村另有一套的，先在 village.yml 的「议事程序」里一步一条写好。", "方式: 六步议事"),
    Code("step-unknown", Stage.CELL, ERROR, "没有这一步", "步骤的名称要和这套程序里的一样。", "照这套程序的说法写。", "步骤: 大会"),
    Code("matter-mixed", Stage.ROW, ERROR, "一个文件里有两个议题", "一件事一个文件，一件事的每一步写在一起。", "另一件事另放一个文件；同一件事的议题写成一样。", ""),
    Code("step-order", Stage.SEQUENCE, ERROR, "后一步比前一步早", "议事是一步接一步的，后一步不能在前一步以前；没有作决定以前也不能公开决议。",
         "对照会议记录核对日期。", "党员大会 3 月 5 日，村民代表会议 3 月 1 日"),
    Code("step-missing", Stage.SEQUENCE, WARNING, "缺了一步", "后面的步骤已经有了，前面却少一步。", "漏写的补上；真没有开这个会的，要补开，或者在说明里向村民讲清楚。", ""),
    Code("turnout-over", Stage.ROW, ERROR, "到会的比应到的多", "到会人数不能超过应到人数。", "对照签到册核对两个数。", "应到 35，到会 36"),
    Code("votes-mismatch", Stage.SUM, ERROR, "票数加起来不对", "赞成、反对、弃权加起来应当等于到会人数。", "对照计票记录核对；没有投票的算弃权。", "到会 33，30 + 2 + 0 = 32"),
    Code("votes-missing", Stage.SUM, WARNING, "写了通过，没有写票数", "要表决的一步，村民要看得到多少人应到、多少人到会、多少人赞成。", "补上应到、到会、赞成。", ""),
    Code("quorum-short", Stage.SUM, WARNING, "到会的人不够", "到会的不到规定的比例，会上的决定不作数。", "先核对应到和到会；数没有错的，要重新开会。", "代表应到 35，到会 20"),
    Code("majority-short", Stage.SUM, WARNING, "赞成的不够", "赞成的不到规定的比例，不能算通过。", "先核对票数；数没有错的，把结果改成没有通过。", "到会 33，赞成 16，写了通过"),
    Code("decision-unpublished", Stage.CLOCK, WARNING, "决议没有按时公开", "作了决定要及时向村民公开。", "公开以后写上「决议公开」这一步和日期。", ""),
    Code("result-unpublished", Stage.CLOCK, INFO, "还没有公开实施结果", "计划完成的那一天已经过了，村民还看不到办得怎样。",
         "办完的写上「实施结果公开」这一步；没有办完的，改「计划完成」，在说明里讲明原因。", ""),
    Code("spent-over-decided", Stage.SUM, WARNING, "花的比决定的多", "收支明细里用在这件事上的钱，超过了会上定的数。",
         "先看「账目」写的字是不是把别的支出也算进来了；真超了的，要再开会定，并改「预算」。", "决定 6000 元，花了 6420 元"),
    Code("meeting-unlisted", Stage.SEQUENCE, WARNING, "会议表里没有这次会", "四议两公开里写了开会，那一年的会议表里却没有这一天的会。", "会议表里补上；日期写错了的改正。", ""),
    Code("meeting-differs", Stage.SUM, WARNING, "和会议表里的人数、票数不一样", "同一次会，两处写的应到、到会和票数应当一样。", "对照会议记录，改正写错的一处。",
         "四议两公开里到会 33，会议表里 32"),
    Code("meeting-rare", Stage.CLOCK, INFO, "会开得不够", "村民会议每年至少一次，村民代表会议每个季度至少一次。", "开过的补写上；没有开的尽快开。", "二季度没有村民代表会议"),
    Code("date-outside-period", Stage.ROW, ERROR, "日期不在这一期", "文件名是哪一年（哪一期），里面的日期就应当在哪一年（哪一期）。", "改日期，或放到另一期的文件里去。", "2026.csv 里写了 2025-03-01"),
    # --- questions
    Code("person-column", Stage.PRIVACY, ERROR, "这张表不能有人名这一列", "提问的、投票的村民是谁，不能公开，也不要写进文件里。", "把这一列整列删掉。", "村民提问里有「提问人」一列"),
    Code("answer-before", Stage.ROW, ERROR, "答复比提问早", "答复日期不能在提问日期以前。", "核对两个日期。", ""),
    Code("answer-half", Stage.ROW, WARNING, "答复没有写全", "答复日期、答复人、答复的话要写在一起。", "补上缺的；还没有答复的三格都空着。", ""),
    Code("answer-late", Stage.CLOCK, WARNING, "答复晚了", "村民的提问应当在规定的天数以内答复；天数由 site.yml 的「答复期限」定。", "以后按时答复；日期写错的改过来。", ""),
    Code("answer-missing", Stage.CLOCK, WARNING, "过期没有答复", "规定的天数已经过了，还没有答复。", "尽快答复，写上答复日期、答复人和答复。", ""),
    # --- elections, appraisals, audits
    Code("ballots-mismatch", Stage.SUM, ERROR, "选票数对不上", "发出的选票不能比登记的选民多，收回的不能比发出的多；有效票加废票等于收回的票。", "对照计票结果报告单核对。", ""),
    Code("votes-over", Stage.SUM, ERROR, "得票比有效票多", "一个人得的票不能比有效票多。", "对照计票结果报告单核对。", ""),
    Code("election-void", Stage.SUM, WARNING, "参加投票的不过半", "登记参加选举的村民过半数投票，选举才有效。", "先核对登记选民和参加投票的人数；数没有错的，要重新选举。", ""),
    Code("elected-short", Stage.SUM, WARNING, "得票不够却写了当选", "得到参加投票的人过半数的票才能当选；另行选举的，不少于三分之一。", "核对得票和参加投票的人数。", ""),
    Code("elected-many", Stage.SUM, ERROR, "当选的比应选的多", "同一个职务，当选的人数不能超过应选人数。", "核对应选人数和当选的人。", ""),
    Code("verdict-missing", Stage.ROW, WARNING, "没有写评得怎样、审出什么", "民主评议要有票数，审计要有结论。", "评议的写优秀、称职、不称职各多少票；审计的写结论。", ""),
    # --- who watches
    Code("reviewed-late", Stage.SEQUENCE, WARNING, "公开以后才审核", "监委会或者民主理财小组应当先审核，再公开。", "核对审核的日子和公开日；真是后审的，以后先审再公开。", "公开日 7 月 8 日，审核写 7 月 10 日"),
    Code("supervisor-conflict", Stage.ROW, WARNING, "监督的人不能监督自己", "村民委员会成员和他们的近亲属不能在村务监督机构里任职，报账员、文书也不行。",
         "核对 village.yml 的「监督」「班子」和「近亲属」；只是同名的，写进「已知差异」并说明原因。", "监督名单里有报账员"),
)  # fmt: skip
