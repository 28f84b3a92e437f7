"""Files as township offices get them by chat on one evening: forty of eight villages, called as people call them, with all that WPS adds."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import openpyxl
import xlwt
from PIL import Image

from tests.conftest import OPENED, ROOT, write_tree

Rows = Sequence[Sequence[str]]
NOTICES_AND_PHOTOS = "2026-03-water"

VILLAGES = {
    "shifan": ("示范村", "示例镇", "320000000001"),
    "dongxian": ("东咸村", "示例镇", ""),
    "wangcun": ("王村", "示例镇", ""),
    "xiaowang": ("小王村", "示例镇", ""),
    "daliushu": ("大柳树村", "示例镇", "320000000005"),
    "longhu": ("龙湖社区", "示例镇", ""),
    "dong/xincun": ("新村", "东示例镇", ""),
    "xi/xincun": ("新村", "西示例镇", ""),
}
"""Slug → name, township, code."""


def eight_villages(root: Path) -> Path:
    """A root with the settings of all of them, and nothing else."""
    for slug, (name, town, code) in VILLAGES.items():
        settings = f"村名: {name}\n乡镇: {town}\n{OPENED}" + (f'行政区划代码: "{code}"\n代码年份: "2024"\n' if code else "")
        write_tree(root, {f"/data/villages/{slug}/village.yml": settings})
    (root / "data/villages/demo/village.yml").unlink()
    (root / "data/villages/demo").rmdir()
    return root


# --- formats ---------------------------------------------------------------------------------


def xlsx(rows: Rows, sheet: str = "Sheet1", more: Sequence[tuple[str, Rows, str]] = ()) -> bytes:
    """``more``: other sheets, with their state."""
    book = openpyxl.Workbook()
    for number, (name, lines, state) in enumerate(((sheet, rows, "visible"), *more)):
        page = book.active if number == 0 else book.create_sheet()
        page.title, page.sheet_state = name, state
        for line in lines:
            page.append([_number(cell) for cell in line])
        if lines and len([cell for cell in lines[0] if cell]) == 1:
            page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=max(map(len, lines)))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls(rows: Rows, sheet: str = "Sheet1") -> bytes:
    book = xlwt.Workbook(encoding="gbk")
    page = book.add_sheet(sheet)
    for i, line in enumerate(rows):
        for j, cell in enumerate(line):
            page.write(i, j, _number(cell))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def gbk(rows: Rows) -> bytes:
    return _csv(rows).encode("gb18030")


def utf8(rows: Rows) -> bytes:
    return _csv(rows).encode("utf-8-sig")


def ods(rows: Rows, sheet: str = "Sheet1", style: str = "") -> bytes:
    """``style``: styles of the document, among them ``red``."""
    lines = "".join(f"<table:table-row>{''.join(_ods_cell(cell) for cell in line)}</table:table-row>" for line in rows)
    return ods_of(f'<table:table table:name="{sheet}">{lines}</table:table>', style)


def ods_of(tables: str, style: str = "") -> bytes:
    names = ("office", "table", "text", "style", "fo")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{style}</office:automatic-styles><office:body><office:spreadsheet>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"{content}{tables}</office:spreadsheet></office:body></office:document-content>")
    return out.getvalue()


def _ods_cell(text: str) -> str:
    shown = f"<text:p>{escape(text)}</text:p>"
    number = _number(text)
    about = f' office:value-type="float" office:value="{number}"' if not isinstance(number, str) else ' office:value-type="string"'
    return f"<table:table-cell{about}>{shown}</table:table-cell>" if text else "<table:table-cell/>"


def _csv(rows: Rows) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _number(text: str) -> str | int | float:
    """As a spreadsheet takes what is typed: 007 and long numbers were typed as text."""
    if text and text.replace(".", "", 1).isdecimal() and len(text) < 12 and (text[0] != "0" or text.startswith("0.") or text == "0"):
        return float(text) if "." in text else int(text)
    return text


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(out, "JPEG")
    return out.getvalue()


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 400
"""What an .xlsx with a password is."""


# --- what stands in them ---------------------------------------------------------------------


def sample(file: str, rows: int = 6) -> list[list[str]]:
    """The header and the first rows of a table of the sample village."""
    text = (ROOT / "data/villages/shifan" / file).read_text(encoding="utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    header = next(n for n, line in enumerate(lines) if sum(map(bool, line)) > 3)
    return lines[header : header + rows + 1]


def on_paper(title: str, table: Rows, unit: bool = True, maker: str = "制表人：李样本") -> list[list[str]]:
    """A table as an office prints it: its title, the unit, who made it."""
    width = len(table[0])
    above = [[title, *[""] * (width - 1)], *([["", *[""] * (width - 2), "单位：元"]] if unit else [])]
    return [*above, *map(list, table), [maker, *[""] * (width - 1)]]


def ledger(month: str, opening: int = 10_000, rows: int = 3) -> list[list[str]]:
    """A month that adds up, in an office's own words for the columns."""
    left = opening
    lines = [["", "", "上月余额", "", "", "", f"{left}"]]
    for i in range(rows):
        left -= 100 + i
        lines.append([f"{month}-{5 + i:02}", f"记-{i + 1:03}", "付路灯电费", "公益支出", "", f"{100 + i}", f"{left}"])
    spent = sum(100 + i for i in range(rows))
    return [
        ["记账日期", "凭证字号", "摘要", "会计科目", "收入金额", "支出金额", "结余"],
        *lines,
        ["", "", "合计", "", "", f"{spent}", f"{left}"],
    ]


def two_storeys() -> list[list[str]]:
    """A 科目余额表 with its header in two rows."""
    top = ["科目编码", "科目名称", "期初余额", "", "本期发生额", "", "期末余额", ""]
    return [
        top,
        ["", "", *["借方", "贷方"] * 3],
        ["101", "库存现金", "300", "", "50", "20", "330", ""],
        ["301", "公积公益金", "", "300", "20", "50", "", "330"],
    ]


NOTICE = f"""---
标题: 关于灌溉渠清淤的公示
事项: C01
主体: 示范村村民委员会
范围: 社会
公开日: 2026-03-02
公示起: 2026-03-02
公示止: 2026-03-16
异议渠道: 村务监督委员会 0000-0000002
附件:
  - {NOTICES_AND_PHOTOS}-1.jpg
照片同意: 无人
人工核查: 周假设 2026-03-01
---
清淤 300 米，三月底以前做完。
"""


@dataclass(frozen=True)
class Given:
    """One file, and what must become of it."""

    path: str
    data: bytes
    places: tuple[str, ...] = ()
    """Where it must be put, below data/villages/; () where it must be asked or refused."""
    asked: tuple[str, ...] = ()
    """What must be asked."""


def forty() -> Iterator[Given]:
    """All of them."""
    yield Given(
        "示范村2026年3月份收支明细表(最终版)(1).xlsx",
        xlsx(on_paper("示例镇示范村2026年3月份收支明细表", ledger("2026-03"))),
        ("shifan/ledger/2026-03.xlsx",),
    )
    yield Given("副本3月.xls", xls(on_paper("王村收支明细表", ledger("2026-03"))), ("wangcun/ledger/2026-03.xlsx",))
    yield Given(
        "新建 Microsoft Excel 工作表.xlsx",
        xlsx(on_paper("小王村二〇二六年四月份财务收支公开表", ledger("2026-04"))),
        ("xiaowang/ledger/2026-04.xlsx",),
    )
    yield Given("26.3.xls", xls(on_paper("大柳树村财务收支情况", ledger("2026-03"))), ("daliushu/ledger/2026-03.xlsx",))
    yield Given("东咸村2026.3收支.csv", gbk(on_paper("", ledger("2026-03"))), ("dongxian/ledger/2026-03.csv",))
    yield Given("示范村2026年4月现金日记账.xls", xls(on_paper("现金日记账", ledger("2026-04"))), ("shifan/ledger/2026-04-库存现金.xlsx",))
    yield Given(
        "示范村2026年4月银行存款日记账.xls", xls(on_paper("银行存款日记账", ledger("2026-04"))), ("shifan/ledger/2026-04-银行存款.xlsx",)
    )
    yield Given(
        "大柳树村/收支(4月).xlsx", xlsx(on_paper("单位：大柳树村村民委员会", ledger("2026-04")), "4月"), ("daliushu/ledger/2026-04.xlsx",)
    )
    yield Given("工作簿1.xlsx", xlsx(on_paper("2026年5月收支明细", ledger("2026-05"))), asked=("village",))
    yield Given("李家村5月.xlsx", xlsx(on_paper("示例镇李家村2026年5月份收支明细表", ledger("2026-05"))), asked=("village",))
    yield Given("王村4月.xlsx", xlsx(on_paper("王村2026年3月份收支明细表", ledger("2026-04"))), asked=("period",))
    yield Given("小王村收支5月.xlsx", xlsx(on_paper("小王村2026年5月收支明细表", ledger("2026-06"))), asked=("period",))
    months = [(f"{n}月", on_paper(f"{n}月份收支明细", ledger(f"2026-{n:02}", 10_000 - 303 * (n - 1))), "visible") for n in range(1, 4)]
    prepared = ("4月", on_paper("4月份收支明细", [ledger("2026-04")[0]]), "visible")
    others = [prepared, ("Sheet2", [], "visible"), ("旧底稿", [["作废"]], "hidden")]
    year = xlsx(months[0][1], "1月", [*months[1:], *others])
    yield Given("龙湖社区/2026年收支流水账.xlsx", year, tuple(f"longhu/ledger/2026-{n:02}.xlsx" for n in (1, 2, 3)))

    yield Given("2026年三季度科目余额表.xls", xls(on_paper("东咸村科目余额表", two_storeys())), ("dongxian/trial/2026-Q3.xlsx",))
    yield Given("王村科目余额表2026年9月.ods", ods(on_paper("王村科目余额表", two_storeys())), ("wangcun/trial/2026-09.xlsx",))

    pay = sample("pay/2026-Q3.csv")
    yield Given("小王村2026年上半年干部报酬.xlsx", xlsx(on_paper("小王村干部报酬发放表", pay)), ("xiaowang/pay/2026-H1.xlsx",))
    yield Given("误工补贴7-9月.csv", gbk(on_paper("大柳树村2026年误工补贴发放表", pay)), ("daliushu/pay/2026-Q3.csv",))

    contracts = sample("contracts/2026-Q2.csv")
    yield Given("合同台账.xlsx", xlsx(on_paper("东示例镇新村2026年第二季度合同台账", contracts)), ("dong/xincun/contracts/2026-Q2.xlsx",))
    yield Given("新村合同.xlsx", xlsx(on_paper("新村2026年二季度合同登记表", contracts)), asked=("village",))

    debts = sample("debts/2026-Q2.csv")
    yield Given("西示例镇新村债权债务2026Q2.xlsx", xlsx(on_paper("债权债务明细表", debts)), ("xi/xincun/debts/2026-Q2.xlsx",))
    yield Given("王村往来款.xls", xls(on_paper("王村债权债务明细表 2026年6月30日", debts)), asked=("period",))

    assets = sample("assets/2026.csv")
    yield Given("王村/固定资产清单2026年度.xls", xls(on_paper("固定资产清单", assets)), ("wangcun/assets/2026.xlsx",))
    yield Given("示范村资产.xlsx", xlsx(on_paper("示范村股份经济合作社2025年固定资产登记表", assets)), ("shifan/assets/2025.xlsx",))
    yield Given("资源台账(2026).ods", ods(on_paper("龙湖社区资源台账", sample("resources/2026.csv"))), ("longhu/resources/2026.xlsx",))
    yield Given(
        "专项资金2026年第1季度.csv",
        utf8(on_paper("小王村专项资金收支表", sample("earmarked/2026-Q1.csv"))),
        ("xiaowang/earmarked/2026-Q1.csv",),
    )
    yield Given(
        "东咸村2026年村民代表会议记录.xlsx",
        xlsx(on_paper("东咸村会议记录", sample("meetings/2026.csv"), unit=False)),
        ("dongxian/meetings/2026.xlsx",),
    )
    yield Given(
        "组务公开三季度.xlsx", xlsx(on_paper("大柳树村2026年各组收支", sample("groups/2026-Q3.csv"))), ("daliushu/groups/2026-Q3.xlsx",)
    )
    yield Given(
        "shifan/积分登记-202605.xlsx", xlsx(on_paper("积分登记", sample("points/2026-05.csv"), unit=False)), ("shifan/points/2026-05.xlsx",)
    )
    yield Given("龙湖社区2026年提问答复.csv", utf8(on_paper("", sample("questions/2026.csv"), unit=False)), ("longhu/questions/2026.csv",))
    yield Given(
        "王村环境整治2026年3季度.xls",
        xls(on_paper("王村清理整治情况", sample("cleanup/2026-Q3.csv"), unit=False)),
        ("wangcun/cleanup/2026-Q3.xlsx",),
    )
    yield Given("小王村2026年工作计划.xlsx", xlsx(on_paper("", sample("plans/2026.csv"), unit=False)), ("xiaowang/plans/2026.xlsx",))
    yield Given(
        "卫生检查10月.xlsx",
        xlsx(on_paper("东咸村2026年10月卫生评比", sample("inspections/2026-10.csv"), unit=False)),
        ("dongxian/inspections/2026-10.xlsx",),
    )

    subsidies = sample("subsidies/2025-gengdi.csv")
    yield Given("示范村耕地地力补贴花名册2026.xls", xls(on_paper("示范村2026年耕地地力保护补贴发放表", subsidies)), asked=("period",))
    yield Given("2026-gengdi.csv", utf8(on_paper("王村2026年耕地地力保护补贴", subsidies)), ("wangcun/subsidies/2026-gengdi.csv",))

    yield Given(f"示范村/{NOTICES_AND_PHOTOS}.md", NOTICE.encode(), (f"shifan/notices/{NOTICES_AND_PHOTOS}.md",))
    yield Given(f"{NOTICES_AND_PHOTOS}-1.jpg", photo(), (f"shifan/notices/{NOTICES_AND_PHOTOS}-1.jpg",))
    yield Given("IMG_20260301.heic", b"\0\0\0\x18ftypheic" + b"\0" * 99)
    yield Given("东咸村3月.et", b"\xd0\xcf\x11\xe0" + b"\0" * 99)
    yield Given("大柳树村5月(加密).xlsx", LOCKED)
    yield Given("会议通知.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 99)
