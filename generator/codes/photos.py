"""Codes of photos."""

from __future__ import annotations

from generator.codes.code import ERROR, WARNING, Code, Stage

PHOTOS = (
    Code("photo-missing", Stage.ROW, ERROR, "照片找不到", "「照片」里写的文件，不在这份资料所在的文件夹里。",
         "把照片放到同一个文件夹，文件名一字不差，用小写英文字母、数字和短横线；照片用 jpg 或 png。", "照片: road-1.jpg"),
    Code("photo-many", Stage.ROW, ERROR, "照片太多", "一行（一篇）放几十张照片，手机上翻不到底，也费村民的流量。", "挑看得清楚的留下；实在要多的，分成几行、几篇。", ""),
    Code("photo-unsaid", Stage.ROW, WARNING, "照片没有说明", "眼睛看不见的人靠听；网不好的人先看说明，再决定要不要点开照片。",
         "在文件名后面空一格，写照片上是什么。", "road-1.jpg 硬化前的土路"),
    Code("photo-unagreed", Stage.PRIVACY, WARNING, "照片没有登出来", "照片上认得出的人，同意了才能登；没有写同不同意，程序就当作不同意。",
         "在「照片同意」里写：没有认得出的人写 无人；有人、都同意的写 是，或者同意登到哪一天；不满 14 岁的，由家长同意。", "照片同意: 无人"),
)  # fmt: skip
