"""A matter in all its files, in order to the fen: decided, built, listed, paid, posted, asked about."""

from __future__ import annotations

from dataclasses import dataclass, replace

HEAD = "工程,立项,预算,招标方式,中标人,合同价,变更,结算,其他费用,总投资,财政补助,村集体出,验收,已付,账目\n"


def yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


@dataclass(frozen=True)
class Sums:
    """In fen."""

    budget: int = 2_000_000
    agreed: int = 1_800_000
    changed: int = -50_000
    other: int = 120_000
    grant: int = 1_000_000
    first: int = 900_000
    """Of what the builder gets, the first payment."""

    @property
    def settled(self) -> int:
        return self.agreed + self.changed

    @property
    def whole(self) -> int:
        return self.settled + self.other


def decision(sums: Sums, name: str = "三组水渠") -> str:
    return f"""议题: {name}
预算: {yuan(sums.budget)}
过程:
  - {{步骤: 党支部提议, 日期: 2026-01-05}}
  - {{步骤: 两委商议, 日期: 2026-01-08}}
  - {{步骤: 党员大会审议, 日期: 2026-01-12, 应到: 40, 到会: 32, 赞成: 30, 弃权: 2, 结果: 通过}}
  - {{步骤: 村民代表会议决议, 日期: 2026-01-20, 应到: 30, 到会: 26, 赞成: 24, 反对: 2, 结果: 通过}}
  - {{步骤: 决议公开, 日期: 2026-01-22}}
"""


def work(sums: Sums, name: str = "三组水渠", top: str = "") -> str:
    return f"""工程: {name}
{top}过程:
  - {{步骤: 预算, 日期: 2026-01-20, 金额: {yuan(sums.budget)}}}
  - {{步骤: 招标, 日期: 2026-02-10, 金额: {yuan(sums.agreed)}, 单位: 示例施工队}}
  - {{步骤: 合同, 日期: 2026-02-20, 金额: {yuan(sums.agreed)}, 单位: 示例施工队}}
  - {{步骤: 动工, 日期: 2026-03-01}}
  - {{步骤: 变更, 日期: 2026-04-01, 金额: {yuan(sums.changed)}}}
  - {{步骤: 竣工, 日期: 2026-05-01}}
  - {{步骤: 验收, 日期: 2026-05-08, 说明: 合格}}
  - {{步骤: 结算, 日期: 2026-05-12, 金额: {yuan(sums.settled)}}}
"""


def listing(sums: Sums, name: str = "三组水渠", paid: int | None = None) -> str:
    cells = (sums.budget, sums.agreed, sums.changed, sums.settled, sums.other, sums.whole, sums.grant, sums.whole - sums.grant)
    b, a, c, s, o, w, g, own = map(yuan, cells)
    paid = sums.settled if paid is None else paid
    return f"{HEAD}{name},2026-01-20 会议,{b},比价,示例施工队,{a},{c},{s},{o},{w},{g},{own},2026-05-08,{yuan(paid)},\n"


def ledger(sums: Sums, name: str = "三组水渠") -> dict[str, str]:
    """Two months: a grant and the first payment; the rest and what was paid to others."""
    left, files = 50_000_000, {}
    for month, rows in (
        ("2026-05", (("上级补助", sums.grant, 1), ("首付款", sums.first, -1))),
        ("2026-06", (("付清", sums.settled - sums.first, -1), ("测量费", sums.other, -1))),
    ):
        text = f"日期,凭证号,摘要,科目,收入,支出,余额,项目\n,,上月余额,,,,{yuan(left)},\n"
        for n, (what, fen, side) in enumerate(rows, 1):
            left += fen * side
            sides = f"{yuan(fen)}," if side > 0 else f",{yuan(fen)}"
            text += f"{month}-20,记-00{n},{what},{'专项应付款' if side > 0 else '在建工程'},{sides},{yuan(left)},{name}\n"
        files[f"ledger/{month}.csv"] = text
    return files


NOTICE = """---
标题: 三组水渠结算
事项: 村级工程
主体: 村民委员会
范围: 社会
公开日: 2026-05-15
期间: 无
关于: 三组水渠
审核: 村务监督委员会 2026-05-14 审核通过
---

结算价见附表。
"""
ASKED = "编号,提问日期,问题,答复日期,答复人,答复,关于\n2026-01,2026-06-01,水渠漏不漏,2026-06-03,村委会副主任,不漏。,三组水渠\n"

PLAN = (
    "编号,大项,内容,谁负责,时限,办完,状态,决定,工程,公告\n"
    "26-01,基础设施,三组水渠重修,村委会副主任,2026-06-30,2026-05-08,完成,三组水渠,三组水渠,三组水渠结算\n"
)


def files(sums: Sums = Sums(), **more: str) -> dict[str, str]:
    """Every one of them; ``more``: by a short name, another text of it."""
    made = {
        "decisions/2026-canal.yml": decision(sums),
        "works/2026-canal.yml": work(sums),
        "projects/2026-Q2.csv": listing(sums),
        "notices/2026-05-canal.md": NOTICE,
        "questions/2026.csv": ASKED,
        "plans/2026.csv": PLAN,
        **ledger(sums),
    }
    by_kind = {name.partition("/")[0]: name for name in made}
    return made | {by_kind[kind]: text for kind, text in more.items()}


def off_by(fen: int, name: str) -> Sums:
    """One of the sums of honest books, a few fen off."""
    return replace(Sums(), **{name: getattr(Sums(), name) + fen})
