"""Codes of plans and of the village's figures: what was promised and came of it, and what a figure rests on."""

from __future__ import annotations

from generator.codes.code import ERROR, INFO, WARNING, Code, Stage

PLANS = (
    # --- plans
    Code("plan-half", Stage.ROW, ERROR, "计划的一条没有写全", "一条计划要写明编号、内容、谁负责、时限和状态，村民才知道谁在哪天以前要办成什么。"
         "条文没有留下来的大项，只写「大项」，别的都空着。", "补上缺的。", "写了内容，没有写时限"),
    Code("plan-order", Stage.ROW, ERROR, "计划的日期次序不对", "时限不能早于开始，延到的日子不能早于时限，办完不能早于开始。", "核对两个日期。", "3 月开始，2 月以前办完"),
    Code("plan-state", Stage.ROW, ERROR, "状态和日期对不上", "写了「办完」的，状态是完成；写了「延到」的，状态是延期（后来办成的是完成，不办了的是取消）。",
         "改状态，或者把日期删掉。", "状态是推进，「办完」写了 6 月 3 日"),
    Code("plan-count", Stage.SUM, ERROR, "条数对不上", "「合计」一行写的条数，要和表里的一样多；有的大项条文没有列出来的，只能比表里多。", "数一数，补上漏的条，或者改合计。", "合计 43 条，表里 44 条"),
    Code("plan-unproven", Stage.ROW, WARNING, "写了完成，没有写凭什么", "说办成了，村民要能查到：哪个会定的、哪项工程、账上哪个项目、哪篇公告。",
         "在「决定」「工程」「账目」「公告」里写一样，写成和那边一样的名称。", ""),
    Code("plan-unexplained", Stage.ROW, WARNING, "延期、取消没有写原因", "说了要办、没有办成的，要告诉村民为什么。", "在「原因」里写一句。", ""),
    Code("plan-late", Stage.CLOCK, INFO, "过了时限还没有办完", "说好的日子过了，还没有办完；网页上写着逾期几天。",
         "办完了的，状态改成完成；要往后推的，状态改成延期，写上原因和「延到」哪天，原来的时限不改。", ""),
)  # fmt: skip
