"""Codes of honors as rounds: what a scheme lays down, what a round did, what became of what was granted."""

from __future__ import annotations

from generator.codes.code import ERROR, WARNING, Code, Stage

AWARDS = (
    Code("award-not-in-scheme", Stage.ROW, WARNING, "评选办法里没有这个称号", "评出来的称号、授给谁，应当和这次评选用的评选办法一样。",
         "名称写错的改正；办法里漏了的，补一行「称号」。", "办法里是 十星级文明户，名单里写了 十星文明户"),
    Code("award-stars-differ", Stage.ROW, ERROR, "星数、得分和称号对不上", "几星级的称号就是几颗星；列了得到哪几颗的，要和星数一样多，都是评选办法里有的；得分不能比满分多。",
         "对照评定表改正称号、星数、得星或者得分。", "十星级文明户，星数写 9"),
    Code("award-count-differs", Stage.SUM, ERROR, "评出的个数对不上", "评选过程里写的评出多少、其中每个称号几个，应当等于荣誉名单里列的。",
         "对照名单数一遍，改正写错的一处；名单漏了的补上（本人放弃公布的也要留一行）。", "评出 103，名单里一共 102"),
    Code("award-over-quota", Stage.SUM, WARNING, "评得比名额多", "评选办法定了名额的，评出来的不能超过名额。", "核对名额和名单；真要多评的，先开会改评选办法。", "名额 10，评了 11 户"),
    Code("award-term-differs", Stage.ROW, WARNING, "有效期和评选办法不一样", "一个称号管几年，评选办法里定了的，照办法写。", "核对有效期；办法改过的，写新的评选办法。", "办法 2年，名单里写 3年"),
    Code("award-early", Stage.SEQUENCE, WARNING, "公示没有满就授予了", "先公示，让村民能提意见，期满了再授予。", "核对授予日期和公示的日子。", "公示到 12 月 25 日，授予写 12 月 20 日"),
    Code("award-in-closed-years", Stage.SEQUENCE, WARNING, "摘牌以后停评的年数没有满", "评选办法定了摘牌以后几年里不能再评。",
         "核对是不是同一家：同名的两家，在姓名后加序号；真是同一家的，这次不能评；摘牌摘错了的，在「复评和变更」里写「恢复」。", ""),
    Code("award-money-differs", Stage.SUM, WARNING, "奖金和账上的对不上", "按评选办法应当发的奖金、评选过程里写的奖金和收支明细里付的，应当一分不差。",
         "核对名单、每份奖金和账；「账目」写的字是不是把别的支出也算进来了，或者漏了一笔。", ""),
    Code("award-change-impossible", Stage.SEQUENCE, ERROR, "这个变更接不上前面的", "复评和变更是一步接一步的：摘了牌的不能再降星，没有摘的不能恢复，降星要比现在少。",
         "对照这块牌前面的变更，核对日期、牌号和变更。", "九星降为十星"),
    Code("jury-own-household", Stage.ROW, WARNING, "评议的人评了自己家", "评议小组的人、班子成员写在「近亲属」里的人评上了，评到他家时应当回避。",
         "回避了的，把他写进「回避」；只是同名的，写进 village.yml 的「已知差异」；没有回避的，要重新评议这一户。", ""),
    Code("objection-open", Stage.ROW, WARNING, "有异议，没有写怎么处理的", "公示是为了让人提意见，提了的要有答复。", "在「处理」里写核实的结果，不写谁提的。", "异议 2 件，处理空着"),
    Code("revocation-private", Stage.PRIVACY, ERROR, "撤销原因写了私事", "摘牌的原因只写不合哪一条，家里的私事不能公开。", "改成不合评选办法的哪一条，如「达不到评选办法的要求」；别的写在村里的会议记录里。", "撤销原因：离婚"),
    Code("minor-unsaid", Stage.PRIVACY, WARNING, "没有写是不是未满 14 岁", "未满 14 岁的孩子，家长同意才能登全名；没有写清楚的，程序先只登姓。",
         "在「未满14岁」里写是或否；家长同意登全名的，在「监护人同意」里写是。", "最美少年，没有写年龄"),
)  # fmt: skip
