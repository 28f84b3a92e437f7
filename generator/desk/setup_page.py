"""A village of one's own, from a few facts: the first page of a root that has none."""

from __future__ import annotations

from generator import periods
from generator.desk.asked import Answer, Asked, CannotDo, DeskPage, LedTo, address
from generator.desk.desk import Desk
from generator.kinds import all_kinds
from generator.site import scaffold
from generator.site.kit import unpack
from generator.site.scaffold import BadFact

SITE_FACTS = (
    ("标题", "整个网站的名字", "如 示例镇村务公开", scaffold.named),
    ("主办", "谁办这个网站", "如 示例镇人民政府；不写也行", scaffold.plain),
)
"""(key of site.yml, question, hint, what it must be)."""
FACTS = (
    ("name", "村名", "平时叫的名字，如 东咸村", scaffold.named),
    ("town", "乡镇", "如 腰站镇；不写也行", scaffold.plain),
    ("contact", "村民有疑问找谁", "姓名；会公开", scaffold.plain),
    ("phone", "办公电话", "会公开，不要写个人手机", scaffold.plain),
    ("month", "从哪个月开始公开账目", "如 2026-03", scaffold.month),
    ("opening", "那个月月初的余额（元）", "如 12345.67", scaffold.amount),
    ("decision", "哪次会议决定在网上给所有人看", "如 2026年1月10日村民代表会议决定；没有决定就空着，账目只给村民看", scaffold.plain),
)
SLUG = "slug"


def setup(desk: Desk, asked: Asked) -> Answer:
    """The questions; once they are answered, the files, and the first month's table."""
    given = {"month": periods.month_of(desk.today()), "opening": "0", SLUG: _free_slug(desk), **asked.form}
    wrong: dict[str, str] = {}
    if asked.method == "POST":
        facts = {name: _checked(name, given, check, wrong) for name, _, _, check in FACTS}
        site = {name: _checked(name, given, check, wrong) for name, _, _, check in SITE_FACTS} if _without_site(desk) else {}
        slug = given[SLUG].strip()
        try:
            scaffold.free(desk.root, slug)
        except BadFact as why:
            wrong[SLUG] = str(why)
        if not wrong:
            return _made(desk, slug, site, facts)
    view = {"given": given, "wrong": wrong, "facts": FACTS, "site_facts": SITE_FACTS if _without_site(desk) else ()}
    return DeskPage("setup.html", "新建一个村", view)


def _checked(name: str, given: dict[str, str], check, wrong: dict[str, str]) -> str:  # type: ignore[no-untyped-def]
    """The fact as it is written; where it cannot be used, why is put into ``wrong``."""
    try:
        return str(check(given.get(name, "")))
    except BadFact as why:
        wrong[name] = str(why)
        return ""


def _without_site(desk: Desk) -> bool:
    return not (desk.root / "data/site.yml").exists()


def _free_slug(desk: Desk) -> str:
    """A folder that is free: the clerk may give it a better name, and need not."""
    slugs = {slug.rpartition("/")[2] for slug in desk.slugs()}
    return next(name for n in range(1, len(slugs) + 2) if (name := f"cun{n}") not in slugs)


def _made(desk: Desk, slug: str, site: dict[str, str], facts: dict[str, str]) -> Answer:
    ledger = next(kind for kind in all_kinds() if kind.name == "ledger")
    try:
        if site:
            scaffold.new_site(desk.root, {**site, "网址": ""})
            unpack(desk.root, samples=False)
        scaffold.new_village(desk.root, slug, ledger, **facts)
    except BadFact as why:
        raise CannotDo(str(why)) from None
    return LedTo(address("/table/open", village=slug, file=f"{ledger.name}/{facts['month']}.csv"))


PAGES = {"/setup": setup}
