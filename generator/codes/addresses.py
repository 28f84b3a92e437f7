"""Codes of where a site and its boards are found."""

from __future__ import annotations

from generator.codes.code import ERROR, WARNING, Code, Stage

ADDRESSES = (
    Code("example-address", Stage.HEADER, WARNING, "网址是例子里的", "二维码和封面都照 data/site.yml 的「网址」来做；例子里的地址谁也打不开，贴到墙上、发到群里就改不回来了。",
         "写网站真正的地址；还没有放好的，删去「网址」这一行，就不做二维码和封面。", "网址: https://example.org/"),
    Code("address-taken", Stage.HEADER, ERROR, "旧网址现在是别的村的", "「曾用网址」是这个栏以前的网址，访问的人会被带到新的地方；那里现在有别的栏，就不能再转。",
         "从「曾用网址」里删去这一个；或者把那个村的文件夹换个名字。", "曾用网址: jiacun"),
    Code("board-moved", Stage.HEADER, WARNING, "栏搬了家，旧网址没有转过去", "文件夹换了地方或者改了名字，网址就跟着变；墙上贴的、群里发的二维码还是旧的。",
         "在新文件夹的 village.yml 里写上「曾用网址」。", "曾用网址: jiacun"),
)  # fmt: skip
