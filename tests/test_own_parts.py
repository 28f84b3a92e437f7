"""What an owner has of its own without touching the program: theme, colours, logo, settings, kinds of installed packages."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from generator import build, cluster, guard, kinds, plugins
from generator.board import plan_board
from generator.load.inputs import program_id
from generator.load.settings import load_site
from generator.pages import render
from generator.place import Run
from generator.site import bare_pages, parcel, theme
from tests.conftest import ROOT, TODAY, Spoken, write_tree
from tests.problems_for_tests import GOOD_LEDGER

GREEN = ":root { --gk-band: #0b6e4f; }\n"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>\n'


def test_colours_logo_and_settings_of_an_owner_are_on_every_page(tmp_path: Path) -> None:
    files = {
        "/theme_overrides/assets/own.css": GREEN,
        "/theme_overrides/assets/logo.svg": LOGO,
        "/mkdocs.yml": "theme:\n  favicon: assets/logo.svg\n",
        "ledger/2026-03.csv": GOOD_LEDGER,
    }
    root = write_tree(tmp_path, files)
    assert build.build(root, TODAY).boards[0].built
    page = (root / "site/demo/index.html").read_text(encoding="utf-8")
    head, body = page.split("</head>")
    assert head.index("assets/gongkai/style.css") < head.index("assets/own.css?v=g")
    assert 'rel="icon" href="assets/logo.svg"' in head
    assert '<meta name="theme-color" content="#0b6e4f">' in head
    assert json.loads((root / "site/demo/manifest.webmanifest").read_text(encoding="utf-8"))["theme_color"] == "#0b6e4f"
    assert '<img src="assets/logo.svg" alt="" width="24" height="24">' in body
    assert (root / "site/demo/assets/own.css").read_text(encoding="utf-8") == GREEN
    assert (root / "site/demo/assets/gongkai/print.css").read_bytes() == (ROOT / "theme_overrides/assets/gongkai/print.css").read_bytes()
    assert "assets/own.css" in (root / "site/demo/sw.js").read_text(encoding="utf-8")  # kept on the phone too
    (root / "theme_overrides/assets/own.css").write_text(GREEN.replace("0b6e4f", "123456"), encoding="utf-8")
    assert build.build(root, TODAY).boards[0].built
    assert "123456" in (root / "site/demo/assets/own.css").read_text(encoding="utf-8")
    assert (root / "site/demo/index.html").read_text(encoding="utf-8") != page  # its address says that it is another


@pytest.mark.parametrize(
    ("name", "data", "room"),
    [
        ("logo.svg", b'<svg xmlns="x" viewBox="0 0 60.5 30.25"/>', (48, 24)),
        ("logo.svg", b"<svg height='10px' width='25px'/>", (60, 24)),
        ("logo.svg", b'<svg xmlns="x"/>', (24, 24)),
        ("logo.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x90\x00\x00\x00\x30", (72, 24)),
        ("logo.png", b"\x89PNG", (24, 24)),
    ],
)
def test_the_room_of_an_owners_picture_is_kept_before_it_comes(name: str, data: bytes, room: tuple[int, int], tmp_path: Path) -> None:
    root = write_tree(tmp_path, {})
    (root / "theme_overrides/assets").mkdir(parents=True)
    (root / "theme_overrides/assets" / name).write_bytes(data)
    assert theme.logo_room(root) == room


@pytest.mark.parametrize(
    ("style", "colour"),
    [
        (GREEN, "#0b6e4f"),
        (":root{--gk-band:teal;--gk-red:#123456}", "teal"),
        (GREEN + ":root {\n  --gk-band: rgb(1, 2, 3);\n}\n", "rgb(1, 2, 3)"),
        (GREEN + "@media (prefers-color-scheme: dark) { :root { --gk-band: #000; } a { color: red } }", "#0b6e4f"),
        ("@media print{:root{--gk-band:#000}}/* --gk-band: #111; */", theme.BAND),
        (":root { --gk-band: var(--mine); --gk-link: #111; }", theme.BAND),
        (":root { --gk-link: #111; }", theme.BAND),
    ],
)
def test_a_phone_is_told_the_owners_colour(style: str, colour: str, tmp_path: Path) -> None:
    assert theme.band_of(write_tree(tmp_path, {"/theme_overrides/assets/own.css": style})) == colour


@pytest.mark.parametrize(
    ("style", "light", "dark"),
    [
        ("", {}, {}),
        (GREEN, {"band": "#0b6e4f"}, {}),
        (":root{--gk-page:#eee;--gk-ink:black;--gk-link:navy;--gk-edge:#111;--gk-on-band:#ff0;--gk-good:#123}", 5, {}),
        (GREEN + "@media (prefers-color-scheme: dark) { :root { --gk-band: #042; } }", {"band": "#0b6e4f"}, {"band": "#042"}),
        ("@media screen and (prefers-color-scheme:dark){:root{--gk-link:#abc}}", {}, {"link": "#abc"}),
        ("@media print and (prefers-color-scheme: dark){:root{--gk-band:#000}}/* --gk-band: #111; */", {}, {}),
        (":root{--gk-band:url(a.png);--gk-page:var(ink);--gk-ink:#fff</style><script>;}", {}, {}),
    ],
)
def test_what_stands_alone_takes_colours_and_nothing_else(style: str, light: object, dark: object, tmp_path: Path) -> None:
    own = theme.own_colours(write_tree(tmp_path, {"/theme_overrides/assets/own.css": style}))
    assert light in (dict(own.light), len(own.light))
    assert dict(own.dark) == dark


def test_covers_and_the_page_of_a_board_being_corrected_have_the_owners_colours(tmp_path: Path) -> None:
    """Also on the day on which the owner changes them, and where nothing of the board can be made any more."""
    files = {
        "/data/site.yml": "标题: 甲镇\n网址: https://www.jiazhen.cn/\n",
        "/theme_overrides/assets/own.css": GREEN + "@media (prefers-color-scheme: dark) { :root { --gk-band: #042; --gk-link: #abc; } }",
        "ledger/2026-03.csv": GOOD_LEDGER,
    }
    root = write_tree(tmp_path, files)

    def colour_of_the_cover() -> object:
        assert build.build(root, TODAY).boards[0].built
        with Image.open(root / "site/demo/finance/2026-03/cover.png") as picture:
            return picture.convert("RGB").getpixel((2, 2))

    assert colour_of_the_cover() == (11, 110, 79)
    (root / "theme_overrides/assets/own.css").write_text(files["/theme_overrides/assets/own.css"].replace("0b6e4f", "123456"))
    assert colour_of_the_cover() == (0x12, 0x34, 0x56)
    assert "{:root{--band:#042;--link:#abc;}}</style>" in (root / "site/index.html").read_text(encoding="utf-8")  # leads on to the board
    (root / "data/villages/demo/village.yml").write_text("村名: [\n", encoding="utf-8")
    shutil.rmtree(root / "build")
    assert [board.slug for board in build.build(root, TODAY).taken] == ["demo"]
    page = (root / "site/demo/index.html").read_text(encoding="utf-8")
    assert "正在更正" in page
    assert ":root{--band:#123456;}@media(prefers-color-scheme:dark){:root{--band:#042;--link:#abc;}}</style>" in page


def test_the_colours_of_pages_that_stand_alone_are_those_of_the_style() -> None:
    style = (ROOT / "theme_overrides/assets/gongkai/styles/base.css").read_text(encoding="utf-8").split("@media")
    for own, ours in zip(bare_pages._STYLE.split("@media")[:2], style[:2], strict=True):
        for name, colour in re.findall(r"--([a-z-]+):(#\w+)", own):
            assert f"--gk-{name}: {colour};" in ours, name


def test_the_colour_a_phone_is_told_is_that_of_the_bar() -> None:
    assert f"--gk-band: {theme.BAND};" in (ROOT / "theme_overrides/assets/gongkai/styles/base.css").read_text(encoding="utf-8")
    assert theme.band_of(ROOT) == theme.BAND


def laid(root: Path) -> dict[str, bytes]:
    theme.lay_theme(root, root / "build")
    top = theme.theme_root(root, root / "build")
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}


def test_a_site_without_a_theme_takes_the_programs_where_it_lies(tmp_path: Path) -> None:
    theme.lay_theme(tmp_path, tmp_path / "build")
    assert theme.theme_root(tmp_path, tmp_path / "build") == ROOT == theme.theme_root(ROOT, ROOT / "build")
    assert not (tmp_path / "build").exists()


def test_what_an_owner_takes_back_is_the_programs_again(tmp_path: Path) -> None:
    ours = {
        f"theme_overrides/{p.relative_to(ROOT / 'theme_overrides').as_posix()}"
        for p in (ROOT / "theme_overrides").rglob("*")
        if p.is_file()
    }
    write_tree(tmp_path, {"/theme_overrides/404.html": "none", "/theme_overrides/assets/logo.png": "x"})
    files = laid(tmp_path)
    assert set(files) == ours | {"mkdocs.yml", "theme_overrides/assets/logo.png"}
    assert (files["theme_overrides/404.html"], files["mkdocs.yml"]) == (b"none", (ROOT / "mkdocs.yml").read_bytes())
    (tmp_path / "theme_overrides/404.html").unlink()
    (tmp_path / "theme_overrides/assets/logo.png").unlink()
    assert laid(tmp_path)["theme_overrides/404.html"] == (ROOT / "theme_overrides/404.html").read_bytes()
    assert set(laid(tmp_path)) == ours | {"mkdocs.yml"}


def test_no_link_in_the_cache_is_written_through(tmp_path: Path) -> None:
    write_tree(tmp_path / "site", {"/theme_overrides/404.html": "none"})
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site/build").mkdir()
    (tmp_path / "site/build/theme").symlink_to(tmp_path / "elsewhere")
    assert laid(tmp_path / "site")["theme_overrides/404.html"] == b"none"
    (tmp_path / "site/build/theme/theme_overrides/404.html").unlink()
    (tmp_path / "site/build/theme/theme_overrides/404.html").symlink_to(tmp_path / "elsewhere/new")
    laid(tmp_path / "site")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_an_owners_theme_goes_along_to_other_machines(tmp_path: Path) -> None:
    """As Dask does it, without the network between: the inputs sent, made elsewhere with the program that is there, and fetched."""
    root = write_tree(tmp_path / "site", {"/theme_overrides/assets/own.css": GREEN, "ledger/2026-03.csv": GOOD_LEDGER})
    (task,) = Run(root, TODAY, "public", root / "site").tasks(load_site(root)[0], ("demo",))
    cluster._send(str(tmp_path / "parcels"), "in/demo", task)
    away = replace(task, root=Path(), place=None)
    result, known = cluster.build_far(str(tmp_path / "parcels"), "demo", away, program_id())
    assert result.built
    parcel.receive(str(tmp_path / "parcels"), f"out/demo-{known}", tmp_path / "back", known)
    assert (tmp_path / "back/site/assets/own.css").read_text(encoding="utf-8") == GREEN
    assert "assets/own.css" in (tmp_path / "back/site/index.html").read_text(encoding="utf-8")


# --- kinds of other packages -----------------------------------------------------------------

WELLS = """
from generator.kinds._list import ListKind
from generator.model import Column
from generator.section import FINANCE

KIND = ListKind(
    name="wells", title="机井台账", section=FINANCE, order=199, key="year", guide="每年一个文件，一口井一行。",
    columns=(Column("井名", example="一号井"), Column("投资", "money", example="100.00")), figures=(("投资", "out"),), summed=("投资",),
)
"""
WELLS_CSV = "井名,投资\n东头井,120.00\n西头井,80.50\n"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A module of another package, and the entry points that are installed for the time of a test."""
    folder = tmp_path / "packages"
    folder.mkdir()
    (folder / "village_wells.py").write_text(WELLS, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    install(folder, "village_wells")
    yield folder
    sys.modules.pop("village_wells", None)
    plugins.kind_entries.cache_clear()
    kinds.all_kinds.cache_clear()


def install(folder: Path, value: str) -> None:
    about = folder / "village_wells-1.0.dist-info"
    about.mkdir(exist_ok=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: village-wells\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(f"[{plugins.KINDS}]\nwells = {value}\n", encoding="utf-8")
    plugins.kind_entries.cache_clear()
    kinds.all_kinds.cache_clear()


def test_an_installed_kind_is_read_checked_shown_and_has_its_form(package: Path, tmp_path: Path, spoken: Spoken) -> None:
    root = write_tree(tmp_path / "site", {"ledger/2026-03.csv": GOOD_LEDGER, "wells/2026.csv": WELLS_CSV, "wells/2025.csv": "井名,投资\n"})
    assert [(p.code, p.source.file) for p in build.check(root, TODAY).problems if p.severity.name == "ERROR"] == [
        ("empty-list", "data/villages/demo/wells/2025.csv")
    ]
    (root / "data/villages/demo/wells/2025.csv").unlink()
    (task,) = Run(root, TODAY, "public", root / "site").tasks(load_site(root)[0], ("demo",))
    _, plan, problems = plan_board(task)
    assert plan, problems
    text = {path: content for item in plan.items for path, content in item.make().items()}
    (page,) = [path for path in text if "wells" in path and path.endswith("2026.md")]
    assert "东头井" in text[page].decode()
    assert "200.50" in text[page].decode()
    assert spoken("form", "wells", "-o", str(tmp_path / "a.csv"), cwd=tmp_path)[0] == 0
    assert "井名" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")


LEVELS = """
from dataclasses import dataclass

from generator.kind import OwnKind
from generator.model import Column
from generator.section import FINANCE
from generator.shown import Content, Page


@dataclass(frozen=True)
class Level:
    words: str


def _content(data):
    return Content(Level(data.rows[0].text("水位")))


def _pages(datasets, context):
    for data in datasets:
        yield Page(f"finance/levels/{data.key}.md", f"{data.key}年水位", "village_levels/levels", "page", _content, (data,), "水位。")


KIND = OwnKind(
    name="levels", title="水位", section=FINANCE, order=198, key="year", guide="每年一个文件。",
    columns=(Column("水位", example="三米"), Column("在哪里", example="东桥")), make_pages=_pages,
)
"""
LEVELS_PAGE = """{% import "parts.md.j2" as parts %}
{% macro page(view, at) %}
<p class="gk-level">{{ view.words | cell }}</p>

{{ parts.signing() }}
{% endmacro %}
"""


@pytest.fixture
def levels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package that brings a kind and its template."""
    folder = tmp_path / "packages/village_levels"
    (folder / "templates").mkdir(parents=True)
    (folder / "__init__.py").write_text(LEVELS, encoding="utf-8")
    (folder / "templates/levels.md.j2").write_text(LEVELS_PAGE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder.parent))
    install(folder.parent, "village_levels")
    render.environment.cache_clear()
    yield folder
    sys.modules.pop("village_levels", None)
    for cached in (plugins.kind_entries, kinds.all_kinds, render.environment):
        cached.cache_clear()


def level_page(tmp_path: Path) -> str:
    root = write_tree(tmp_path / "site", {"ledger/2026-03.csv": GOOD_LEDGER, "levels/2026.csv": "水位,在哪里\n两米<b>,东桥\n"})
    (task,) = Run(root, TODAY, "public", root / "site").tasks(load_site(root)[0], ("demo",))
    _, plan, problems = plan_board(task)
    assert plan, problems
    (item,) = [item for item in plan.items if item.name == "finance/levels/2026.md"]
    return item.make()["finance/levels/2026.md"].decode()


def test_an_installed_kind_brings_its_template(levels: Path, tmp_path: Path) -> None:
    page = level_page(tmp_path)
    assert '<p class="gk-level">两米&lt;b&gt;</p>' in page
    assert '\ntitle: "2026年水位"\n' in page


def test_pages_are_made_again_where_such_a_template_changes(levels: Path) -> None:
    before = program_id()
    with build.staying():
        assert program_id() == before
        (levels / "templates/levels.md.j2").write_text(LEVELS_PAGE + "\n", encoding="utf-8")
        assert program_id() == before, "what stays goes on as what it began as"
    assert program_id() != before
    with build.staying():
        assert program_id() != before


@pytest.mark.parametrize(
    "text", ["", "{% macro page(view, at) %}{% if %}", "{% macro page(view, at) %}{{ view.depth | cell }}{% endmacro %}"]
)
def test_a_template_that_cannot_be_used_is_told_in_a_sentence(text: str, levels: Path, tmp_path: Path) -> None:
    (levels / "templates/levels.md.j2").write_text(text, encoding="utf-8")
    with pytest.raises(plugins.BadPlugin, match=r"安装的程序包「village_levels」的网页样板 templates/levels\.md\.j2 用不了") as told:
        level_page(tmp_path)
    assert str(told.value) in guard.trouble(told.value, tmp_path, tmp_path / "build", "demo", "甲村").message


def test_pages_are_made_again_where_such_a_package_changes(package: Path) -> None:
    before = program_id()
    (package / "village_wells.py").write_text(WELLS + "\n# mended\n", encoding="utf-8")
    assert program_id() != before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("KIND = 1", "不是一个公开类别"),
        ("import nowhere_at_all", "用不了（ModuleNotFoundError）"),
        ("from generator.kinds.levies import KIND", "重名"),
    ],
)
def test_a_package_that_brings_no_good_kind_is_told_in_a_sentence(
    text: str, said: str, package: Path, spoken: Spoken, tmp_path: Path
) -> None:
    (package / "village_wells.py").write_text(text, encoding="utf-8")
    kinds.all_kinds.cache_clear()
    status, _, heard = spoken("form", "ledger", cwd=tmp_path)
    assert (status, said in heard, heard.count("\n")) == (2, True, 1)


def test_no_code_beside_the_data_is_ever_run(tmp_path: Path) -> None:
    """A kind's module in a data folder is a file the program does not know, never one that it runs."""
    trap = f"open({str(tmp_path / 'ran')!r}, 'w')\n"
    places = ("/kinds/wells.py", "/data/kinds.py", "kinds/wells.py", "/data/regions/wells.py", "/content/wells.py")
    root = write_tree(tmp_path / "site", {"ledger/2026-03.csv": GOOD_LEDGER, **dict.fromkeys(places, trap)})
    build.check(root, TODAY)
    assert not (tmp_path / "ran").exists()
