"""The catalogue of problem codes: `gongkai explain`, the published 报错大全 and every default hint come from here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum


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


_ALL = (
    # --- files -------------------------------------------------------------------------------
    Code("unknown-folder", Stage.FILE, ERROR, "不认识的文件夹",
         "村的文件夹下面只能有程序认识的几种文件夹。放错了地方的文件不会被公开，所以程序不能装作没看见。",
         "看看文件夹名字有没有打错；不公开的东西请放到 data/ 外面去。", "data/villages/shifan/ledgers/ → 应为 ledger/"),
    Code("unknown-file", Stage.FILE, ERROR, "不认识的文件",
         "这个文件的种类（文件名最后的 .csv、.xlsx 等）不是这里该放的。",
         "老式 .xls 或 .et 表格请在 WPS、Excel 里「另存为」.xlsx；别的文件请移走。", "ledger/2026-03.xls → 另存为 ledger/2026-03.xlsx"),
    Code("bad-name", Stage.FILE, ERROR, "文件名不合规",
         "文件名就是网址的一部分，也说明是哪一期，所以写法是固定的。",
         "收支明细用年月命名，如 2026-03.csv；公告和荣誉用小写英文字母、数字和短横线，如 2026-road.md。", "ledger/3月.csv → ledger/2026-03.csv"),
    Code("duplicate-file", Stage.FILE, ERROR, "同一期有两个文件",
         "同一期的表放了两份（例如 csv 和 xlsx 各一份），程序不知道哪份算数。",
         "留下正确的一份，另一份移走。", "2026-03.csv 和 2026-03.xlsx 只留一个"),
    Code("missing-settings", Stage.FILE, ERROR, "缺少 village.yml",
         "每个村的文件夹里都要有 village.yml，写明村名和找谁问。",
         "运行 gongkai new village 文件夹名，或照示范村的 village.yml 写一份。", "data/villages/shifan/village.yml"),
    Code("unreadable-file", Stage.FILE, ERROR, "文件读不出来",
         "文件是空的、损坏了，或者名字是 .xlsx 但里面不是表格。",
         "在 WPS 或 Excel 里打开看看，再「另存为」一次；打不开就用备份。", ""),
    Code("bad-encoding", Stage.FILE, ERROR, "文字编码不对",
         "CSV 或文本文件的文字既不是 UTF-8，也不是 GB18030（国标）。",
         "用 WPS 或 Excel 打开后「另存为」CSV UTF-8。", ""),
    Code("bad-yaml", Stage.FILE, ERROR, "设置文件写法不通",
         "village.yml 或公告开头两条 --- 之间的内容，缩进、冒号或引号有误，程序读不下去。",
         "每行写成「项目: 内容」，冒号后空一格；内容里有冒号或 # 时用英文引号括起来。", "标题: \"通知：三季度财务\""),
    # --- headers and keys --------------------------------------------------------------------
    Code("header-not-found", Stage.HEADER, ERROR, "找不到表头",
         "前 20 行里没有一行像表头。表头是写着「日期、凭证号、摘要……」的那一行。",
         "在数据上面补上表头；用 gongkai form 可以得到一张带表头的空表。", "日期,凭证号,摘要,科目,收入,支出,余额"),
    Code("unknown-header", Stage.HEADER, ERROR, "不认识的列",
         "表头里有程序不认识的列名。程序不会悄悄丢掉一列数据。",
         "改成填表指南里的列名；不公开的列请删掉。", "「金额」→ 分成「收入」「支出」两列"),
    Code("missing-column", Stage.HEADER, ERROR, "缺少必有的列",
         "表头里少了必须有的列。", "补上这一列。", "缺「凭证号」"),
    Code("repeated-column", Stage.HEADER, ERROR, "同一列出现两次",
         "两列的意思相同，程序不知道用哪一列。", "删掉或改名其中一列。", "「支出」和「支出金额」同时出现"),
    Code("sheet-ambiguous", Stage.HEADER, ERROR, "不知道用哪张工作表",
         "一个 xlsx 里有几张工作表都像这份数据。",
         "只留一张，或把要公开的那张改名为这一期，如 2026-03。", "工作表「3月」「3月（旧）」→ 删掉旧的"),
    Code("sheet-unused", Stage.HEADER, WARNING, "有的工作表没有用到", "一个 xlsx 里只公开一张工作表，别的工作表里的内容不会公开，也不会算进去。",
         "要公开的内容都放到同一张工作表里；底稿删掉或隐藏。", "工作表「1月补记」"),
    Code("bad-unit", Stage.HEADER, ERROR, "不认识的金额单位",
         "金额单位只认「元」和「万元」。", "把单位改成 元 或 万元，并换算好数字。", "单位：千元"),
    Code("unknown-key", Stage.HEADER, ERROR, "不认识的项目",
         "设置里有程序不认识的项目名，多半是打错了字。", "照填表指南改名；不需要的就删掉。", "「标提」→「标题」"),
    Code("repeated-key", Stage.HEADER, ERROR, "同一项目写了两次",
         "同一个项目写了两遍，程序不知道哪个算数。", "留下正确的一个。", "两处「公开日:」"),
    Code("missing-key", Stage.HEADER, ERROR, "缺少必填的项目",
         "必须写明的项目没有写。", "补上这一项。", "公告缺「公开日」"),
    # --- cells -------------------------------------------------------------------------------
    Code("bad-date", Stage.CELL, ERROR, "日期看不懂",
         "日期写法不清楚，或者没有这一天。程序不猜日期。", "写成 2026-03-05 这样，年份四位。", "26/3/5 → 2026-03-05"),
    Code("bad-amount", Stage.CELL, ERROR, "金额看不懂",
         "金额格里有别的字、逗号错位、小数超过两位，或者一格两个数。", "只写数字，如 1200 或 1,200.50；没有就空着。", "1200元左右 → 1200"),
    Code("bad-count", Stage.CELL, ERROR, "个数看不懂", "这一格应该是整数。", "只写整数，如 10。", "约10户 → 10"),
    Code("bad-choice", Stage.CELL, ERROR, "不在可选的范围内", "这一格只能填规定的几个词之一。", "从列出的词里选一个。", "对象「家庭」→「户」"),
    Code("bad-term", Stage.CELL, ERROR, "有效期看不懂", "有效期要么是几年（几个月），要么是到期的那一天，要么是「长期」。",
         "写成 3年、18个月、2028-10-19 或 长期。", "三年左右 → 3年"),
    Code("bad-value", Stage.CELL, ERROR, "内容写法不对", "这一项要的是另一种写法。", "照填表指南里的例子写。", "网址: https://example.org/"),
    Code("bad-code", Stage.CELL, ERROR, "行政区划代码不对", "统计用区划代码是 12 位数字，不带空格。", "到上级给的代码表里抄 12 位；不知道就删去这一项。", "371426101200"),
    Code("blank-cell", Stage.CELL, ERROR, "必填的格子空着", "这一格必须有内容，否则这一笔说不清楚。", "补上内容。", "凭证号空着"),
    Code("bad-text", Stage.CELL, ERROR, "有看不见的控制字符",
         "文字里夹着看不见的控制字符，可能会让显示的内容和实际不一样。", "把这一格删空，重新手工输入。", ""),
    Code("formula-without-value", Stage.CELL, ERROR, "公式没有结果",
         "这一格是公式，但文件里没有存下算好的结果（常见于程序导出的表）。",
         "用 WPS 或 Excel 打开，保存一次；或者把公式「粘贴为数值」。", "=F3+G4"),
    # --- rows --------------------------------------------------------------------------------
    Code("cell-count", Stage.ROW, ERROR, "格数和表头对不上",
         "这一行的格子比表头多或少，多半是文字里有英文逗号、或者漏了一个逗号，后面的数会错位。",
         "对照表头补上或删去逗号；文字里有英文逗号时，用英文双引号把这一格括起来。", "2026-03-05,记-012,买水泥,沙子,公益支出 → \"买水泥,沙子\""),
    Code("example-left", Stage.ROW, ERROR, "「例：」没有去掉", "空表里灰色的例子前面有「例：」。改成了真的内容，却还留着「例：」，程序不敢当真。",
         "去掉「例：」两个字；整行都是例子的就删掉。", "例：2026-03-05 → 2026-03-05"),
    Code("unclear-sum", Stage.ROW, ERROR, "看不懂的合计行", "这一行没有日期和凭证号，像是合计或结转，但说法程序不认识，不知道该不该算进去。",
         "摘要写成「上月余额」「小计」「合计」「本年累计」之一，或者删去这一行。", "本页合计 → 小计"),
    Code("empty-list", Stage.ROW, ERROR, "名单是空的", "这个文件里一条内容也没有。", "填上内容；还没有评定的就先不放这个文件。", ""),
    Code("date-outside-month", Stage.ROW, ERROR, "日期不在这个月",
         "文件名是哪个月，里面就只能有哪个月的账。", "改正日期，或把这一笔移到它那个月的文件里。", "2026-03.csv 里有 2026-04-01"),
    Code("both-sides", Stage.ROW, ERROR, "一行里又收又支", "一笔账要么是收入，要么是支出。", "拆成两行，或删去填错的一边。", "收入 500 支出 500"),
    Code("no-amount", Stage.ROW, ERROR, "没有金额", "这一行收入和支出都空着。", "填上金额；不是一笔账的行请删掉。", ""),
    Code("posting-half", Stage.ROW, ERROR, "公示期只写了一头", "公示起和公示止要么都写，要么都不写（长期公开）。", "补上另一头的日期。", "只有「公示起」"),
    Code("posting-order", Stage.ROW, ERROR, "公告日期次序不对", "应当是 公开日 ≤ 公示起 ≤ 公示止。", "对照原件改正日期。", "公示止早于公示起"),
    Code("posting-long", Stage.ROW, WARNING, "公示时间太长", "公示一年以上很少见，多半是年份写错了。", "核对年份；长期公开的，公示起和公示止都不写。", "公示止 2062-03-15"),
    Code("posting-short", Stage.ROW, ERROR, "公示时间太短",
         "《村民委员会组织法》（2025 修正）第三十五条：公布期限不得少于十五日。头尾两天都算在内。",
         "把公示止往后推；最短天数可以在 site.yml 的「最短公示天数」里改。", "2026-03-01 至 2026-03-10 只有 10 天"),
    Code("term-order", Stage.ROW, ERROR, "荣誉日期次序不对", "到期日和撤销日期都不能早于授予日期。", "对照文件改正日期。", "2026 年授予，2025 年撤销"),
    Code("revocation-unclear", Stage.ROW, ERROR, "撤销没有写全",
         "撤销荣誉要同时写明：状态「撤销」、撤销日期、撤销原因；没有撤销就都不写。", "补全三项，或把三项都清空。", "状态「撤销」但没有撤销日期"),
    Code("name-or-count", Stage.ROW, ERROR, "姓名和数量要写一个",
         "每一行要么写姓名，要么（名单没有公布时）写数量，不能都空，也不能都写。", "补上姓名；或删去姓名、只写数量。", ""),
    Code("missing-attachment", Stage.ROW, ERROR, "附表或附件找不到", "公告里提到的文件不在公告所在的文件夹里。",
         "把文件放到同一个文件夹，文件名一字不差；附表用 csv 或 xlsx，附件用 pdf、jpg 或 png。", "附表: 2026-road.csv"),
    Code("unused-table", Stage.ROW, ERROR, "这个文件没有公告用到", "公告文件夹里的表格和附件，要有一篇公告在「附表」或「附件」里写明它，否则不会公开。",
         "在公告里写上「附表: 文件名」，或把文件移走。", ""),
    Code("unsafe-text", Stage.ROW, ERROR, "正文里有不能用的内容",
         "正文里不能有网页代码（<……>）、别处网站的图片，也不能有会运行程序的链接。", "改成普通文字；小于号写成「小于」或全角「<」。", "<script>、![图](http://……)"),
    Code("broken-link", Stage.ROW, ERROR, "正文里的链接打不开", "正文里的链接指向一个不存在、或者没有公开的页面。",
         "指向别的公告时写成 [文字](公告文件名.md)；否则去掉链接。", "[结算公告](2026-rode.md)"),
    # --- sums --------------------------------------------------------------------------------
    Code("balance-mismatch", Stage.SUM, ERROR, "余额不平",
         "上一行余额 + 本行收入 − 本行支出，应当等于本行余额。", "核对本行的收入、支出和余额，以凭证为准。", "1,200.00 − 300.00 = 900.00，却写了 990.00"),
    Code("total-mismatch", Stage.SUM, ERROR, "合计不对", "合计行写的数和各行相加的数不一样。", "核对各行和合计；或删去合计行，由程序来算。", ""),
    # --- sequence ----------------------------------------------------------------------------
    Code("opening-missing", Stage.SEQUENCE, ERROR, "不知道上月余额",
         "第一个月的账要写明从多少钱开始，以后各月的余额才算得出来。",
         "在第一行摘要写「上月余额」，余额列写金额，日期和收支空着。", ",,上月余额,,,,10000.00"),
    Code("opening-misplaced", Stage.SEQUENCE, ERROR, "上月余额的位置不对", "「上月余额」只能有一行，写在所有各笔的前面。",
         "留下第一笔前面的一行，其余删去。", "第 9 行又有一行「上月余额」"),
    Code("negative-balance", Stage.SEQUENCE, WARNING, "余额是负数", "钱不会花到零以下；多半是漏登了收入，或者垫付的钱没有入账。",
         "核对这一笔和前面各笔；确有垫付的，把借入的钱也登一笔收入。", ""),
    Code("opening-mismatch", Stage.SEQUENCE, ERROR, "上月余额接不上", "本月写的上月余额，和上个月最后的余额不一样。",
         "查清两个月哪个错了；更正以前的账要留下说明。", ""),
    Code("month-missing", Stage.SEQUENCE, ERROR, "中间缺一个月", "账要一个月接一个月，中间缺的月份使余额无法核对。",
         "补上缺的月份；那个月没有收支，也要有一个只有表头和上月余额的文件。", "有 2026-01 和 2026-03，没有 2026-02"),
    Code("voucher-repeated", Stage.SEQUENCE, ERROR, "凭证号重复", "同一个凭证号用了两次，可能是同一笔账记了两遍。",
         "核对凭证；一张凭证分几行的，写成 记-012-1/2、记-012-2/2。", ""),
    Code("voucher-skipped", Stage.SEQUENCE, WARNING, "凭证号跳号", "凭证号中间缺号，村民会问缺的那张在哪里。",
         "补上漏登的一笔；作废的凭证也登一行，摘要写「作废」。", "记-011 之后是 记-013"),
    Code("date-backwards", Stage.SEQUENCE, WARNING, "日期倒着走", "这一行的日期比上一行早。流水账一般按日期先后登记。", "核对日期；次序有误就调整。", ""),
    Code("honor-repeated", Stage.SEQUENCE, WARNING, "同一荣誉登记了两次", "同一批里，同一称号、同一组、同一姓名出现了两次。",
         "删去重复的一行；确是同名的两个人，在姓名后加序号，如 王示例(2)。", ""),
    # --- privacy -----------------------------------------------------------------------------
    Code("scope-withheld", Stage.PRIVACY, INFO, "按范围不上公开网站", "这篇公告的范围不是「社会」，公开的网站上不登它的任何内容。",
         "要让所有人看到，请经审核后把「范围」改成 社会；否则在村里张贴。", "范围: 村民"),
    Code("hidden-cells", Stage.PRIVACY, ERROR, "有隐藏的行或列",
         "表里有隐藏的行或列，里面有内容。看不见的内容最容易把身份证号、电话带到网上。",
         "在 WPS 或 Excel 里「取消隐藏」看一看：要公开的就不要隐藏，不公开的删掉。", "隐藏的 B 列「身份证号」"),
    # --- clock -------------------------------------------------------------------------------
    Code("future-date", Stage.CLOCK, WARNING, "日期在今天之后", "写的日期还没有到。", "核对年份和月份。", ""),
    Code("not-yet-public", Stage.CLOCK, INFO, "还没到公开日", "公开日还没有到，到那天重新生成时才会登出来。", "要现在就公开，把公开日改成今天。", ""),
    # --- engine ------------------------------------------------------------------------------
    Code("engine-failed", Stage.ENGINE, ERROR, "网页没有生成", "数据没有问题，但做网页的一步失败了。", "把这一条连同说明发给维护的人。", ""),
    Code("search-missing", Stage.ENGINE, INFO, "没有「查找」页", "「查找」页要用 Pagefind 这个程序来做，这台机器上没有它，或者它在这种系统上不能用。别的页面都不受影响。",
         "重新安装一遍（make site，或 pip install -r requirements.lock）；还是没有，就把这一条发给维护的人。", ""),
    Code("cover-missing", Stage.ENGINE, INFO, "没有封面图", "网页发到群里时，旁边的小图要用字体 pylopdf-fonts-zh-cn 和程序 Pillow 来画，这台机器上没有。网页和二维码都不受影响。",
         "重新安装一遍（make site，或 pip install -r requirements.lock）；还是没有，就把这一条发给维护的人。", ""),
    Code("internal-error", Stage.ENGINE, ERROR, "程序出错", "这是程序自己的毛病，不是填表的错。这个村这一次不更新，其他村不受影响。",
         "把这一条和 build/errors/ 里的文件发给维护的人。", ""),
)  # fmt: skip

CODES: dict[str, Code] = {code.code: code for code in _ALL}
