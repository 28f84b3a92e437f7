"""A board of 1,200 pages, made up: what eight years of a village of 1,300 people would let be found, and what people would type.

Names are drawn from the commonest family and given names, so that they overlap as they do in a real village (王秀英 / 王秀 / 秀英).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from generator import periods, values
from generator.findable import Record
from generator.site import search
from generator.site.tree import put

MONTHS, ROWS, NOTICES, BATCHES, HONORS = 100, 40, 1050, 40, 20
PAGES = 1 + 1 + 9 + MONTHS + 1 + NOTICES + 1 + BATCHES  # home; the accounts, their years and months; notices; honors

_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = "秀英桂兰玉梅建国志强海燕春生红军凤霞国庆淑珍永福金花长江小平丽华文明德胜月娥振东树林爱民立新保田"


def _split(words: str) -> list[str]:
    return words.split()


_WHAT = _split(
    "路灯电费 村部水费 办公楼电费 沟渠清理 垃圾清运费 保洁员工资 水泵维修 道路硬化 医保集中征缴误工 防汛值班 禁烧夜巡 "
    "重阳节礼品 敬老饺子宴食材 门面租金 机动地承包款 鱼塘承包费 光伏结算电费 运转经费 保洁管护补助 低保公示印制 监委会误工 "
    "消防水带 国旗更换 净水器检修 宽带及固话费 会议误工 复合肥 柴油 铲车平整 绿化浇水车租用 公墓维护 自来水管网改造 广场健身器材 "
    "党员学习资料 老年房屋修缮 困难户慰问 残疾人补贴 退役军人慰问 献血误工 核酸采样误工 人居环境整治 户厕改造 井盖更换 桥梁护栏"
)
_WHERE = _split(
    "一组 二组 三组 四组 五组 六组 河东片 河西片 中沟片 路南片 路北片 村部 小学旁 老粮站 文化广场 南圩 北圩 三号塘 东风渠 西干渠"
)
_SUBJECT = _split("公益支出 管理费用 经营收入 补助收入 其他收入 其他支出 税金及附加 投资收益")
_MATTER = _split("土地发包 工程招标 低保评定 临时救助 集体资产出租 宅基地审批 村民代表会议决定 一事一议 财务审计 征地补偿 补贴发放")
_HONOR = _split("十星级文明户 九星级文明户 美丽庭院 好邻居 好媳妇 最美家庭 优秀志愿者 平安家庭")
_TALK = (
    "经村民代表会议讨论通过，现予公示，公示期内有异议的请向村务监督委员会反映。 "
    "本次会议应到代表三十七人，实到三十四人，同意三十一人，反对二人，弃权一人。 "
    "资金由上级补助和村集体自筹两部分组成，结余转入下年使用。 "
    "承包期内不得改变土地用途，不得转租转包，到期收回重新发包。 "
    "施工单位应当在六十日内完工，验收合格后付清余款，质保金一年后退还。 "
    "名单由各组推荐，经评议小组入户核实，按得分从高到低确定。"
)


def name(luck: random.Random) -> str:
    """王兰, 王桂兰: one in five has a given name of one sign."""
    return luck.choice(_FAMILY) + "".join(luck.sample(_GIVEN, luck.choice((1, 2, 2, 2, 2))))


def _fen(luck: random.Random) -> int:
    """Round yuan mostly, as wages and subsidies are; some with jiao and fen; some above a thousand and ten thousand."""
    yuan = round(10 ** luck.uniform(1, 5.2))
    return yuan * 100 + luck.choice((0, 0, 0, 50, luck.randrange(100)))


def records(seed: int = 1) -> list[Record]:
    """In the order of a board: accounts, notices, honors; the same for the same seed."""
    luck = random.Random(seed)
    people = sorted({name(luck) for _ in range(1300)})
    return [*_ledger(luck, people), *_notices(luck, people), *_honors(luck, people)]


def _ledger(luck: random.Random, people: list[str]) -> Iterator[Record]:
    key, hands = "2018-08", luck.sample(people, 8)
    for _ in range(MONTHS):
        for n in range(1, ROWS + 1):
            title = (
                luck.choice(_WHERE) + luck.choice(_WHAT) + luck.choice(("", "", f"{luck.randint(2, 40)}个工", f"({luck.choice(people)})"))
            )
            signed = (luck.choice(hands), luck.choice(hands), hands[0])
            text = "，".join((f"记-{n:03}", luck.choice(_SUBJECT), *signed, "银行存款", f"{luck.randint(1, 6)}张"))
            day, fen = date.fromisoformat(f"{key}-{min(28, n):02}"), _fen(luck)
            yield Record(title, text, f"finance/{key}.md", f"r{n}", "财务公开", day, luck.choice((fen, -fen, -fen)), key[:4])
        key = periods.next_month(key)


def _notices(luck: random.Random, people: list[str]) -> Iterator[Record]:
    for n in range(NOTICES):
        day = date(2018, 8, 1) + timedelta(days=n * 2870 // NOTICES)
        title = f"{luck.choice(_WHERE)}{luck.choice(_WHAT)}{luck.choice(_MATTER)}公示"
        cells = [f"{luck.choice(people)} {luck.choice(_WHERE)} {values.yuan(_fen(luck))}" for _ in range(luck.randint(3, 12))]
        text = " ".join((luck.choice(_MATTER), *luck.sample(_TALK, 3), *cells))
        yield Record(title, text, f"notices/{day}-{n}.md", "", "公示公告", day, None, str(day.year))


def _honors(luck: random.Random, people: list[str]) -> Iterator[Record]:
    for n in range(BATCHES):
        day = date(2018, 9, 1) + timedelta(days=n * 70)
        for row, who in enumerate(luck.sample(people, HONORS), 1):
            title, text = f"{who} {luck.choice(_HONOR)}", f"{luck.choice(_WHERE)}，有效期到 {day.replace(year=day.year + 2)}"
            yield Record(title, text, f"honors/b{n}.md", f"r{row}", "荣誉榜", day, None, str(day.year))


def shown(record: Record) -> str:
    """All that a reader sees of a record, without spaces."""
    money = f"|{values.yuan(abs(record.amount_fen))}元" if record.amount_fen is not None else ""
    return f"{record.title}|{record.text}{money}".replace(" ", "|")


def questions(found: list[Record], count: int, seed: int = 2) -> list[tuple[str, Record]]:
    """(what is typed, a record that holds it): in turn a name, a given name, a voucher, an amount with and without commas, a word, 27个."""
    luck = random.Random(seed)
    persons = [r for r in found if r.kind == "荣誉榜"]
    rows = [r for r in found if r.kind == "财务公开"]
    asked: list[tuple[str, Record]] = []
    while len(asked) < count:
        who, row, any_record = luck.choice(persons), luck.choice(rows), luck.choice(found)
        person, given, amount = who.title.split(" ")[0], who.title.split(" ")[0][1:], abs(row.amount_fen or 0)
        word = luck.choice(re.findall(r"[\u4e00-\u9fff]{2,}", any_record.title))
        start = luck.randrange(len(word) - 1)
        days = next(r for r in luck.sample(rows, len(rows)) if "个工" in r.title)
        asked += [
            (person, who),
            (given, who),
            (f"{row.text.split('，')[0]}", row),
            (values.yuan(amount), row),
            (values.plain_yuan(amount), row),
            (word[start : start + luck.randint(2, 4)], any_record),
            (re.findall(r"\d+个", days.title)[0], days),
        ]
    return asked[:count]


def indexed(site: Path, found_by: Sequence[Record]) -> None:
    """``site`` gets the index of these records."""
    docs = {path: data for name, chosen in search.parts(found_by).items() for path, data in search.bundle(name, chosen).items()}
    for path, data in {**docs, **search.about_all(docs.__getitem__, found_by)}.items():
        put(site / path, data)
