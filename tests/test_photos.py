"""Photos of rows, documents and steps: agreed to or not there in any byte, small, upright, silent of where and by whom they were taken."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from generator import build
from generator.board import plan_board
from generator.check import consent, photos_told
from generator.check.redaction import as_may_be_shown
from generator.config import Context, Edition, SiteConfig
from generator.kind import TOLD
from generator.kinds import all_kinds, kind_named
from generator.law.catalogue import items
from generator.load.discover import beside
from generator.load.settings import load_site
from generator.model import Problem
from generator.overviews import album
from generator.photo import MOST_WORDS, SMALL_KB, Photo, Shots, asked_for, written
from generator.privacy.gate import findings
from generator.privacy.photo_sizes import SMALL_BYTES, SMALL_SIDE, photo_files, small_size
from generator.privacy.pictures import first_small, picture_size
from generator.site.make import Plan
from generator.task import BoardTask
from tests import hostile, sample_photos
from tests.browser import TOUCHED
from tests.conftest import ROOT, TODAY, docs_of, loaded, write_tree
from tests.hostile import MARK
from tests.papers import located, photo
from tests.test_attached import NOTICE, holds

HEAD = "类,地点,组别,应做,已做,单位,照片,照片同意,人工核查\n"
LOOK = "赵范例 2026-10-09 已看过"
STEPS = "  - {步骤: 党支部提议, 日期: 2026-11-02}\n  - {步骤: 两委商议, 日期: 2026-11-03}\n"
SHOT = Photo("data/villages/demo/cleanup/a.jpg", "data/villages/demo/cleanup/2026-Q3.csv", "", "打谷场")


def table(shots: str = "a.jpg 打谷场", agreed: str = "无人", look: str = LOOK) -> str:
    return f"{HEAD}柴草堆,打谷场,三组,4,4,处,{shots},{agreed},{look}\n公开日：2026-10-12\n"


def board(root: Path, *pictures: str, **given: str) -> Path:
    return write_tree(root, {"cleanup/2026-Q3.csv": table(**given), **{f"cleanup/{name}": photo() for name in pictures or ("a.jpg",)}})


def planned(root: Path, edition: Edition = "public", today: date = TODAY) -> tuple[Plan, list[Problem]]:
    _, plan, problems = plan_board(BoardTask(root, "demo", load_site(root)[0], today, edition=edition))
    assert plan, problems
    return plan, problems


def made(root: Path, edition: Edition = "public", today: date = TODAY) -> dict[str, bytes]:
    return docs_of(planned(root, edition, today)[0])


# --- how they are named ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shots"),
    [
        ("road-1.jpg", [("", "road-1.jpg", "")]),
        ("road-1.jpg 硬化前的土路", [("", "road-1.jpg", "硬化前的土路")]),
        ("前 a.jpg 土路、水坑、后 b.PNG（水泥路）", [("前", "a.jpg", "土路、水坑"), ("后", "b.PNG", "水泥路")]),
        ("前：a.jpg：土路；后：b.jpg：水泥路", [("前", "a.jpg", "土路"), ("后", "b.jpg", "水泥路")]),
        ("前a.jpg 土路,后b.jpg 水泥路", [("前", "a.jpg", "土路"), ("后", "b.jpg", "水泥路")]),
        ("a.jpg、b.jpg，c.jpeg\nd.png 村口", [("", "a.jpg", ""), ("", "b.jpg", ""), ("", "c.jpeg", ""), ("", "d.png", "村口")]),
        ("a.jpg 路在桥前 b.jpg 桥", [("", "a.jpg", "路在桥前"), ("", "b.jpg", "桥")]),
        ("a.jpg 村口、a.jpg 村口", [("", "a.jpg", "村口")]),
        ("硬化前.jpg 土路", [("", "硬化前.jpg", "土路")]),
        ("IMG_1.heic 路", [("", "IMG_1.heic", "路")]),
        ("a.jpg（北）到桥（南）", [("", "a.jpg", "（北）到桥（南）")]),
    ],
)
def test_a_cell_names_photos_as_clerks_write_them(text: str, shots: list[tuple[str, str, str]]) -> None:
    assert written(text) == tuple(shots)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("有", "看不出是哪个文件"),
        ("见相册", "看不出是哪个文件"),
        ("土路 a.jpg、水泥路 b.jpg", "文件名写在前面"),
        ("照片/a.jpg 路", "文件名写在前面"),
    ],
)
def test_what_names_none_or_says_first_what_is_seen_is_asked_about(text: str, why: str, tmp_path: Path) -> None:
    (told,) = build.check(board(tmp_path, shots=text.replace("、", "；")), TODAY).problems
    assert (told.code, told.source.row, told.source.field) == ("bad-value", 2, "照片")
    assert why in told.message


@pytest.mark.parametrize("step", [-1, 0, 1])
def test_what_is_seen_is_said_in_a_line(step: int) -> None:
    text = f"a.jpg {'路' * (MOST_WORDS + step)}"
    if step > 0:
        with pytest.raises(ValueError, match=f"最多 {MOST_WORDS} 个"):
            written(text)
    else:
        assert len(written(text)[0][2]) == MOST_WORDS + step


@pytest.mark.parametrize(("step", "codes"), [(-1, set()), (0, set()), (1, {"photo-many"})])
def test_there_are_no_more_than_anybody_looks_at(step: int, codes: set[str], tmp_path: Path) -> None:
    names = [f"a{n}.jpg" for n in range(photos_told.MOST + step)]
    root = board(tmp_path, *names, shots="、".join(f"{name} 打谷场" for name in names))
    assert {p.code for p in build.check(root, TODAY).problems} == codes


@pytest.mark.parametrize("ending", ["csv", "yml", "md"])
def test_every_sort_of_file_names_them_alike(ending: str, tmp_path: Path) -> None:
    front = f"照片:\n  - 前 a.jpg 沟\n  - 后 b.jpg 渠\n照片同意: 无人\n人工核查: {LOOK}\n"
    files: dict[str, str | bytes] = {
        "csv": {"cleanup/2026-Q3.csv": table("前 a.jpg 沟、后 b.jpg 渠")},
        "yml": {"decisions/2026-a.yml": f"议题: 修渠\n{front}过程:\n{STEPS}"},
        "md": {"notices/2026-a.md": NOTICE.format(more=front)},
    }[ending]  # type: ignore[assignment]
    folder = next(iter(files)).partition("/")[0]
    docs = made(write_tree(tmp_path, files | {f"{folder}/{name}": photo() for name in ("a.jpg", "b.jpg")}))
    assert sorted(path for path in docs if path.startswith("photos/")) == [
        f"photos/{folder}/{name}{size}" for name in "ab" for size in (".jpg", ".small.jpg", ".small.webp")
    ]
    (page,) = [text.decode() for path, text in docs.items() if b"<picture>" in text and "photos" not in path and "guide" not in path]
    assert page.count("<picture>") == 2, "once, though every step of a case has what stands above the list"
    assert page.count("<details") - page.count('<details class="gk-more gk-downloads">') == page.count("前后对比：沟；渠") == 1
    assert 'alt="沟"' in page
    assert "<figcaption>后：渠</figcaption>" in page
    assert (" open><summary>" in page) == (ending != "csv"), "a list fetches none before it is asked"


def test_pairs_are_made_in_their_order() -> None:
    one, two, three, alone, late = (
        replace(SHOT, file=name, side=side) for name, side in (("1", "前"), ("2", "后"), ("3", "后"), ("4", ""), ("5", "前"))
    )
    assert Shots("", "", None, (one, alone, two, late, three)).pairs == ((one, two), (alone,), (late, three))
    assert Shots("", "", None, (one, late)).pairs == ((one,), (late,))
    assert Shots("", "", None, (two, three)).pairs == ((two,), (three,))


# --- what is told of them --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "picture", "code", "words"),
    [
        ({"shots": "a.jpg"}, photo(), "photo-unsaid", "没有写照片上是什么"),
        ({"agreed": ""}, photo(), "photo-unagreed", "1 张照片都没有登出来"),
        ({"agreed": "不太愿意"}, photo(), "bad-choice", "只能是 是、无人、否、撤回"),
        ({"look": ""}, photo(), "attachment-unchecked", "照片「a.jpg」图片里的字程序看不见，这一行没有写「人工核查」"),
        ({"look": "看过了"}, photo(), "attachment-unchecked", "看不出是谁、哪天看过的"),
        ({}, photo()[:200], "attachment-unsafe", "照片「a.jpg」打不开，不是完好的图片"),
        ({}, b"\0\0\0\x18ftypheic" + bytes(20), "attachment-unsafe", "照片「a.jpg」里面是苹果手机的 HEIC，不是 jpg 或 png"),
        ({"shots": "a.jpg 王建国"}, photo(), "personal-name", "「照片」写了个人的全名"),
    ],
)
def test_what_is_wrong_is_told_once(given: dict[str, str], picture: bytes, code: str, words: str, tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"cleanup/2026-Q3.csv": table(**given), "cleanup/a.jpg": picture})
    (told,) = build.check(root, TODAY).problems
    assert (told.code, told.source.row) == (code, 2)
    assert words in told.message


def test_a_photo_is_no_larger_than_an_attachment_may_be(tmp_path: Path) -> None:
    root = write_tree(
        tmp_path, {"cleanup/2026-Q3.csv": table(), "cleanup/a.jpg": bytes(1_200_000), "/data/site.yml": "标题: 甲镇\n附件上限: 1\n"}
    )
    (told,) = build.check(root, TODAY).problems
    assert (told.code, told.source.field) == ("attachment-large", "照片")


def test_a_photo_of_a_sort_that_no_phone_shows_is_told_by_its_file_alone(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"cleanup/2026-Q3.csv": table("a.heic 打谷场"), "cleanup/a.heic": b"\0\0\0\x18ftypheic"})
    (told,) = build.check(root, TODAY).problems
    assert (told.code, told.source.file) == ("unknown-file", "data/villages/demo/cleanup/a.heic")
    assert "导出为」JPG" in told.hint


def test_a_photo_that_no_row_names_is_told(tmp_path: Path) -> None:
    (told,) = build.check(board(tmp_path, "a.jpg", "b.jpg"), TODAY).problems
    assert told.code == "unused-table"
    assert told.message == "没有清理整治提到「b.jpg」。"
    assert "「照片」里写上文件名" in told.hint


def test_where_the_table_cannot_be_read_its_photos_are_no_second_fault(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"cleanup/2026-Q3.csv": "啊,吧\n1,2\n", "cleanup/a.jpg": photo()})
    assert "unused-table" not in {p.code for p in build.check(root, TODAY).problems}


# --- what is published -----------------------------------------------------------------------


def noise(wide: int, high: int) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((wide // 4, high // 4), 120).resize((wide, high)).convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


def test_a_photo_has_three_sizes_and_each_is_bounded() -> None:
    data = noise(1700, 900)
    sizes = photo_files(SHOT, data)
    assert sizes[SHOT.webp] == photo_files(SHOT, data)[SHOT.webp], "the same bytes twice"
    assert list(sizes) == ["photos/cleanup/a.jpg", "photos/cleanup/a.small.webp", "photos/cleanup/a.small.jpg"]
    for path, content in sizes.items():
        with Image.open(io.BytesIO(content)) as picture:
            picture.load()
            small = ".small." in path
            assert picture.format == ("WEBP" if path.endswith("webp") else "JPEG")
            assert max(picture.size) <= (SMALL_SIDE if small else 1600)
            assert len(content) <= (SMALL_BYTES if small else 300_000)
    assert SMALL_BYTES == SMALL_KB * 1024, "what a page promises"


@pytest.mark.parametrize(("step", "taken"), [(-1, 0), (0, 0), (1, 1)])
def test_the_first_try_that_is_small_enough_is_taken(step: int, taken: int) -> None:
    tries = [bytes(SMALL_BYTES + step), bytes(10)]
    assert first_small(iter(tries), SMALL_BYTES) == tries[taken]


@pytest.mark.parametrize(("step", "size"), [(-1, (639, 480)), (0, (640, 480)), (1, (640, 479))])
def test_a_small_photo_is_not_made_larger(step: int, size: tuple[int, int]) -> None:
    out = io.BytesIO()
    Image.new("RGB", (SMALL_SIDE + step, 480)).save(out, "PNG")
    assert small_size(out.getvalue()) == size
    with Image.open(io.BytesIO(photo_files(SHOT, out.getvalue())[SHOT.small])) as picture:
        assert abs(picture.width - size[0]) + abs(picture.height - size[1]) <= 1


def test_a_photo_stands_upright_and_says_nothing_of_where_it_was_taken() -> None:
    data = photo(artist=MARK, turned=True)
    assert located(data)
    assert small_size(data) == (4, 8)
    for content in photo_files(SHOT, data).values():
        assert not located(content)
        assert not holds(content)
        with Image.open(io.BytesIO(content)) as picture:
            assert picture.size == (4, 8)
            assert not picture.getexif()
            assert not picture.info.keys() & {"exif", "icc_profile", "xmp", "comment"}


@pytest.mark.parametrize("where", [*dict(hostile.jpegs()), *dict(hostile.pngs())])
def test_nothing_beside_the_pixels_is_in_any_size(where: str) -> None:
    data = (dict(hostile.jpegs()) | dict(hostile.pngs()))[where]
    assert not any(holds(content) for content in photo_files(SHOT, data).values())


def test_the_gate_reads_a_webp_that_says_more_than_its_pixels() -> None:
    """What goes out is read by its bytes, whoever made it."""
    out, plain = io.BytesIO(), io.BytesIO()
    with Image.open(io.BytesIO(photo(artist=MARK))) as picture:
        picture.save(out, "WEBP", exif=picture.getexif())
        picture.save(plain, "WEBP")
    assert MARK in [each.value for each in findings("a.webp", out.getvalue())]
    assert MARK in [each.value for each in findings("a.webp", plain.getvalue() + MARK.encode())]
    assert [*findings("a.webp", plain.getvalue())] == []


def test_a_page_is_made_anew_without_its_photos_and_a_photo_without_its_page(tmp_path: Path) -> None:
    """Each is known by its bytes: an edited row costs no picture."""
    before = {item.name: item.id for item in planned(board(tmp_path))[0].items}
    board(tmp_path, shots="a.jpg 清完的打谷场")
    after = {item.name: item.id for item in planned(tmp_path)[0].items}
    assert after["photos/cleanup/a.jpg"] == before["photos/cleanup/a.jpg"]
    assert after["life/cleanup/2026-Q3.md"] != before["life/cleanup/2026-Q3.md"]
    (tmp_path / "data/villages/demo/cleanup/a.jpg").write_bytes(photo(turned=True))
    last = {item.name: item.id for item in planned(tmp_path)[0].items}
    assert last["photos/cleanup/a.jpg"] != after["photos/cleanup/a.jpg"]
    assert last["life/cleanup/2026-Q3.md"] != after["life/cleanup/2026-Q3.md"], "it says how wide and high"


# --- who agreed ------------------------------------------------------------------------------


AGREED = [
    *((word, True) for word in (*consent.CONSENTS, *consent.NOBODY, "2026-11-23", "2026-11-24")),
    *((word, False) for word in (*consent.REFUSALS, "", "2026-11-22")),
]


@pytest.mark.parametrize("edition", ["public", "village"])
@pytest.mark.parametrize(("word", "there"), AGREED)
def test_silence_is_no_consent(word: str, there: bool, edition: Edition, tmp_path: Path) -> None:
    docs = made(board(tmp_path, agreed=word), edition)
    pages = b"".join(content for path, content in docs.items() if not path.startswith("guide/"))
    assert bool([path for path in docs if path.startswith("photos/")]) == (b"a.small.jpg" in pages) == there
    for word_of in ("照片同意", "人工核查", LOOK):
        assert word_of.encode() not in pages


def test_a_photo_that_is_agreed_to_no_more_is_in_no_byte_of_what_was_built(tmp_path: Path) -> None:
    """Both editions, on top of what was made with it; that nothing is made of it from the first is said above."""
    editions: dict[Edition, str] = {"public": "site", "village": "site-village"}
    for agreed, there in (("2026-12-31", 3), ("撤回", 0)):
        board(tmp_path, agreed=agreed)
        for edition, site in editions.items():
            assert build.build(tmp_path, TODAY, edition=edition).boards[0].built
            below = tmp_path / site
            files = [path for path in below.rglob("*") if path.is_file()]
            assert len([path for path in files if "photos" in path.relative_to(below).parts and path.suffix != ".html"]) == there
            assert any(b"a.small" in path.read_bytes() for path in files) == bool(there)


def test_one_no_is_stronger_than_any_yes(tmp_path: Path) -> None:
    rows = table().replace("公开日", f"粪堆,塘岸,五组,6,6,处,a.jpg 打谷场,撤回,{LOOK}\n公开日")
    docs = made(write_tree(tmp_path, {"cleanup/2026-Q3.csv": rows, "cleanup/a.jpg": photo()}))
    assert [path for path in docs if path.startswith("photos/")] == []


def test_a_face_goes_with_the_name(tmp_path: Path) -> None:
    """Who has left a post is named for fifteen days more, and seen no longer."""
    head = "组织,职务,姓名,到任,离任,照片,照片同意,人工核查"
    posts = head + "\n村民委员会,主任,王示例,2021-12-18,{left},a.jpg 王示例，主任,是,{look}\n村民委员会,主任,空缺,,,,,\n"
    for left, there in ((TODAY - TOLD, True), (TODAY - TOLD - timedelta(1), False)):
        docs = made(write_tree(tmp_path, {"posts/2021-term.csv": posts.format(left=left, look=LOOK), "posts/a.jpg": photo()}))
        assert bool([path for path in docs if path.startswith("photos/")]) == there
        assert any("王示例，主任".encode() in content for content in docs.values()) == there


@pytest.mark.parametrize(
    ("privacy", "edition", "there"), [(2, "public", False), (2, "village", True), (3, "village", False), (1, "public", True)]
)
def test_where_names_are_masked_or_left_out_nobody_is_seen(privacy: int, edition: Edition, there: bool, tmp_path: Path) -> None:
    item = next(item.code for item in items() if item.shown_by("projects", "2026-Q3"))
    head = "工程,立项,预算,招标方式,中标人,合同价,结算,已付,照片,照片同意,人工核查"
    files: dict[str, str | bytes] = {
        "/data/regions/own.yml": f"名称: 本地\n目录:\n  - {{码: {item}, 隐私: {privacy}}}\n",
        "/data/site.yml": "标题: 甲镇\n地区: own\n",
        "projects/2026-Q3.csv": f"{head}\n水渠,会议,20000,比价,示例队,18000,,0,a.jpg 打谷场,是,{LOOK}\n",
        "projects/a.jpg": photo(),
    }
    root = write_tree(tmp_path, files)
    assert bool([path for path in made(root, edition) if path.startswith("photos/")]) == there
    told = [p.message for p in planned(root, edition)[1] if p.code == "photo-unagreed"]
    assert told == (["这一类事项只公布汇总，1 张照片都没有登出来。"] if privacy == 3 else [])


# --- the month, the sample -------------------------------------------------------------------


def test_the_photos_of_a_month_lead_to_what_they_are_of() -> None:
    data, _ = loaded("shifan")
    assert data.village
    context = Context(SiteConfig(), data.village, TODAY)
    books = as_may_be_shown(data.datasets, context, all_kinds())
    months = album.by_month(books, context)
    assert list(months) == sorted(months, reverse=True)
    (road,) = months["2025-07"]
    assert (road.title, road.place, road.day) == ("二组道路硬化", "affairs/projects/2025.md#r1", date(2025, 7, 8))
    assert [one.side for one in road.photos] == ["前", "后"]
    assert not [shots for several in months.values() for shots in several if "posts" in shots.place], "a portrait is of no month"


def test_the_photos_of_the_sample_are_drawn_by_the_script() -> None:
    drawn = {f"data/villages/shifan/{name}" for name in sample_photos.PHOTOS}
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "data/villages").rglob("*.jpg")}
    assert drawn == there
    for name, scene in sample_photos.PHOTOS.items():
        data = (sample_photos.FOLDER / name).read_bytes()
        assert len(data) < 20_000
        with Image.open(io.BytesIO(data)) as old, Image.open(io.BytesIO(sample_photos.drawn(scene))) as new:
            assert old.size == new.size == picture_size(data)
            assert old.getpixel((5, 5)) == new.getpixel((5, 5))


def test_no_page_and_no_download_of_the_sample_says_who_agreed_or_looked(samples: Path) -> None:
    site = samples / "site/shifan"
    told = [
        p
        for p in site.rglob("*")
        if p.suffix in (".html", ".csv", ".json") and "guide" not in p.parts and "照片同意".encode() in p.read_bytes()
    ]
    assert told == []
    assert len([*site.rglob("*.small.webp")]) == len(sample_photos.PHOTOS)
    assert all(p.stat().st_size <= SMALL_BYTES for p in site.rglob("*.small.*"))


def test_kinds_that_may_have_photos_say_all_three_keys() -> None:
    """A kind without the question whether they may be shown would show none."""
    keys = {"照片", "照片同意", "人工核查"}
    asked = [kind for kind in all_kinds() if asked_for(kind.columns)]
    assert {kind.name for kind in asked} >= {"projects", "works", "notices", "activities", "posts", "cleanup", "decisions"}
    for kind in asked:
        assert keys <= {column.name for column in kind.columns}, kind.name
    assert (kind := kind_named("projects"))
    assert beside(kind) == ("jpg", "jpeg", "png")


# --- on a phone ------------------------------------------------------------------------------

SPARING = "Object.defineProperty(navigator, 'connection', {value: {saveData: true, effectiveType: '4g'}})"


@pytest.fixture(params=[False, True], ids=["as usual", "sparing"])
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[Page, list[str], bool]]:
    context = browser.new_context(**TOUCHED, service_workers="block")
    page, asked = context.new_page(), list[str]()
    if request.param:
        page.add_init_script(SPARING)
    page.on(
        "request", lambda one: asked.append(one.url.rpartition("/")[2]) if "/photos/" in one.url and one.resource_type == "image" else None
    )
    yield page, asked, request.param
    context.close()


def seen(page: Page) -> None:
    """Wait for the photos of the page to be there."""
    for _ in range(100):
        if page.evaluate("[...document.querySelectorAll('.gk-photo img')].every(img => img.naturalWidth)"):
            return
        page.wait_for_timeout(50)
    raise AssertionError("no photo came")


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_a_phone_fetches_no_photo_unasked(phone: tuple[Page, list[str], bool], address: str) -> None:
    """On a page of many none before it is opened; on the page of one matter none where the device spares data."""
    page, asked, sparing = phone
    page.goto(f"{address}/shifan/life/cleanup/2026-Q3/", wait_until="networkidle")
    page.locator(".gk-photo").scroll_into_view_if_needed()
    assert asked == []
    page.locator(".gk-photo > summary").click()
    seen(page)
    assert asked == ["2026-straw-before.small.webp", "2026-straw-after.small.webp"]
    asked.clear()
    page.goto(f"{address}/shifan/affairs/decisions/2026-ditch/", wait_until="networkidle")
    page.locator(".gk-photo > summary").scroll_into_view_if_needed()
    assert page.locator(".gk-photo").get_attribute("open") == (None if sparing else "")
    if sparing:
        assert asked == []
        page.locator(".gk-photo > summary").click()
    seen(page)
    assert asked == ["2026-ditch.small.webp"]
    assert json.loads(page.evaluate("JSON.stringify([document.documentElement.scrollWidth])")) == [360]
