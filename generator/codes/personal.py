"""Codes of what is personal: it is found in what comes in, and once more in what goes out."""

from __future__ import annotations

from generator.codes.code import ERROR, INFO, Code, Stage

PERSONAL = (
    Code("personal-id", Stage.PRIVACY, ERROR, "有身份证号",
         "身份证号一律不能公开，中间打了星号、留着生日或者末四位的也不行：末四位常被当作口令。",
         "删去号码。要分清是哪一户，写户号或「几组第几户」；要核对的，给本人一个核对码，凭码到村部看纸质册子。", "110***************"),
    Code("personal-phone", Stage.PRIVACY, ERROR, "有电话号码",
         "村民和干部自己的电话不能公开；办公电话、举报电话可以，但要先在 village.yml 的「联系」里写明。",
         "村民的电话删去；是办公电话的，写进 village.yml 的「联系」。", "138******"),
    Code("personal-card", Stage.PRIVACY, ERROR, "有银行卡号", "银行卡、一卡通的号码是最容易被人拿去用的，一律不能公开。",
         "删去卡号。发没发到，写「已发放」和日期；要核对的，到村部看纸质册子。", "622******"),
    Code("personal-number", Stage.PRIVACY, ERROR, "有证件号码", "护照、社保卡、户口簿、残疾证等的号码能认出一个人，不能公开。",
         "删去号码，改写户号或「几组第几户」。", "护照号 E12******"),
    Code("personal-plate", Stage.PRIVACY, ERROR, "有车牌号", "私人的车牌能认出车主，不能公开。", "删去车牌；是村集体的车，写「村里的清运车」这样的叫法。", "鲁N******"),
    Code("personal-mail", Stage.PRIVACY, ERROR, "有邮箱地址", "个人的邮箱不能公开；办公邮箱写在 village.yml 的「联系」里就可以。",
         "个人的删去；办公邮箱写进 village.yml「联系」的「地址」。", "w******"),
    Code("personal-address", Stage.PRIVACY, ERROR, "写到了门牌", "住址只写到村民小组；写到哪一栋、几号，就找得到是谁家。",
         "只写到组，如「三组」。是路灯、机井这样的设施，后面写明是什么。", "几组几号 → 几组"),
    Code("personal-health", Stage.PRIVACY, ERROR, "写了某个人的病情、残疾、救助或者致贫原因",
         "疾病、残疾类别、吃没吃低保、为什么困难，是法律保护的敏感信息，不能和姓名写在一起公开。",
         "逐人的名单删去这一列；要说明的，只写分类人数，每类不少于 5 人。", "姓名旁边写着病名"),
    Code("personal-minor", Stage.PRIVACY, ERROR, "写了某个未成年人的情况",
         "不满十四周岁的孩子，姓名和学校、年级、年龄、孤儿身份不能一起公开，监护人也做不了这个主。",
         "删去姓名，或者只写「几名学生」。", "姓名旁边写着学校、年级"),
    Code("personal-list", Stage.PRIVACY, ERROR, "只公布汇总的事项列了人名", "低保、救助、残疾补贴、重点帮扶和户籍变动，只公布人数和金额，不公布是谁。",
         "改成汇总：每一类几个人、多少钱；少于 5 的数程序会写成「<5」。名单留在村里，本人可以来问。", "低保附表有一列「姓名」"),
    Code("personal-few", Stage.PRIVACY, ERROR, "写了不到 5 的人数", "低保、残疾、孤儿这样的，一个村里只有几个，说出几户几人，邻居就知道是谁。",
         "改成「不到 5 户」，或者和别的并在一起说。", "全村孤儿 2 名"),
    Code("personal-name", Stage.PRIVACY, ERROR, "写了个人的全名", "欠账的、包地的、干活的是个人，只写姓，如「王某」；单位和字号照写。说明、提问、答复里也不写人名。",
         "改成姓加「某」；要分清是谁，写「三组的王某」。是字号、不是人名的，在 village.yml 写「隐私放行」。", "对方 王建国 → 王某"),
    Code("personal-allowed", Stage.PRIVACY, INFO, "按「隐私放行」公开", "village.yml 的「隐私放行」里写明可以公开的内容，程序放过了，每次都会说一声。",
         "核对是不是还该放行；不该的，删去那一条。", "村集体的车牌"),
    Code("allowance-unused", Stage.PRIVACY, INFO, "隐私放行没有用上", "village.yml 里写的隐私放行，没有一处和它对应。", "已经删掉号码的，这一条也删去；没有的，照代码和文件名写。", ""),
    # --- files published as they are
    Code("attachment-unchecked", Stage.PRIVACY, ERROR, "附件没有人看过",
         "扫描件和照片里的字，程序看不见。公章、签名、身份证照片、墙上的名单，都要有人先看一遍。",
         "请一个人打开看过，在公告开头写一行「人工核查: 赵范例 2026-11-02 已看过，没有个人信息」。", "扫描的 pdf、jpg 照片"),
    Code("attachment-unsafe", Stage.PRIVACY, ERROR, "附件不能公开", "附件打不开、设了密码、里面套着别的文件、有会运行的程序，或者是指到别处去的链接。",
         "用原来的软件打开，重新「另存为」pdf、jpg 或 png，再放进来。", ""),
    Code("attachment-large", Stage.PRIVACY, ERROR, "附件太大", "太大的附件，手机上打不开。一个附件最多几 MB，写在 site.yml 的「附件上限」里，不写就是 20。",
         "把扫描的清晰度调低，或者拆成几个文件。", ""),
)  # fmt: skip
