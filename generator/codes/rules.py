"""Codes of what a village lays down for itself: articles, how they were adopted and filed, associations, red and white affairs."""

from __future__ import annotations

from generator.codes.code import ERROR, WARNING, Code, Stage

RULES = (
    Code("article-order", Stage.SEQUENCE, WARNING, "条号不接着", "条号一条接一条，不重不漏，说到第几条才不会认错；插进来的一条写「第三条之一」。",
         "对照原件，把条号改成接着的；原件就是这样的，写进「已知差异」。", "第三条后面是第五条"),
    Code("covenant-meeting", Stage.SEQUENCE, WARNING, "村规民约不是村民会议通过的", "自治章程、村规民约由村民会议制定和修改。",
         "核对是哪个会通过的；真不是村民会议通过的，要开村民会议。", "通过会议: 村民代表会议"),
    Code("filing-missing", Stage.CLOCK, WARNING, "村规民约没有备案", "自治章程、村规民约通过以后要报乡、民族乡、镇的人民政府备案；几天以内报，由各地规定。",
         "报了的写上「备案日」；没有报的尽快报。", ""),
    Code("filing-late", Stage.CLOCK, WARNING, "备案晚了", "本地规定了通过以后几天以内备案。", "核对通过日和备案日；真晚了的，以后按时报。", "8 月 10 日通过，9 月 1 日备案"),
    Code("credit-code", Stage.CELL, ERROR, "统一社会信用代码不对", "统一社会信用代码是 18 位数字和大写字母，最后一位由前面的算出来；没有 I、O、S、V、Z 这几个字母。",
         "对照登记证书再抄一遍；只备案、没有登记的，写备案号，这一项空着。", ""),
    Code("cases-over", Stage.ROW, ERROR, "其中的比总数多", "先登记的、超过标准的都是办的里面的，不能比办的多。", "对照登记簿核对几个数。", "办了 6 件，先登记 7 件"),
)  # fmt: skip
