"""Codes of the program and the machine it runs on."""

from __future__ import annotations

from generator.codes.code import ERROR, INFO, Code, Stage

PROGRAM = (
    Code("engine-failed", Stage.ENGINE, ERROR, "网页没有生成", "数据没有问题，但做网页的一步失败了。", "把这一条连同说明发给维护的人。", ""),
    Code("search-missing", Stage.ENGINE, INFO, "没有「查找」页", "「查找」页要用 Pagefind 这个程序来做，这台机器上没有它，或者它在这种系统上不能用。别的页面都不受影响。",
         "重新安装一遍（make site，或 pip install -r requirements.lock）；还是没有，就把这一条发给维护的人。", ""),
    Code("cover-missing", Stage.ENGINE, INFO, "没有封面图", "网页发到群里时，旁边的小图要用字体 pylopdf-fonts-zh-cn 和程序 Pillow 来画，这台机器上没有。网页和二维码都不受影响。",
         "重新安装一遍（make site，或 pip install -r requirements.lock）；还是没有，就把这一条发给维护的人。", ""),
    Code("internal-error", Stage.ENGINE, ERROR, "程序出错", "这是程序自己的毛病，不是填表的错。这个村这一次不更新，其他村不受影响。",
         "把这一条和 build/errors/ 里的文件发给维护的人。", ""),
)  # fmt: skip
