"""The built wheel, alone in an environment of its own: a new site is made from nothing but it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from generator import __version__
from generator.installed import program_root
from generator.site.kit import _KIT, _PLACES
from tests.conftest import ROOT, Spoken, deep

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As `pip wheel` builds it, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    code = f"import hatchling.build as b; print(b.build_wheel({str(folder)!r}))"
    made = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return folder / made.stdout.strip().splitlines()[-1]


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """bin/ of an environment that holds the wheel; what it depends on is seen where it lies, the checkout is not."""
    home = tmp_path_factory.mktemp("home")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin/python"
    own = Path(subprocess.check_output([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True).strip())
    beside = [path for path in dict.fromkeys([sysconfig.get_path("purelib"), *sys.path]) if path.endswith("site-packages")]
    (own / "beside.pth").write_text("\n".join(beside) + "\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        "--ignore-installed",
        str(wheel),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return home / "bin"


@pytest.fixture(scope="session")
def run(installed: Path) -> Run:
    def at(cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
        env = {"PATH": f"{installed}:/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(installed.parent)}
        command = [str(installed / words[0]), *words[1:]]
        return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8")

    return at


def test_the_wheel_holds_the_program_and_all_it_needs(wheel: Path) -> None:
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    kept = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    files = [name for name in kept.stdout.split("\0") if name and (ROOT / name).is_file()]
    house = ("mkdocs.yml", "theme_overrides/", "content/", "data/regions/", "data/villages/shifan/")
    wanted = {name for name in files if name.startswith("generator/")} | {f"generator/house/{n}" for n in files if n.startswith(house)}
    assert inside == wanted


def test_a_new_site_is_made_with_nothing_but_the_wheel(run: Run, installed: Path, tmp_path: Path) -> None:
    where = run(tmp_path, "python", "-c", "import generator; print(generator.__file__)").stdout
    assert where.startswith(str(installed.parent))
    done = run(tmp_path, "gongkai", "new", "site", "mysite", "--title", "甲镇公开栏", "--host", "", "--url", "")
    assert done.returncode == 0, done.stderr
    site = tmp_path / "mysite"
    assert {path.name for path in site.iterdir()} == {
        *("data", "content", "mkdocs.yml", "README.md", "requirements.txt", ".gitignore", ".github", ".gitlab-ci.yml"),
        "打开公开栏.bat",
    }
    done = run(site, "gongkai", "check", "--today", "2026-11-23")
    assert done.returncode == 0, done.stdout + done.stderr
    for folder in (site / "data/villages/shifan").iterdir():
        if folder.is_dir() and folder.name != "assets" and not deep():  # all of it takes a quarter of a minute
            shutil.rmtree(folder)
    done = run(site, "gongkai", "build", "--today", "2026-11-23")
    assert done.returncode == 0, done.stdout + done.stderr
    page = (site / "site/shifan/index.html").read_text(encoding="utf-8")
    assert "示范村" in page
    assert "Content-Security-Policy" in page
    assert (site / "site/shifan/assets/gongkai/print.css").read_bytes() == (ROOT / "theme_overrides/assets/gongkai/print.css").read_bytes()
    assert (site / "site/shifan/sw.js").is_file()
    assert (site / "site/shifan/guide/how/index.html").is_file()
    assert str(ROOT) not in (site / "build/boards/shifan/mkdocs.yml").read_text(encoding="utf-8")


def test_the_version_of_the_wheel_is_the_one_a_new_site_is_pinned_to(wheel: Path, tmp_path: Path, spoken: Spoken) -> None:
    assert wheel.name.startswith(f"gongkailan-{__version__}-")
    assert spoken("new", "site", "a", "--title", "甲", "--host", "", "--url", "", "--without-samples", cwd=tmp_path)[0] == 0
    assert f"gongkailan=={__version__}\n" in (tmp_path / "a/requirements.txt").read_text(encoding="utf-8")
    assert not (tmp_path / "a/data/villages/shifan").exists()
    assert (tmp_path / "a/content/home.md").is_file()
    status, _, said = spoken("build", "-C", "a", cwd=tmp_path)
    assert (status, "gongkai new village" in said) == (2, True)
    status, _, said = spoken("new", "site", "a", "--title", "甲", "--host", "", "--url", "", cwd=tmp_path)
    assert (status, "已经有了" in said) == (2, True)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, spoken: Spoken) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").write_text("x", encoding="utf-8")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for name, said in (("full", "里已经有东西了"), ("file", "不是文件夹")):
        status, _, heard = spoken("new", "site", name, "--title", "甲", "--host", "", "--url", "", cwd=tmp_path)
        assert (status, said in heard) == (2, True)
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("name", sorted(_PLACES))
def test_every_file_of_the_kit_is_one(name: str, tmp_path: Path, spoken: Spoken) -> None:
    """Workflows and settings are YAML as they come out, install the pinned version and call the command alone."""
    assert {path.name for path in _KIT.iterdir()} == set(_PLACES)
    spoken("new", "site", "a", "--title", "甲", "--host", "", "--url", "", "--without-samples", cwd=tmp_path)
    text = (tmp_path / "a" / _PLACES[name]).read_text(encoding="utf-8")
    assert "$$" not in text
    assert "$version" not in text
    if name in ("check.yml", "publish.yml", "gitlab-ci.yml"):
        told = yaml.safe_load(text)
        assert told
        assert "pip install -r requirements.txt" in text
        assert ("gongkai build --format github" if name == "publish.yml" else "gongkai check") in text
        assert "make " not in text
        checkout = {
            "check.yml": ".github/workflows/check.yml",
            "publish.yml": ".github/workflows/publish.yml",
            "gitlab-ci.yml": ".gitlab-ci.yml",
        }
        ours = yaml.safe_load((ROOT / checkout[name]).read_text(encoding="utf-8"))
        for job in told.get("jobs", {}):  # what the checkout's own workflow does, save the tests of the program
            names = [step.get("uses") for step in ours["jobs"][job]["steps"]]
            assert [
                step.get("uses") for step in told["jobs"][job]["steps"] if step.get("run", "") != "pip install -r requirements.txt"
            ] == names
        if name == "gitlab-ci.yml":
            assert told["problems"] == ours["problems"]
            assert told["pages"]["artifacts"] == ours["pages"]["artifacts"]


def test_the_desk_is_opened_by_a_double_click(tmp_path: Path, spoken: Spoken) -> None:
    """As Windows reads it: it was not run there. Lines end as cmd.exe wants them, and UTF-8 is said before the first word of Chinese."""
    spoken("new", "site", "a", "--title", "甲", "--host", "", "--url", "", "--without-samples", cwd=tmp_path)
    script = (tmp_path / "a/打开公开栏.bat").read_bytes()
    assert script.count(b"\r\n") == script.count(b"\n") == len(script.splitlines())
    before, said, after = script.partition(b"chcp 65001 >nul")
    assert said
    assert before.isascii()
    assert not after.isascii()
    lines = script.decode().splitlines()
    # What cmd.exe does with words of more than one byte inside brackets depends on its version: none stands there, and none on a line that
    # is jumped to.
    assert not any("(" in line for line in lines)
    labels = {line[1:] for line in lines if line.startswith(":")}
    assert labels == {goto for line in lines for goto in re.findall(r"goto (\w+)", line)}
    assert all(re.fullmatch("[a-z]+", label) for label in labels)
    # A folder called 「甲镇 公开栏 (1)」 on a disk of the network.
    assert 'pushd "%~dp0"' in lines
    assert all('"%PYTHON%"' in line for line in lines if "%PYTHON%" in line)
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]["desk"]
    (install,) = (line for line in lines if "pip install" in line)
    assert all(f'"{each}"' in install for each in extra)  # also beside a program that was installed without them
    assert "-r requirements.txt" in install


@pytest.mark.parametrize(("there", "asked"), [
    ("nothing", ["import", "pip", "import", "desk"]),
    ("with desk", ["import", "desk"]),
])  # fmt: skip
def test_the_start_script_installs_what_is_wanting_and_nothing_else(there: str, asked: list[str], tmp_path: Path, spoken: Spoken) -> None:
    """Line by line, as cmd.exe goes through it: its few words are acted out here. Beside a .venv that was made from requirements.txt."""
    spoken("new", "site", "a", "--title", "甲", "--host", "", "--url", "", "--without-samples", cwd=tmp_path)
    lines = (tmp_path / "a/打开公开栏.bat").read_bytes().decode().splitlines()
    if there == "with desk":
        (tmp_path / "has-desk").touch()
    done: list[str] = []
    status, at = 0, 0
    while at < len(lines):
        line, at = lines[at], at + 1
        jump = re.search(r"goto (\w+)$", line)
        if line.startswith('"%PYTHON%"'):
            done.append(next(word for word in ("pip", "import", "desk") if word in line))
            if done[-1] == "pip":
                (tmp_path / "has-desk").touch()
            status = int(done[-1] == "import" and not (tmp_path / "has-desk").exists())
        elif line.startswith("exit"):
            break
        elif jump and (
            line.startswith(("goto", 'if exist "%PYTHON%"')) or (line.startswith("if not errorlevel 1") and not status)
            or (line.startswith("if errorlevel 1") and status)
        ):  # fmt: skip
            at = lines.index(f":{jump[1]}") + 1
    assert done == asked


def test_the_checkout_is_its_own_house() -> None:
    assert program_root() == ROOT
