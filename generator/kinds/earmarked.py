"""专项应付款: money given for one purpose, by whom and under which document, what it paid for, what is left.

Law: 村民委员会组织法 (2025) art. 35 item 2 (item F11 of the catalogue); account 241 of 财会〔2023〕14号.
"""

from __future__ import annotations

from generator.check import batches, lists
from generator.check.totals import fen_of
from generator.kinds._list import ListKind
from generator.model import Column, Dataset
from generator.section import FINANCE

BEFORE, CAME, SPENT, LEFT = "上期结余", "拨入", "支出", "结余"


def totals(data: Dataset) -> dict[str, int]:
    """专项结余: what is left of all earmarked money at the end of the file's period, in fen; the balance of account 241 (K15)."""
    return {"专项结余": fen_of(data.rows, LEFT)}


KIND = ListKind(
    name="earmarked",
    title="专项资金",
    section=FINANCE,
    order=109,
    key="period",
    guide="上级拨来的专款，每个季度或每年一个文件，文件名是哪一期。一笔拨款一行，支出写从拨入到这一期末的累计数：拨入 − 支出 = 结余。"
    "账上按期记的，加一列「上期结余」，拨入和支出写这一期的：上期结余 + 拨入 − 支出 = 结余。"
    "这一期用完了的还要列，下一期可以不列。",
    label_column="项目",
    figures=((BEFORE, "plain"), (CAME, "in"), (SPENT, "out"), (LEFT, "left")),
    summed=(BEFORE, CAME, SPENT, LEFT),
    worth=lambda row: row.fen(CAME),
    columns=(
        Column("项目", blank=False, aliases=("项目名称", "资金名称"), example="高标准农田管护", width=24),
        Column("用途", required=False, asked=False, stands_for="项目", aliases=("资金用途", "使用方向", "规定用途"), help="只准用在哪里；没有「项目」一列的，这一列就是项目", width=20),
        Column("文号", required=False, aliases=("拨款文号", "下达文号", "文件号"), help="拨款文件的文号", example="示财农〔2026〕8号", width=20),
        Column("拨款单位", required=False, aliases=("来源", "资金来源", "拨付单位"), help="哪里拨来的", example="示例镇财政所", width=16),
        Column("拨入日期", "date", required=False, aliases=("到账日期", "拨入时间", "到账时间"), example="2026-02-26"),
        Column("凭证号", required=False, asked=False, aliases=("凭证", "到账凭证", "凭证编号"), help="到账的凭证", width=10),
        Column("上期结余", "money", required=False, aliases=("上期余额", "上期结存", "期初结余", "期初余额", "期初结存", "上年结余", "上年结转", "年初结余", "年初余额", "上季结余", "上月结余"), help="上一期剩下的；一笔拨款一直累计的，不要这一列", example=""),
        Column("拨入", "money", blank=False, aliases=("拨入金额", "到账金额", "本期拨入", "本年拨入", "本季拨入", "本月拨入", "本期收入", "本年收入", "收入"), help="到账多少；没有的写 0", example="36000.00"),
        Column("支出", "money", aliases=("使用金额", "已用", "本期支出", "本年支出", "本季支出", "本月支出", "本期使用", "已支出", "支出金额"), help="到这一期末一共用了多少；有「上期结余」的，写这一期用了多少", example="32625.50"),
        Column("结余", "money", blank=False, aliases=("余额", "结存", "期末结余", "期末余额", "期末结存", "本期结余", "年末结余", "累计结余"), help="上期结余 + 拨入 − 支出", example="3374.50"),
        Column("说明", required=False, aliases=("备注",), help="用在哪里", example="清淤、泵站检修", width=28),
    ),
    checks=(
        lists.days_have_come("拨入日期"),
        batches.difference(CAME, SPENT, LEFT, before=BEFORE),
    ),
)  # fmt: skip
