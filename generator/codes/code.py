"""What a problem code is: its stage, how grave it is, and what a clerk is told of it."""

from __future__ import annotations

from enum import Enum, IntEnum

from generator.classes import dataclass


class Stage(IntEnum):
    """The order in which problems are told: what hides others comes first."""

    FILE = 1
    HEADER = 2
    CELL = 3
    ROW = 4
    SUM = 5
    SEQUENCE = 6
    PRIVACY = 7
    CLOCK = 8
    ENGINE = 9


STAGE_TITLES = {
    Stage.FILE: "文件",
    Stage.HEADER: "表头和项目名",
    Stage.CELL: "格子里的内容",
    Stage.ROW: "一行（一条）之内",
    Stage.SUM: "加总",
    Stage.SEQUENCE: "前后衔接",
    Stage.PRIVACY: "公开范围",
    Stage.CLOCK: "日期和今天",
    Stage.ENGINE: "程序",
}


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def title(self) -> str:
        return {"error": "错误", "warning": "提醒", "info": "说明"}[self.value]


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True)
class Code:
    """One kind of problem, in words a clerk uses."""

    code: str
    stage: Stage
    severity: Severity
    title: str
    meaning: str
    mend: str
    example: str = ""
