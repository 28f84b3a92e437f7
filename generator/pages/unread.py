"""Files that offices really have and that cannot be read: what a clerk is told of each, and what to do."""

from __future__ import annotations

from generator.classes import dataclass
from generator.codes import CODES, Code


@dataclass(frozen=True)
class Unread:
    """One sort of file."""

    what: str
    code: str
    message: str
    """Words of the sentence that is told."""
    instead: str
    """The way to a file that can be read."""

    @property
    def known(self) -> Code:
        return CODES[self.code]


_SAVE = "在 WPS 或 Excel 里打开，「另存为」→「Excel 工作簿（.xlsx）」。"

UNREAD = (
    Unread("设了打开密码的表格", "unreadable-file", "这是老式的 xls 表格，或者设了打开密码。", "在「文件」→「文档加密」里去掉密码，再保存。"),
    Unread("老式表格（.xls、.et、.ods、.numbers）", "unknown-file", "里放的是 .csv、.xlsx 文件，不认识", f"{_SAVE}.xls 和 .ods 也可以用 gongkai add 交进来，它会存成 .xlsx。"),
    Unread("改了名字的老式表格（里面是 xls，名字是 .xlsx）", "unreadable-file", "这是老式的 xls 表格，或者设了打开密码。", _SAVE),
    Unread("软件导出的网页，名字是 .xlsx", "unreadable-file", "名字是 .xlsx，里面其实是网页（有的软件导出就是这样）。", _SAVE),
    Unread("CSV，名字是 .xlsx", "unreadable-file", "名字是 .xlsx，里面其实是逗号隔开的文字（CSV）。", "把文件名最后的 .xlsx 改成 .csv。"),
    Unread("一整年的收支明细，文件名不只是年份（2026年流水.xlsx）", "bad-name", "像是一整年的。", "改名为 2026.xlsx：各月一张工作表（1月、2月……），或者都在一张表里，从早到晚，都能读。"),
    Unread("一整年的收支明细，工作表的名字看不出是几月、哪个账户", "sheet-ambiguous", "看不出哪张是几月的。", "表名改成 1月、2月……，或者账户的名字（现金日记账、基本户……）。"),
    Unread("两张表上下放在一张工作表里", "second-table", "起像是另一张表。一份文件只放一张表。", "把下面那张移到另一个文件，或者删去。"),
    Unread("分成左右两半、或者两张表并排放着", "second-table", "右边又是同样的列", "是一张表的，把右半边接到左半边的下面；是另一张表的，移到另一个文件。"),
    Unread("有几张工作表都像要公开的", "sheet-ambiguous", "都像「收支明细」。", "只留一张，或把要公开的那张改名为这一期，如 2026-03。"),
    Unread("从新到旧排的流水", "newest-first", "各笔是从新到旧排的", "按「日期」升序排一下。"),
    Unread("公式没有存下结果的表格", "formula-without-value", "是公式，文件里没有存下结果。", "用 WPS 或 Excel 打开，保存一次；或者把公式「粘贴为数值」。"),
    Unread("藏着行或列的表格", "hidden-cells", "是隐藏的，里面有内容。", "取消隐藏；不公开的删去。"),
    Unread("Word、WPS 文字（.docx、.wps）里的表格", "unknown-file", "不认识", "把表格复制到 WPS 表格里，另存为 .xlsx；要原样登的，「输出为 PDF」作公告的附件。"),
    Unread("照片、扫描件、PDF 里的表格", "unknown-file", "不认识", "程序看不见图里的字：把数字录到表格里；要原样登的，作公告的附件，有人看过以后写「人工核查」。"),
    Unread("苹果手机的照片（.heic）", "unknown-file", "不认识", "在手机或电脑上打开，「另存为」或「导出为」JPG。"),
    Unread("压缩包（.zip、.rar）", "unknown-file", "不认识", "先解压，再把里面的文件放进来；.zip 也可以直接用 gongkai add 交进来。"),
    Unread("特别大的表格（10,000 行、64,000 格以上）", "too-large", "格以上（行数乘列数，空着的也算）", "只放这一期的数据，删去空行、空列；格数是行数乘列数，12 列的表最多 5,333 行；名单特别长的按组、按季分成几个文件。"),
)  # fmt: skip
