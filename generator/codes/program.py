"""Codes of the program and the machine it runs on."""

from __future__ import annotations

from generator.codes.code import ERROR, INFO, Code, Stage

PROGRAM = (
    Code("engine-failed", Stage.ENGINE, ERROR, "网页没有生成", "数据没有问题，但做网页的一步失败了。这个村这一次不更新，其他村不受影响。", "把这一条和 build/errors/ 里的文件发给维护的人。", ""),
    Code("theme-broken", Stage.ENGINE, ERROR, "网页的模板写错了", "theme_overrides/ 里自己改的模板，或者 mkdocs.yml，写法不通，网页做不出来。数据没有问题。",
         "照这一行改好；不知道怎么改，就换回改动以前的文件，或把这一条发给改模板的人。", ""),
    Code("memory-short", Stage.ENGINE, ERROR, "内存不够", "做这个村的网页时，机器的内存用完了。这个村这一次不更新。",
         "关掉别的程序再来，或用 gongkai build --jobs 1 一个村一个村地做；还是不够，就换一台内存大些的机器。", ""),
    Code("cover-missing", Stage.ENGINE, INFO, "没有封面图", "网页发到群里时，旁边的小图要用字体 pylopdf-fonts-zh-cn 和程序 Pillow 来画，这台机器上没有。网页和二维码都不受影响。",
         "重新安装一遍（make site，或 pip install -r requirements.lock）；还是没有，就把这一条发给维护的人。", ""),
    Code("internal-error", Stage.ENGINE, ERROR, "程序出错", "这是程序自己的毛病，不是填表的错。这个村这一次不更新，其他村不受影响。",
         "把这一条和 build/errors/ 里的文件发给维护的人。", ""),
)  # fmt: skip
