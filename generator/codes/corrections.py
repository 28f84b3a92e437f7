"""Codes of 更正: published rows that are otherwise now, and what village.yml says of them."""

from __future__ import annotations

from generator.codes.code import ERROR, INFO, WARNING, Code, Stage

CORRECTIONS = (
    Code("correction-missing", Stage.SEQUENCE, WARNING, "公开以后改了，没有写原因",
         "已经公开的一行，改了、撤了、补登了，村民要知道为什么；没有原因的，网页上写着「没有写明原因」。",
         "在 village.yml 的「更正」里写一条：哪个文件、哪一行、哪天、为什么、谁同意的。", "更正: - {文件: ledger/2026-03.csv, 行: 记-012, 日期: 2026-11-20, 原因: 凭证金额看错, 经谁同意: 村务监督委员会}"),
    Code("correction-required", Stage.SEQUENCE, ERROR, "公开以后改了，必须写原因",
         "乡镇在 site.yml 里写了「更正须说明: 必须」：已经公开的一行改了、撤了、补登了，没有写原因就不更新。",
         "在 village.yml 的「更正」里写一条：哪个文件、哪一行、哪天、为什么、谁同意的。", ""),
    Code("correction-place", Stage.HEADER, WARNING, "更正说的那一行找不到", "「更正」里写的文件、行或项目，和村里的资料对不上，不知道说的是哪一行，网页上没有登它。",
         "照文件里的写法写；已经删去的一行，加上「做法: 撤下」。", "文件: ledger/2026-03.csv, 行: 记-012"),
    Code("correction-day", Stage.CLOCK, ERROR, "更正的日期还没有到", "更正的日期是改正那一天，不会在今天以后。", "改成真正更正的那一天。", "日期: 2026-11-20"),
    Code("correction-unchanged", Stage.SEQUENCE, WARNING, "写了更正，没有改过", "和以前公开的比，这一行没有改过；网页上却会写它更正过。",
         "还没有改的，把那一行改好；写错了行的，改成真正改过的那一行；多写的，删去这一条。", ""),
    Code("correction-twice", Stage.SEQUENCE, WARNING, "同一处更正写了两遍", "同一行、同一天的更正，village.yml 和文件自己的「更正」里都写了，或者写了两条；只登前面的一条。",
         "留一条，另一条删去。", ""),
    Code("correction-differs", Stage.SEQUENCE, ERROR, "「原为」和以前公开的不一样", "「原为」说的是改以前公开的数，要和那时公开的一样。",
         "照以前公开的写；有 git 的，不写「原为」也行，程序查得出来。", "原为: 860.00"),
    Code("former-missing", Stage.SEQUENCE, WARNING, "换过文件夹，没有写曾用网址", "git 里这个村以前在另一个文件夹，「曾用网址」没有写：以前贴出去的网址和二维码打不开。和以前公开的照样比。",
         "在 village.yml 写上「曾用网址」和以前的文件夹名。", "曾用网址: jiacun"),
    Code("history-shallow", Stage.ENGINE, INFO, "git 的历史不全", "只下载了最近的一部分历史，以前公开过、后来改过的，比不出来。",
         "运行 git fetch --unshallow 取回全部；自动发布的，在取代码那一步写 fetch-depth: 0。", ""),
)  # fmt: skip
