"""Codes of what is served in a village and of what its party organisation has promised."""

from __future__ import annotations

from generator.codes.code import ERROR, WARNING, Code, Stage

SERVICES = (
    Code("service-change", Stage.ROW, ERROR, "暂停、改时间没有写全", "暂停要写从哪天起，改时间还要写改成几点；照常的这几格都空着。",
         "补上日期和时间；恢复了的，把状态改回照常。", "状态写了暂停，「从」空着"),
    Code("rate-mismatch", Stage.SUM, ERROR, "比率和人数对不上", "入园率、入学率是数量除以适龄人数，三个数要对得上。",
         "核对两个人数和比率，改写错的那一个。", "35 ÷ 36 写成 100%"),
    Code("outcome-untold", Stage.ROW, WARNING, "办好没办好，没有说清楚", "写了完成或者没完成，村民要看得到办得怎样、为什么没有办成。",
         "在「完成情况」里写一句。", ""),
)  # fmt: skip
