"""Codes of yearly reports: their outline, and the figures in their text."""

from __future__ import annotations

from generator.codes.code import ERROR, INFO, WARNING, Code, Stage

YEARLY = (
    Code("outline-unknown", Stage.HEADER, ERROR, "没有这一份提纲", "「提纲」写的名称，程序里没有，本地区的规定里也没有。", "写一份有的；不写就是 通用。", "提纲: 十大工程"),
    Code("part-unknown", Stage.HEADER, INFO, "题目不在提纲里", "总结里的一个题目，提纲里没有：网页上它单独成一部分，程序不会往里面放资料。", "写成提纲里的题目；就要单独写的，不用改。", "## 特色工作"),
    Code("figure-unknown", Stage.CELL, ERROR, "没有叫这个名称的数字", "大括号里写的名称，这一年公开的资料里没有哪个数字叫这个。", "照列出来的名称写，一字不差。", "{{数字: 总收人}}"),
    Code("figure-unclosed", Stage.CELL, ERROR, "大括号没有写成对", "数字的名称前后各要两个大括号。", "写成 {{数字: 总收入}} 这样；不是数字的，不用大括号。", "{{数字: 总收入"),
    Code("figure-differs", Stage.SUM, WARNING, "文字里的数和资料不一样", "句子里写了一个数字的名称，后面的数和公开的资料对不上。", "不自己打数，写它的名称，如 {{数字: 总收入}}。",
         "写 62 万元，收支明细合计是 604,389.10 元"),
)  # fmt: skip
