"""`gongkai add`: office files as they come are put where they belong; what is unclear is asked, and without a terminal left."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from generator.cli_args import FOLDER, TODAY, checked, nearest
from generator.cli_words import Helpful
from generator.inbox.in_words import command, doubt_left, name_of, name_told, summary, what_it_is, where_it_goes, which_of
from generator.inbox.looked import Looked, PutPlan, look, plan
from generator.inbox.placed import PlacedFile
from generator.inbox.put import held, put_in
from generator.inbox.understanding import Known, known, understand
from generator.inbox.understood import Answers, Doubt, Refusal, Understood
from generator.kinds import all_kinds
from generator.privacy.names import blotted_name, blotted_words

LEAVE = "0"
"""The choice to leave a file for now."""


def add_verb(today_is: Callable[[], date]) -> click.Command:
    """The verb; ``today_is`` tells the day where nobody says one."""

    @click.command(cls=Helpful)
    @click.argument("paths", metavar="文件…", nargs=-1, required=True, type=click.Path(path_type=Path))
    @FOLDER
    @TODAY
    @click.option("--work", type=click.Path(path_type=Path), metavar="文件夹", help="交来的原件留在哪里，默认是 build/")
    @click.option("--village", default="", metavar="村", help="都是这个村的（文件夹名或村名）")
    @click.option("--kind", default="", metavar="类别", help="都是这一类（收支明细，或 ledger）")
    @click.option("--period", default="", metavar="期别", help="都是这一期（2026-03、2026-Q1、2026），或者文件要起的名字")
    @click.option("--replace", "replacing", is_flag=True, help="已经有、内容不同的，换掉；原来的留在 build/inbox/")
    @click.option("--dry-run", "dry", is_flag=True, help="只说认出了什么、会放到哪里，不放")
    @click.option("--yes", "agreed", is_flag=True, help="认清楚的直接放，不再问一遍")
    def add(
        paths: Sequence[Path],
        root: Path,
        today: date | None,
        work: Path | None,
        village: str,
        kind: str,
        period: str,
        replacing: bool,
        dry: bool,
        agreed: bool,
    ) -> int:
        """把交来的表、照片放到该放的地方：认出是哪个村、哪一类、哪一期，说明为什么；认不准的就问。"""
        where = checked(root, (), work)
        day = today or today_is()
        here = known(where.root, day, all_kinds())
        told = _told(here, village, kind, period)
        asking = sys.stdin.isatty() and not dry
        looked = look(paths, here, told)
        understood = [_settled(each, here, told) if asking else each for each in looked.understood]
        sure = [each for each in understood if isinstance(each, Understood) and each.sure]
        left = [each for each in understood if isinstance(each, Understood) and not each.sure]
        planned = plan(sure, here)
        refused = [*looked.refused, *(each for each in understood if isinstance(each, Refusal)), *planned.refused]
        chosen, unchosen = _chosen(planned, asking)
        wanted, kept = _replaced([*planned.placed, *chosen], replacing, asking)
        _tell(here, looked, planned, wanted, kept, left, refused, unchosen)
        same = [each for each in wanted if each.same]
        fresh = [each for each in wanted if not each.same]
        undone = len(kept) + len(left) + len(refused) + sum(map(len, unchosen))
        if dry or (fresh and asking and not agreed and not _yes(f"把上面认清楚的 {len(fresh)} 份放进去吗（写 是 或 否）")):
            click.echo(
                "没有放任何文件。"
                if not dry
                else "只是看看，没有放：" + summary(len(fresh), len(same) + len(planned.repeated), undone, "可以放")
            )
            return int(bool(undone) or not dry)
        _hold(where.base, where.root, looked)
        for each in fresh:
            put_in(where.root, where.base, each)
        click.echo(summary(len(fresh), len(same) + len(planned.repeated), undone))
        return max(_checked(where.root, day, [*fresh, *same], where.work), int(bool(undone)))

    return add


def _told(here: Known, village: str, kind: str, period: str) -> Answers:
    """What the options say, in the program's words. Raises UsageError."""
    slug = next((each.slug for each in here.villages if village in (each.slug, each.name)), "")
    if village and (not slug or [each.name for each in here.villages].count(village) > 1):
        slugs = [each.slug for each in here.villages]
        raise click.UsageError(f"没有「{village}」这个村，或者有几个村叫这个名字。{nearest(village, slugs)}")
    of_kind = here.kind(kind)
    if kind and not of_kind:
        called = {word: f"{k.title}（{k.name}）" for k in here.kinds for word in (k.name, k.title)}
        raise click.UsageError(f"没有「{kind}」这一类。{nearest(kind, called)}")
    return Answers(slug, of_kind.name if of_kind else "", period.strip())


# --- asking ----------------------------------------------------------------------------------


def _settled(understood: Understood, here: Known, told: Answers) -> Understood | Refusal:
    """The file with every doubt asked; as it is where somebody leaves it."""
    now: Understood | Refusal = understood
    while isinstance(now, Understood) and now.doubts:
        answer = _answer(now, now.doubts[0], here)
        if not answer:
            return now
        told = replace(told, **{now.doubts[0].about: answer})
        now = understand(now.piece, here, told)
    return now


def _answer(understood: Understood, doubt: Doubt, here: Known) -> str:
    """A value, or "" to leave the file."""
    click.echo(f"\n{name_of(understood)}")
    click.echo(f"  {blotted_words(doubt.question)}：")
    for number, choice in enumerate(doubt.choices, 1):
        click.echo(f"    {number} {choice.title}")
    click.echo(f"    {LEAVE} 先不放")
    while True:
        text = str(click.prompt(f"写数字{f'，或者写{doubt.typed}' if doubt.typed else ''}", type=str)).strip()
        if text == LEAVE:
            return ""
        if text.isdecimal() and 0 < int(text) <= len(doubt.choices):
            return doubt.choices[int(text) - 1].value
        try:
            return _typed(text, doubt, here)
        except click.UsageError as why:
            click.echo(why.message)


def _typed(text: str, doubt: Doubt, here: Known) -> str:
    told = _told(here, *(text if about == doubt.about else "" for about in ("village", "kind", "period")))
    return {"village": told.village, "kind": told.kind, "period": told.period}[doubt.about]


def _chosen(planned: PutPlan, asking: bool) -> tuple[list[PlacedFile], list[Sequence[PlacedFile]]]:
    """Of files that would go to one place the one that is meant, and those of which nobody said."""
    chosen: list[PlacedFile] = []
    unchosen: list[Sequence[PlacedFile]] = []
    for several in planned.twice:
        number = _number(several) if asking else 0
        if number:
            chosen.append(several[number - 1])
        else:
            unchosen.append(several)
    return chosen, unchosen


def _number(several: Sequence[PlacedFile]) -> int:
    click.echo(f"\n{which_of(several)}：")
    for number, each in enumerate(several, 1):
        click.echo(f"    {number} {name_of(each.understood)}")
    click.echo(f"    {LEAVE} 都不放")
    while not (text := str(click.prompt("写数字", type=str)).strip()).isdecimal() or int(text) > len(several):
        click.echo(f"写 {LEAVE} 到 {len(several)} 的数字。")
    return int(text)


def _replaced(placed: Sequence[PlacedFile], replacing: bool, asking: bool) -> tuple[list[PlacedFile], list[PlacedFile]]:
    """Those that may be put in, and those that would change what is there without a word of anybody."""
    wanted: list[PlacedFile] = []
    kept: list[PlacedFile] = []
    for each in placed:
        other = not each.new and not each.same
        if other and not replacing and asking:
            click.echo(f"\n{name_of(each.understood)}\n  {where_it_goes(each)}")
        may = not other or replacing or (asking and _yes("换掉吗（写 是 或 否）"))
        (wanted if may else kept).append(each)
    return wanted, kept


def _yes(question: str) -> bool:
    while (text := str(click.prompt(question, default="否")).strip()) not in ("是", "否"):
        click.echo("请写 是 或 否。")
    return text == "是"


# --- telling ---------------------------------------------------------------------------------


def _tell(
    here: Known,
    looked: Looked,
    planned: PutPlan,
    wanted: Sequence[PlacedFile],
    kept: Sequence[PlacedFile],
    left: Sequence[Understood],
    refused: Sequence[Refusal],
    unchosen: Sequence[Sequence[PlacedFile]],
) -> None:
    for several, again in ((wanted, ""), (kept, "没有换。要换的，加上 --replace 再来")):
        for each in several:
            _paragraph(name_of(each.understood), [*what_it_is(each.understood, here), where_it_goes(each), again])
    for each in planned.repeated:
        _paragraph(name_of(each.understood), ["和这次交的另一份一样，只放一份"])
    for doubtful in left:
        questions = [f"没有放：{doubt_left(doubt)}" for doubt in doubtful.doubts]
        _paragraph(name_of(doubtful), [*what_it_is(doubtful, here), *questions, f"写明了再来：{command(doubtful, here)}"])
    for several in unchosen:
        _paragraph(which_of(several), ["都没有放：留下要用的那一份，再交一次"])
    for refusal in refused:
        _paragraph(blotted_name(refusal.name), [f"没有放：{blotted_words(refusal.message)}", blotted_words(refusal.hint)])
    for received in looked.files:
        if named := name_told(received):
            _paragraph(blotted_name(received.path), [named])


def _paragraph(head: str, lines: Sequence[str]) -> None:
    click.echo(head)
    for line in filter(None, lines):
        click.echo(f"  {line}")


# --- doing -----------------------------------------------------------------------------------


def _hold(base: Path, root: Path, looked: Looked) -> None:
    from generator import door

    if base == root / "build" and door.sort_of(root, "build") == "strange":
        raise click.UsageError("build 是一个链接，不往里面写。把它删掉，或者用 --work 另写一个文件夹。")
    base.mkdir(parents=True, exist_ok=True)
    for received in looked.files:
        held(base, received)


def _checked(root: Path, today: date, placed: Sequence[PlacedFile], work: Path | None) -> int:
    """Tell what is wrong with the files that were put in; 1 where any of it is an error."""
    from generator.build import check
    from generator.model import has_errors
    from generator.report.text import as_text

    if not placed:
        return 0
    files = {each.file for each in placed}
    outcome = check(root, today, sorted({each.understood.village for each in placed}), work)
    problems = [p for p in outcome.problems if p.source.file in files]
    others = sum(has_errors([p]) for p in outcome.problems if p.source.file not in files)
    click.echo("检查放进来的文件：")
    click.echo(as_text(problems), nl=False)
    if others:
        click.echo(f"这些村别的文件里还有 {others} 个错误，用 gongkai check 看。")
    return int(has_errors(problems))
