"""What the documents promise is there; what must not be in the tree is not."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path
from string import Template

import click
import pytest
import yaml

from generator import build
from generator.cli import gongkai
from generator.kinds import all_kinds
from generator.report.text import paragraph
from tests.conftest import ROOT, TODAY, copy_samples
from tests.test_browser import PAGES

READMES = ("README.md", "README.zh-CN.md")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(group: click.Group) -> set[str]:
    return {name for name, command in group.commands.items() if not isinstance(command, click.Group)} | {
        f"{name} {sub}" for name, command in group.commands.items() if isinstance(command, click.Group) for sub in command.commands
    }


@pytest.mark.parametrize("name", READMES)
def test_readme_names_every_command_and_both_words_of_make(name: str) -> None:
    text = read(name)
    for command in commands(gongkai):
        assert f"gongkai {command}" in text, command
    first_screen = "\n".join(text.splitlines()[:40])
    assert "make site" in first_screen
    assert "make test" in first_screen
    (picture,) = re.findall(r'<img src="([^"]+)"', text)
    assert (ROOT / picture).is_file()
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / link).exists(), link


def test_both_readmes_give_the_same_commands() -> None:
    def typed(text: str) -> list[str]:
        lines = [line.split("#")[0].strip() for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
        return [line for line in lines if line]

    assert typed(read("README.md")) == typed(read("README.zh-CN.md"))


def test_what_check_says_in_the_readmes_is_what_it_says(tmp_path: Path) -> None:
    root = copy_samples(tmp_path)
    book = root / "data/villages/shifan/ledger/2026-09.csv"
    book.write_text(book.read_text(encoding="utf-8").replace("250120.52", "250102.52", 1), encoding="utf-8")
    said = [paragraph(p) for p in build.check(root, TODAY, ("shifan",)).problems if p.code == "balance-mismatch"]
    assert len(said) == 1
    for name in READMES:
        assert f"```text\n{said[0]}```" in read(name)


def test_every_target_named_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    assert {"site", "test", "lint", "serve", "check", "golden", "bench"} <= targets
    for name in (*READMES, "CONTRIBUTING.md", ".ci/run"):
        assert set(re.findall(r"\bmake ([a-z]+(?:-[a-z]+)?)\b(?! a| an)", read(name))) <= targets, name


def test_every_dependency_is_locked_and_has_its_reason() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    reasons = read("docs/dependencies.md")
    for lock, wanted in (
        (
            "requirements.lock",
            project["dependencies"] + project["optional-dependencies"]["build"] + project["optional-dependencies"]["desk"],
        ),
        ("requirements-dev.lock", project["dependencies"] + project["optional-dependencies"]["dev"]),
    ):
        text = read(lock)
        locked = re.split(r"\n(?=[a-z0-9])", text)
        assert all("--hash=sha256:" in entry for entry in locked if "==" in entry)
        for requirement in wanted:
            name = re.split(r"[<>=[]", requirement)[0].strip()
            assert re.search(rf"^{re.escape(name)}==", text, re.MULTILINE), name
            assert name in reasons or (name.startswith("types-") and "types-*" in reasons), name


def tables(name: str) -> list[list[str]]:
    """The cells of every row of the tables in a document, headings left out."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in read(name).splitlines() if line.startswith("|")]
    return [
        row for i, row in enumerate(rows) if not set(row[0]) <= set("-") and not (i + 1 < len(rows) and set(rows[i + 1][0]) <= set("-"))
    ]


def test_the_architecture_names_the_rooms_there_are() -> None:
    named = [name for row in tables("docs/architecture.md") for name in re.findall(r"`([^`]+)`", row[0])]
    there = {f"{path.name}/" if path.is_dir() else path.name for path in (ROOT / "generator").iterdir()} - {"__pycache__/", "__init__.py"}
    assert sorted(named) == sorted(there)
    for path in re.findall(r"`((?:load|check|privacy|pages|site|law|kinds|overviews|gate)/\w+\.py)", read("docs/architecture.md")):
        assert (ROOT / "generator" / path).is_file(), path


def declared(path: Path) -> set[str]:
    """Public classes and type aliases of a module; not its exceptions."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef) and "Exception" not in map(ast.unparse, node.bases):
            found.add(node.name)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and not node.targets[0].id.isupper():
            found.add(node.targets[0].id)
    return {name for name in found if name[0].isupper()}


def test_the_glossary_has_every_public_type_and_no_other() -> None:
    named = [name for row in tables("docs/glossary.md") for name in re.findall(r"`(\w+)`", row[2])]
    assert len(named) == len(set(named))
    assert all(re.search(r"[\u4e00-\u9fff]", row[1]) for row in tables("docs/glossary.md"))
    top = {name for path in (ROOT / "generator").glob("*.py") if not path.name.startswith("cli") for name in declared(path)}
    assert top <= set(named), top - set(named)
    everywhere = {name for path in (ROOT / "generator").rglob("*.py") for name in declared(path)}
    assert set(named) <= everywhere, set(named) - everywhere


def test_every_decision_has_a_status_a_day_and_a_reason() -> None:
    pages = sorted((ROOT / "docs/decisions").iterdir())
    assert len({page.name[:4] for page in pages}) == len(pages)
    for page in pages:
        assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", page.name)
        title, status, why = page.read_text(encoding="utf-8").split("\n\n")[:3]
        assert title.startswith("# "), page.name
        assert re.match(r"Status: (accepted|replaced by \d{4}), 20\d\d-\d\d-\d\d\.", status), page.name
        assert len(why) > 30, page.name


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_first_page_names_every_kind_of_file(page: str) -> None:
    text = read(page)
    assert [kind.name for kind in all_kinds() if f"{kind.title} `{kind.name}`" not in text] == []


def test_contributing_is_one_page_whose_links_lead_somewhere() -> None:
    text = read("CONTRIBUTING.md")
    assert len(text.splitlines()) <= 80
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / link).exists(), link
    words = set(re.findall(r"^([a-z]+):.*##", read("Makefile"), re.MULTILINE)) - {"check", "clean"}
    assert words == set(re.findall(r"^\| `make ([a-z]+)` ", text, re.MULTILINE))
    assert re.search(r"^lint:.*\bdocs\b", read("Makefile"), re.MULTILINE)


def test_workflows_call_the_same_words() -> None:
    """Each job runs what a person types: the words of the Makefile, or .ci/run, which is the words for those who change the program."""

    def runs(file: str) -> dict[str, list[str]]:
        jobs = yaml.safe_load(read(file))["jobs"]
        return {name: [step["run"] for step in job["steps"] if "run" in step] for name, job in jobs.items()}

    (checked,), (code,) = runs(".github/workflows/check.yml").values()
    assert (checked.partition(" ||")[0], code) == ('make check ARGS="--format github"', ".ci/run")
    for file in (".github/workflows/check.yml", "generator/site/kit/check.yml", ".gitlab-ci.yml", "generator/site/kit/gitlab-ci.yml"):
        assert re.search(r"gongkai changes --since \S+ --format (md|html) > changes\.", read(file)), "what is new, for who reviews it"
        assert re.search(r"fetch-depth: 0|GIT_DEPTH: 0", read(file)), "and what it is held against"
    (published,) = runs(".github/workflows/publish.yml").values()
    words = [run.split("; ")[-1].split(" ||")[0] for run in published[:-1]]
    assert words == ["make .venv/runtime", 'make site ARGS="--format github $more"']
    assert published[-1].endswith("exit 1")
    gitlab = yaml.safe_load(read(".gitlab-ci.yml"))
    assert gitlab["code"]["script"] == [".ci/run"]
    assert [line.split()[1] for job in ("data", "pages") for line in gitlab[job]["script"] if line.startswith("make")] == [
        ".venv/runtime",
        "site",
    ]
    *_, before, after = [line for line in read(".ci/run").splitlines() if line and not line.startswith("#")]
    assert (before, after) == ("make lint", "make test")


def test_the_site_is_built_anew_each_day_when_the_day_begins_in_china() -> None:
    told = yaml.load(read(".github/workflows/publish.yml"), Loader=yaml.BaseLoader)
    ((minute, hour, *days),) = [entry["cron"].split() for entry in told["on"]["schedule"]]
    assert days == ["*", "*", "*"]
    assert 0 <= (int(hour) + 8) % 24 * 60 + int(minute) <= 60, "within the hour after midnight"


BAD_MAKE = "echo 'data/villages/a/village.yml:3: 错误'; exit {status}"


def jobs(folder: Path, *names: str, status: int, site: bool) -> list[int]:
    """What becomes of jobs of .gitlab-ci.yml, one after the other in one folder as their artifacts pass, where `make site` ends so."""
    (folder / "bin").mkdir()
    (folder / "bin/make").write_text(f"#!/bin/sh\n{BAD_MAKE.format(status=status)}\n", encoding="utf-8")
    (folder / "bin/make").chmod(0o755)
    if site:
        (folder / "site").mkdir()
        for name in ("index.html", ".nojekyll"):
            (folder / "site" / name).write_text("x", encoding="utf-8")
    told = yaml.safe_load(read(".gitlab-ci.yml"))
    done = []
    for name in names:
        script = "\n".join(["set -eo pipefail", *told[name]["script"]])  # as the runner's shell does
        run = subprocess.run(
            ["bash", "-c", script], cwd=folder, env={"PATH": f"{folder}/bin:/usr/bin:/bin"}, capture_output=True, text=True
        )
        done.append(run.returncode)
        if run.returncode and name == "problems":
            assert "village.yml:3" in run.stdout
    return done


@pytest.mark.parametrize(
    ("status", "site", "ends"),
    [(0, True, [0, 0]), (1, True, [0, 1]), (2, True, [0, 1]), (1, False, [1, 1])],
    ids=["good", "bad", "worse", "nothing"],
)
def test_one_bad_village_keeps_gitlab_from_deploying_nothing(status: int, site: bool, ends: list[int], tmp_path: Path) -> None:
    """GitLab deploys nothing of a job that failed, allowed or not: the one with the pages must end well, a later one must not."""
    assert jobs(tmp_path, "pages", "problems", status=status, site=site) == ends
    assert (tmp_path / "public/.nojekyll").is_file() == site
    told = yaml.safe_load(read(".gitlab-ci.yml"))
    assert "allow_failure" not in str(told["pages"]) + str(told["problems"])
    assert told["stages"].index(told["problems"]["stage"]) > told["stages"].index(told["pages"]["stage"])
    assert set(told["pages"]["artifacts"]["paths"]) == {"public", "said.txt"}


def test_one_bad_village_keeps_github_from_deploying_nothing() -> None:
    steps = yaml.safe_load(read(".github/workflows/publish.yml"))["jobs"]["publish"]["steps"]
    names = [step.get("name") or step.get("uses", "") for step in steps]
    build, deploy = names.index("build"), next(i for i, name in enumerate(names) if name.startswith("actions/deploy-pages"))
    assert "|| echo" in steps[build]["run"]
    assert build < deploy < names.index("some village was not updated") == len(names) - 1
    assert steps[-1]["run"].endswith("exit 1")


@pytest.mark.parametrize("file", [".github/workflows/publish.yml", ".gitlab-ci.yml", "publish.yml", "gitlab-ci.yml"])
@pytest.mark.parametrize("kept", [True, False], ids=["with a cache", "without"])
def test_where_the_site_is_not_kept_the_record_goes_on_from_the_one_on_the_web(file: str, kept: bool, tmp_path: Path) -> None:
    """The very commands of the workflow, with a program that only says what it was asked: of the checkout and of a new site."""
    text = read(file if file.startswith(".") else f"generator/site/kit/{file}")
    told = yaml.safe_load(text if file.startswith(".") else Template(text).substitute(version="1"))
    if "jobs" in told:
        (step,) = (step for step in told["jobs"]["publish"]["steps"] if step.get("id") == "build")
        assert step["env"] == {"PUBLISHED": "${{ steps.pages.outputs.base_url }}"}
        lines = [step["run"]]
    else:
        lines = [line for line in told["pages"]["script"] if "--published" in line or "$more" in line]
    for name in ("make", "gongkai"):
        (tmp_path / name).write_text('#!/bin/sh\necho "$@"; echo "$@" >asked.txt\n', encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    if kept:
        (tmp_path / "site/_record").mkdir(parents=True)
    address = "https://example.org/village"
    around = {"PATH": f"{tmp_path}:/usr/bin:/bin", "PUBLISHED": address, "CI_PAGES_URL": address, "GITHUB_OUTPUT": "out.txt"}
    subprocess.run(["bash", "-eo", "pipefail", "-c", "\n".join(lines)], cwd=tmp_path, env=around, check=True, capture_output=True)
    asked = (tmp_path / "asked.txt").read_text(encoding="utf-8")
    assert (f"--published {address}" in asked) is not kept
    assert re.match("site ARGS=|build", asked)


LARGE = {"generator/poster/fonts/NotoSansSC-Bold.otf": 3_600_000}
"""Path → bytes it may have: no package brings a bold Chinese face, and one that is cut down at set-up would be another on each machine."""


def test_no_registry_address_and_no_large_file_in_the_tree() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if not path.is_file():
            continue
        assert path.stat().st_size < LARGE.get(name, 600_000), name
        if path.suffix in (".lock", ".toml", ".cfg", ".txt", ".yml", "") and b"\0" not in path.read_bytes()[:1000]:
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not re.search(r"--(extra-)?index-url|https?://[^ \"]*/simple", text), name


def test_top_level_is_the_agreed_one() -> None:
    folders = {p.name for p in ROOT.iterdir() if p.is_dir() and not p.name.startswith(".")}
    assert folders - {"build", "site"} <= {"content", "data", "generator", "theme_overrides", "tests", "docs", "gongkailan.egg-info"}
    for name in (
        "mkdocs.yml",
        "README.md",
        "pyproject.toml",
        "Makefile",
        "LICENSE",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "requirements.lock",
    ):
        assert (ROOT / name).is_file()


def test_content_speaks_only_of_what_there_is(samples: Path) -> None:
    """The hand-written page names the sections of the board by the names they have there."""
    text = read("content/how.md")
    named = re.findall(r"^- \*\*(.+?)\*\*", text, re.MULTILINE)
    known = {kind.section.title for kind in all_kinds()} | {kind.title for kind in all_kinds()}
    assert set(named) - known == {"财务公开的其他表", "村情和联系人"}
    assert {kind.section.title for kind in all_kinds()} <= {name.removesuffix("的其他表") for name in named}
    pages = [samples / f"site/shifan/{page}index.html" for page in ("", "finance/", "finance/2026-10/", PAGES["notice"][8:])]
    seen = "".join(path.read_text(encoding="utf-8") for path in [*pages, *(ROOT / "theme_overrides/assets").rglob("*.js")])
    typed = {"路灯", "清沟", "门面", "6 个工", "12 车", "3 月，记-012"}  # what a reader looks for, or reads in a row
    assert not [word for word in {*re.findall("「([^」]+)」", text)} - typed if word not in seen]
    assert "搜索" not in text
