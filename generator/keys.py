"""What site.yml, village.yml and data/regions/*.yml may say, key by key: the loader, the guide and `new village` read this."""

from __future__ import annotations

from generator.declared import WAYS
from generator.model import Column

CORRECTIONS = "更正"
"""In village.yml, and in the keys of a document or a list in YAML."""

SITE_KEYS = (
    Column("标题", help="整个网站的名字", example="示例镇村务公开"),
    Column("主办", required=False, help="谁办这个网站", example="示例镇人民政府"),
    Column(
        "网址",
        required=False,
        help="网站放在哪里，完整的地址。写了它，每页才有二维码，发到群里才有封面图（有的聊天软件不显示）；以后换了地址，墙上的二维码要重新贴",
        example="https://example.org/gongkai/",
    ),
    Column("最短公示天数", "count", required=False, help="公示至少几天，头尾都算；不写就是法定的 15", example="15"),
    Column("财务公开", "choice", required=False, choices=("每月", "每季"), help="各村的账多久公开一次；不写就是每月", example="每月"),
    Column("财务公开日", "count", required=False, help="下一个月（下一季头一个月）的几号以前公开；不写就是 15", example="15"),
    Column("地区", required=False, help="各村照哪个地区的规定公开：data/regions/ 里的文件名，不写就照国家的", example="shandong"),
    Column("答复期限", "count", required=False, help="村民提问以后几天以内答复；不写就是 15", example="15"),
    Column("页脚", required=False, help="每页最下面的一句话", example="村务公开，人人监督"),
    Column(
        "海报",
        "choice",
        required=False,
        choices=("做", "全做", "不做"),
        help="网站上做不做贴墙的海报和发群的长图：做（最近一个月的账、年度总结）、全做（还有最近的公告、光荣榜）、不做；不写就是做",
        example="不做",
    ),
    Column(
        "更正须说明",
        "choice",
        required=False,
        choices=("必须",),
        help="已经公开的一行改了、删了、补了，village.yml 的「更正」里没有写原因的，不写这一项只提醒；写 必须，就不让公开",
        example="必须",
    ),
    Column(
        "更正起",
        "date",
        required=False,
        help="从哪天起的改动要说明；不写就从有记录的第一天算起",
        example="2026-12-01",
    ),
    Column("附件上限", "number", required=False, help="公告的一个附件最多几 MB；不写就是 20", example="20"),
)

REGION_KEYS = (
    Column("名称", blank=False, help="哪个地方的规定", example="山东省"),
    Column("默认时限", required=False, many=True, help="没有单写的事项，期末后（或事后）几天以内公开", example="期末后8日"),
    Column("默认张贴", required=False, help="村务的事项，没有单写的至少贴几天", example="15日"),
    Column("备案期限", required=False, help="村规民约通过以后几天以内报乡镇备案", example="10日"),
    Column(
        "班子人数",
        required=False,
        many=True,
        help="村委会、监委会几个人，和法律不一样的才写",
        example="村民委员会 5-7人",
    ),
    Column("目录", required=False, many=True, help="和国家的目录不一样的事项，一条一条写"),
    Column("总结提纲", required=False, many=True, help="年度工作总结分哪几部分，和现成的提纲不一样的，一部分一条写"),
    Column("词语", required=False, many=True, help="网页上的词点开有一句解释：要改、要加的，一个词一条写"),
)

OUTLINE_KEYS = (
    Column("提纲", blank=False, help="叫什么；写 通用 就代替现成的那一份", example="通用"),
    Column("题目", blank=False, help="这一部分的题目", example="产业发展"),
    Column("又称", required=False, many=True, help="填表的人也可能这样写", example="产业"),
    Column("收", required=False, many=True, help="这一部分登哪几类资料：写类别的名称，或者整个栏目，一条一个", example="财务公开"),
)

WORD_KEYS = (
    Column("词", blank=False, help="网页上写着的词", example="公益支出"),
    Column("意思", required=False, help="一句话，村民看得懂；不写就是这个词不解释", example="给全村人办公益事花的钱，如路灯、保洁。"),
)

CHANGE_KEYS = (
    Column("码", blank=False, help="公开目录里的编号；自己加的事项另起一个，如 X01", example="F02"),
    Column("名称", required=False, help="自己加的事项才要写", example="农机作业"),
    Column("类", "choice", required=False, choices=("党务", "村务", "财务", "荣誉"), help="自己加的事项才要写，不写就是村务"),
    Column("主体", "choice", required=False, choices=("村委会", "集体经济组织", "党组织"), help="谁公开"),
    Column("范围", "choice", required=False, choices=("社会", "村民", "成员", "党员"), help="给谁看", example="成员"),
    Column("周期", required=False, many=True, help="月、季、半年、年，或者即时、每批、变更", example="季"),
    Column(
        "时限",
        required=False,
        many=True,
        help="期末后15日、每季首月8日、期初后30日、事后5个工作日、当年4月8日、次年2月8日 这样",
        example="期末后8日",
    ),
    Column("张贴", required=False, help="公布结果至少贴几天：15日、20个工作日 这样；村务的事项不得少于 15 天", example="15日"),
    Column("公示", required=False, help="决定、发放以前征求意见的至少贴几天：7日、5个工作日 这样", example="7日"),
    Column("隐私", "count", required=False, zero=True, help="0 不涉及个人，1 有姓名，2 姓名要遮，3 只发汇总"),
    Column("依据", required=False, many=True, help="哪个文件第几条，会登出来", example="《山东省实施〈村民委员会组织法〉办法》第二十七条"),
    Column("说明", required=False, help="登在公开目录里的一句话"),
)

CONTACT_KEYS = (
    Column("事项", blank=False, help="哪方面的事找他", example="村务公开、财务"),
    Column("姓名", required=False),
    Column("职务", required=False),
    Column("电话", required=False, help="办公电话，会公开"),
    Column("地址", required=False),
    Column("时间", required=False, help="什么时候在", example="工作日 8:30—17:00"),
)

OFFICER_KEYS = (
    Column("姓名", blank=False),
    Column("职务", blank=False),
    Column("分工", required=False),
    Column("近亲属", required=False, many=True, help="只用来核对监督名单，不会公开；配偶、父母、子女、兄弟姐妹的姓名，一条一个"),
)

VILLAGE_KEYS = (
    Column("村名", blank=False, help="平时叫的名字", example="示范村"),
    Column("全称", required=False, help="公章上的名字", example="示范村村民委员会"),
    Column("简介", required=False, help="一两句话"),
    Column("省", required=False),
    Column("市", required=False),
    Column("县", required=False),
    Column("乡镇", required=False),
    Column("行政区划代码", required=False, help="统计用 12 位代码", example="371426101200"),
    Column("代码年份", required=False, help="代码是哪一年版的", example="2025"),
    Column("户数", "count", required=False, aliases=("总户数", "农户数")),
    Column("人口", "count", required=False, aliases=("户籍人口", "户籍人口数", "人口数", "总人口")),
    Column("会计制度", "choice", required=False, choices=("2004", "2023"), help="用哪一年的村集体经济组织会计制度", example="2023"),
    Column("会计制度变更", required=False, help="哪个月起用 2023 年的制度；不写就是 2024-01", example="2024-01"),
    Column("停止更新", "date", required=False, help="这个栏从哪天起不再更新（村已合并，或者只是历史资料）；一般不写", example=""),
    Column("示例数据", required=False, many=True, help="全部，或者哪几类是示例（如 收支明细）；真实的村不要写"),
    Column("示例说明", required=False, help="示例页上显示的一句说明"),
    Column("地区", required=False, help="照哪个地区的规定公开：data/regions/ 里的文件名", example="shandong"),
    Column("公开起始", required=False, help="从哪个月起每一项都要公开；不写的，每一项从它的第一份资料算起", example="2026-01"),
    Column(
        "曾用网址",
        required=False,
        many=True,
        help="这个栏以前的文件夹名：搬进乡镇的文件夹、改了名字以后写上，旧网址、墙上的旧二维码会转到新的",
        example="jiacun",
    ),
    Column(
        "海报",
        "choice",
        required=False,
        choices=("做", "全做", "不做"),
        help="本村做不做贴墙的海报和发群的长图；不写就照 site.yml",
        example="不做",
    ),
    Column("联系", required=False, many=True, help="村民有疑问找谁，可以写几条"),
    Column("班子", required=False, many=True, help="村干部名单"),
    Column("监督", required=False, many=True, help="村务监督委员会名单"),
    Column("议事程序", required=False, many=True, help="本村议事的步骤和「四议两公开」不一样时才写，一步一条"),
    Column("星名", required=False, many=True, help="本村「十星」各叫什么"),
    Column("已知差异", required=False, many=True, help="查过了、说得清的提醒，一条一条写；原因会登在「账怎么核」那一页"),
    Column(
        "向社会公开",
        required=False,
        many=True,
        help="本来只给村民、成员看的，经会议决定在网上给所有人看：写公开目录里的编号，都公开写 全部",
        example="全部",
    ),
    Column("向社会公开依据", required=False, help="哪次会议决定的；会登在公开目录里", example="2026年1月10日村民代表会议决定"),
    Column("不适用", required=False, many=True, help="公开目录里本村没有的事项，一条一条写；原因会登在公开目录里"),
    Column(
        CORRECTIONS,
        required=False,
        many=True,
        help="公开以后改了、撤了、补登的行，一条一条写明为什么；会登在那一行和「更正记录」里。"
        "公告这样的 .md 和 .yml 文件，也可以写在那个文件自己的「更正」里，不用写「文件」；csv、xlsx 的写在这里",
    ),
    Column("隐私放行", required=False, many=True, help="看着像个人信息、其实可以公开的，一条一条写明；每次检查都会说一声"),
)

EXCUSED_KEYS = (
    Column("目录", blank=False, help="公开目录里的编号", example="C12"),
    Column("原因", blank=False, help="为什么不用公开，村民看得懂", example="村里没有宅基地可批"),
)

DIFFERENCE_KEYS = (
    Column("代码", blank=False, help="提醒末尾方括号里的英文代码", example="fund-change"),
    Column(
        "位置", blank=False, help="哪个文件；要说到哪一行，后面空一格写行名或第几行", example="statement/2025-income.csv 提取公积公益金"
    ),
    Column("原因", blank=False, help="为什么对不上，村民看得懂", example="县里拨的 5 万元直接转入公积公益金"),
)

CORRECTION_KEYS = (
    Column("文件", blank=False, help="哪个文件", example="ledger/2026-03.csv"),
    Column("行", required=False, help="哪一行：凭证号、编号或名称；几行同名的写第几行；不写就是整个文件", example="记-012"),
    Column("日期", "date", blank=False, help="哪天更正的", example="2026-11-20"),
    Column("原因", blank=False, help="为什么，村民看得懂；不要写个人的姓名、号码", example="凭证金额看错"),
    Column("经谁同意", blank=False, help="谁同意这样改", example="村务监督委员会"),
    Column("做法", "choice", required=False, choices=WAYS, help="改正、补登（漏登的）、撤下（不该登的）；不写就是改正", example="改正"),
    Column("项目", required=False, help="改的是哪一列；写了「原为」的要写", example="支出"),
    Column("原为", required=False, help="改以前写的是什么；有 git 的不用写，程序查得出来", example="860.00"),
)

ALLOWANCE_KEYS = (
    Column("代码", blank=False, help="错误末尾方括号里的英文代码", example="personal-plate"),
    Column("位置", blank=False, help="哪个文件；只放行一行的，后面空一格写第几行", example="assets/2026.csv 第 7 行"),
    Column("原因", blank=False, help="为什么可以公开", example="村集体的垃圾清运车，不是私人的"),
)

SHARES = ("过半", "1/2", "3/5", "2/3", "3/4", "4/5", "全部")
"""How many are enough: 过半 is more than a half, a fraction is at least that."""

STEP_KEYS = (
    Column("方式", blank=False, help="这套程序叫什么", example="六步议事"),
    Column("步骤", blank=False, help="这一步叫什么，按先后一条一条写", example="村民代表会议决议"),
    Column("第几步", required=False, help="两种开法都算同一步的，写同一个数；一次做完两步的写 1-2；不写就是照先后数", example="4"),
    Column("到会", "choice", required=False, choices=SHARES, help="到会的要占应到的多少；不表决的不写", example="2/3"),
    Column("赞成", "choice", required=False, choices=SHARES, help="赞成的要占多少；不表决的不写", example="过半"),
    Column("按", "choice", required=False, choices=("应到", "到会"), help="赞成的占应到的还是占到会的；不写就是到会", example="到会"),
)

NESTED = {
    "联系": CONTACT_KEYS,
    "班子": OFFICER_KEYS,
    "监督": OFFICER_KEYS,
    "议事程序": STEP_KEYS,
    "已知差异": DIFFERENCE_KEYS,
    "不适用": EXCUSED_KEYS,
    CORRECTIONS: CORRECTION_KEYS,
    "隐私放行": ALLOWANCE_KEYS,
}
"""Keys of village.yml that hold a list of small records."""

REGIONAL = {"目录": CHANGE_KEYS, "总结提纲": OUTLINE_KEYS, "词语": WORD_KEYS}
"""Keys of data/regions/*.yml that do."""
