"""The house, as a table. Imports go down only; foreign libraries, the clock and the environment have their rooms."""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from generator.kinds import all_kinds

PACKAGE = Path(__file__).resolve().parents[1] / "generator"

GROUND = {
    "bounds",
    "codes",
    "config",
    "contents",
    "drawn_figures",
    "json_form",
    "kept",
    "lately",
    "once",
    "door",
    "glance",
    "duties",
    "findable",
    "fingerprint",
    "keys",
    "kind",
    "model",
    "periods",
    "posted",
    "shown",
    "values",
}
GROUND |= {
    "afterwards",
    "commit_times",
    "free_cores",
    "git",
    "git_changing",
    "record",
    "addresses",
    "contents",
    "amounts",
    "own_accounts",
    "pattern",
    "capitals",
    "compared",
    "corrected",
    "declared",
    "noted",
    "reviewed",
    "compiled",
    "day_words",
    "installed",
    "known_days",
    "offered",
    "plugins",
    "photo",
    "references",
    "roll",
    "refusals",
    "section",
    "sheets",
    "signs",
    "sizes",
    "sum_rows",
    "system",
    "standby",
    "behind",
    "workers",
}
CLI = {"cli_add", "cli_changes", "cli_words", "cli_args", "cli_tools", "cli_new", "cli_record", "cli_poster", "cli_desk", "cli_serve"}
EVERYBODY = {"classes", "pattern"}
"""What every room may import, as it may the standard library's."""
MAY_IMPORT = {
    "classes": {"compiled"},
    "system": set(),
    "free_cores": set(),
    "own_process": set(),
    "workers": {"free_cores", "afterwards", "own_process"},
    "standby": {"own_process", "workers"},
    "behind": {"own_process", "workers"},
    "pattern": {"compiled"},
    "refusals": {"pattern"},
    "amounts": {"capitals", "pattern"},
    "values": {"amounts", "pattern", "refusals"},
    "sum_rows": {"pattern", "sheets", "signs", "values"},
    "own_accounts": {"pattern", "values"},
    "known_days": {"values"},
    "addresses": {"values"},
    "periods": {"pattern"},
    "posted": set(),
    "capitals": set(),
    "day_words": {"shown"},
    "duties": {"day_words", "periods", "posted", "shown"},
    "codes": set(),
    "shown": {"once", "posted", "sizes"},
    "findable": {"once"},
    "sizes": set(),
    "drawn_figures": set(),
    "section": set(),
    "photo": {"model"},
    "references": {"once"},
    "model": {"values", "codes", "declared", "once", "shown"},
    "lately": {"model", "shown"},
    "kept": {"lately"},
    "once": set(),
    "keys": {"declared", "model"},
    "config": {"duties", "declared", "model", "references", "shown"},
    "offered": {"values"},
    "roll": {"config", "model"},
    "kind": {"config", "findable", "model", "offered", "photo", "roll", "section", "shown", "posted", "periods", "sum_rows", "values"},
    "fingerprint": {"model", "once"},
    "commit_times": set(),
    "git": {"commit_times", "system"},
    "git_changing": {"git", "system"},
    "record": {"json_form", "shown", "system"},
    "bounds": set(),
    "sheets": set(),
    "signs": {"pattern"},
    "compared": {"json_form"},
    "json_form": set(),
    "declared": set(),
    "corrected": {"declared", "model", "values"},
    "noted": {"model", "shown"},
    "reviewed": {"corrected"},
    "compiled": set(),
    "installed": set(),
    "plugins": set(),
    "glance": set(),
    "door": {"bounds", "glance", "model"},
    "contents": {"bounds", "door", "glance"},
    "load": GROUND | {"law"},
    "check": GROUND | {"law"},
    "privacy": GROUND | {"law"},
    "pages": GROUND,
    "site": GROUND,
    "report": GROUND,
    "law": {"compiled", "pattern", "values", "periods"},
    "kinds": GROUND | {"check", "law"},
    "overviews": GROUND | {"check", "law", "kinds"},
    "corrections": GROUND | {"check", "law", "load"},
    "inbox": GROUND | {"corrections", "law", "load", "privacy", "site"},
    "gate": GROUND | {"privacy", "site"},
    "guard": GROUND | {"privacy", "site"},
    "watched": GROUND | {"kinds", "check", "law"},
    "made_of": {"kinds", "model", "photo", "references"},
    "rests_on": {"kind", "load", "made_of", "shown"},
    "withdrawal": GROUND | {"kinds", "load", "check", "law", "made_of", "rests_on", "watched"},
    "known_pages": GROUND | {"pages", "rests_on", "site"},
    "worked_out": GROUND | {"check", "kinds", "site", "withdrawal"},
    "task": GROUND | {"gate", "load", "site", "withdrawal"},
    "poster": GROUND | {"kinds", "overviews", "own_process", "pages", "site"},
    "planned": GROUND
    | {"check", "corrections", "kinds", "known_pages", "load", "overviews", "pages", "poster", "privacy", "rests_on", "site", "task"}
    | {"withdrawal"},
    "board": GROUND
    | {
        "corrections",
        "planned",
        "task",
        "gate",
        "guard",
        "kinds",
        "overviews",
        "load",
        "check",
        "pages",
        "site",
        "withdrawal",
        "worked_out",
    },
    "listed": {"compared", "config", "fingerprint", "task", "duties", "load", "pages", "site"},
    "taken": {"compared", "record", "task", "door", "shown", "site", "withdrawal"},
    "over_boards": GROUND | {"gate", "listed", "pages", "site", "task"},
    "front": GROUND | {"over_boards", "place", "site", "task"},
    "dask_client": {"own_process", "resident", "workers"},
    "cluster": {"board", "dask_client", "task", "door", "installed", "load", "site"},
    "handbook": GROUND | {"gate", "kinds", "law", "load", "pages", "site", "task"},
    "outcome": {"gate", "model", "taken", "task"},
    "opened": {"config", "fingerprint", "gate", "load", "model", "site", "task"},
    "place": {"compared", "door", "config", "fingerprint", "installed", "load", "record", "site", "task"},
    "makers": {"workers", "standby", "kept", "section", "board", "cluster", "poster", "site", "task"},
    "foreseen": {"kept", "listed", "makers", "place", "site", "standby", "task"},
    "recorded": {"listed", "git", "load", "place", "record", "site", "task"},
    "settled": {"compared", "front", "listed", "model", "place", "site", "taken", "task"},
    "build": GROUND
    | {"board", "dask_client", "foreseen", "front", "guard", "handbook", "listed", "makers"}
    | {"opened", "outcome", "place", "recorded", "settled", "site"}
    | {"check", "taken", "task"},
    "wall": GROUND | {"board", "check", "gate", "guard", "opened", "place", "planned", "poster", "privacy", "site", "task"},
    "editing": GROUND | {"board", "check", "gate", "guard", "kinds", "law", "load", "opened", "site", "task"},
    "cli_words": {"pattern", "plugins", "system"},
    "changed": GROUND | {"board", "check", "place", "corrections", "kinds", "opened", "planned", "task"},
    "desk": GROUND
    | {
        "board",
        "build",
        "check",
        "corrections",
        "editing",
        "guard",
        "inbox",
        "kinds",
        "law",
        "load",
        "opened",
        "outcome",
        "place",
        "planned",
    }
    | {"gate", "pages", "privacy", "report", "site", "task", "workers"},
    "afterwards": set(),
    "resident": {"own_process", "workers"},
    "cli_desk": {"build", "cli_args", "cli_words", "desk", "site"},
    "cli_serve": GROUND | {"build", "cli_args", "cli_words", "report", "resident", "site", "workers"},
    "cli_add": GROUND | {"build", "cli_args", "cli_words", "inbox", "kinds", "load", "privacy", "report"},
    "cli_changes": {"changed", "cli_args", "config", "report"},
    "cli_args": {"door", "values", "config", "load"},
    "cli_new": {"periods", "kinds", "load", "site", "cli_words"},
    "cli_poster": {"config", "model", "poster", "report", "wall", "cli_words", "cli_args"},
    "cli_record": {"cli_words", "git", "record"},
    "cli": GROUND | {"build", "dask_client", "kinds", "load", "pages", "privacy", "site", "report"} | CLI,
    "cli_tools": GROUND | {"kinds", "pages", "privacy", "site", "report", "cli_words", "cli_args"},
    "__main__": {"cli"},
    "__init__": set(),
}
"""Room → the rooms it may import. A room is a folder, or a file of generator/."""

FOREIGN = {
    "load": {"yaml", "openpyxl", "xlrd", "markdown"},
    "inbox": {"xlsxwriter"},
    "law": {"yaml", "chinese_calendar"},
    "kinds": {"pandas"},
    "overviews": {"pandas"},
    "pages": {"jinja2", "markupsafe"},
    "privacy": {"pikepdf", "pypdfium2", "PIL", "openpyxl", "hyperscan"},
    "site": {"mkdocs", "markdown", "jinja2", "xlsxwriter", "watchdog", "markupsafe", "zxingcpp", "PIL", "fsspec", "filelock", "icalendar"},
    "report": {"rich", "icalendar"},
    "desk": {"starlette", "uvicorn", "jinja2", "markdown"},
    "poster": {"typst", "PIL", "pikepdf", "pypdfium2"},
    "dask_client": {"distributed"},
    "editing": {"filelock", "yaml"},
    "cli": {"click"},
    "cli_words": {"click"},
    "cli_args": {"click"},
    "cli_add": {"click"},
    "cli_changes": {"click"},
    "cli_new": {"click"},
    "cli_desk": {"click"},
    "cli_serve": {"click"},
    "cli_poster": {"click"},
    "cli_record": {"click"},
    "cli_tools": {"click"},
}
"""Room → the libraries it may import. Rooms not named here use the standard library only."""

CLOCKS = {"today", "now", "utcnow", "time", "monotonic", "localtime", "gmtime"}
FILES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else path.stem


BY_ROOM = pytest.mark.parametrize("here", sorted({room(path) for path in FILES}))


def files_of(here: str) -> list[Path]:
    return [path for path in FILES if room(path) == here]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> set[str]:
    """Dotted names of all imports, those inside functions included."""
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_every_room_is_in_the_table() -> None:
    assert {room(path) for path in FILES} == set(MAY_IMPORT)


@BY_ROOM
def test_imports_go_down_only(here: str) -> None:
    for path, name in ((file, name) for file in files_of(here) for name in imports(file)):
        top, *rest = name.split(".")
        if rest == ["__version__"]:
            continue
        if top == "generator" and rest and rest[0] != here:
            assert rest[0] in MAY_IMPORT[here] | EVERYBODY, f"{here} may not import {name}: {path}"
        elif top != "generator" and top not in sys.stdlib_module_names:
            assert top in FOREIGN.get(here, set()), f"{here} may not import {top}: {path}"


def test_the_table_has_no_circle() -> None:
    done: set[str] = set()
    while len(done) < len(MAY_IMPORT):
        free = {name for name, below in MAY_IMPORT.items() if name not in done and below <= done}
        assert free, f"circle among {set(MAY_IMPORT) - done}"
        done |= free


def test_files_of_a_room_form_no_circle() -> None:
    named = {".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path for path in FILES}
    graph = {path: {named[name] for name in imports_modules(path) & set(named)} - {path} for path in FILES}
    done: set[Path] = set()
    while len(done) < len(graph):
        free = {path for path, below in graph.items() if path not in done and below <= done}
        assert free, f"circle among {[p.name for p in set(graph) - done]}"
        done |= free


def imports_modules(path: Path) -> set[str]:
    found = imports(path)
    return found | {name.rpartition(".")[0] for name in found}


@BY_ROOM
def test_clock_and_environment_are_read_by_the_command_line_only(here: str) -> None:
    for path, node in ((file, node) for file in files_of(here) if here != "cli" for node in ast.walk(parsed(file))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            owner = ast.unparse(node.func.value)
            assert owner.split(".")[-1] not in {"date", "datetime", "dt", "time"}, f"{path}: reads the clock with {owner}.{node.func.attr}"
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}:
            # The site engine takes its clock from the environment: it is set there, nothing is read. Git is called without what a hook set.
            assert path.name in {"engine.py", "git.py", "git_changing.py"}, f"{path}: reads the environment"


def test_money_never_becomes_a_float() -> None:
    for path in FILES:
        for node in ast.walk(parsed(path)):
            named_float = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
            true_division = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and _is_number(node.right)
            assert not named_float, f"{path}: float()"
            assert not true_division, f"{path}: true division"


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


def test_files_stay_small() -> None:
    lengths = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in FILES)
    assert lengths[-1] <= 300, "ask why"
    assert lengths[len(lengths) // 2] <= 130


VAGUE = {"said", "found"}
"""What anything might be called: a message, a text, a match, the rows of a person."""


def names_in(path: Path) -> set[str]:
    """Every name that a module gives: to variables, parameters, fields, functions, classes and itself."""
    given = {path.stem}
    for node in ast.walk(parsed(path)):
        match node:
            case (
                ast.Name(id=name, ctx=ast.Store())
                | ast.arg(arg=name)
                | ast.Attribute(attr=name, ctx=ast.Store())
                | ast.keyword(arg=str(name))
            ):
                given.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.alias(asname=str(name)):
                given.add(name)
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.ExceptHandler(name=str(name)):
                given.add(name)
    return given


@BY_ROOM
def test_a_name_says_what_it_is(here: str) -> None:
    assert [(path.name, name) for path in files_of(here) for name in names_in(path) if VAGUE & set(name.lower().split("_"))] == []


def test_templates_and_scripts_name_what_they_show() -> None:
    word = "|".join(VAGUE)
    expressions = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
    for path in (PACKAGE / "pages/templates").iterdir():
        inside = "".join(expressions.findall(path.read_text(encoding="utf-8")))
        assert not re.search(rf"\b({word})\b", re.sub(r'"[^"]*"', "", inside)), path.name
    scripts = [*(PACKAGE.parent / "theme_overrides/assets/gongkai").glob("*.js"), *PACKAGE.rglob("*.js")]
    assert len(scripts) > 5
    for path in scripts:
        assert not re.search(rf"\b(var|let|const|function)\s+({word})\b|[(,]\s*({word})\s*[,)]", path.read_text(encoding="utf-8")), (
            path.name
        )


def owners(path: Path) -> set[str]:
    """Classes and types that a module makes, its private ones too."""
    made = set()
    for node in parsed(path).body:
        if isinstance(node, ast.ClassDef):
            made.add(node.name)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            made |= {name} if name[0].isupper() and not name.isupper() else set()
    return made


TWINS = {"Roll"}
"""Types that two modules may call alike: an honour roll, and what becomes of a list of names."""


def test_no_two_types_are_called_alike() -> None:
    named = Counter(name for path in FILES for name in owners(path))
    assert {name for name, count in named.items() if count > 1} <= TWINS


BESIDE = {"check", "codes"}
"""Rooms whose modules are called as what they are about: codes/books.py and check/books.py, check/contracts.py and kinds/contracts.py."""


def test_no_two_modules_are_called_alike() -> None:
    rooms: dict[str, set[str]] = defaultdict(set)
    for path in FILES:
        if path.stem != "__init__":
            rooms[path.stem].add(room(path) if path.parent != PACKAGE else "generator")
    alike = {name: within for name, within in rooms.items() if len(within - BESIDE) > 1}
    assert alike == {}, "rename the one where a newcomer would not look"


NAMED_OUTSIDE = {
    "check/decisions.py": {"decisions", "ledger"},  # a check between kinds, which the overview "matters" gives them
    "check/meeting_cross_checks.py": {"decisions", "meetings"},  # likewise
    "check/matters.py": {"decisions", "ledger", "plans", "projects", "questions", "works"},  # what a matter is made of, likewise
    "check/officers.py": {"elections", "posts"},  # likewise, of the overview "people"
    "check/posts.py": {"posts"},  # who holds a post is named in every list
    "check/teams.py": {"ledger", "teams"},  # as check/officers.py
    "load/discover.py": {"assets"},  # a folder that the site makes itself
    "cli_new.py": {"ledger"},  # the first file of a new village
    "desk/setup_page.py": {"ledger"},  # likewise
    "overviews/_year.py": {"ledger"},  # part of overviews/year_report.py, which uses every kind
    "section.py": {"notices", "honors"},  # folders of sections
    "kinds/_matter_key.py": {"decisions", "projects", "works"},  # what several kinds have as "ref"
    "kinds/_award_papers.py": {"honors"},  # part of that kind
    "kinds/_ledger_year.py": {"ledger"},  # likewise
    "site/record_files.py": {"resources"},  # a word of datapackage.json
    "site/stage.py": {"assets"},  # the theme's folder
}
"""File → names of kinds in it, though it is neither the kind, nor an overview that uses it, nor a kind with it as ``ref``, ``changes``."""


def named_kinds(path: Path) -> set[str]:
    """Kinds whose name is a text of the module."""
    names = {kind.name for kind in all_kinds()}
    constants = (node.value for node in ast.walk(parsed(path)) if isinstance(node, ast.Constant))
    return names & {value for value in constants if isinstance(value, str)}


def test_what_is_done_with_a_kind_is_what_it_declares() -> None:
    """No module asks which kind it is: a kind says what it is (``document``, ``roll``, ``ref``), overviews name those they are given."""
    may: dict[str, set[str]] = dict(NAMED_OUTSIDE)
    for kind in all_kinds():
        may[f"kinds/{kind.name}.py"] = {kind.name, *(name for column in kind.columns for name in column.ref)}
        may[f"kinds/{kind.name}.py"] |= {kind.changes.by} if kind.changes else set()
    for path in (PACKAGE / "overviews").glob("[a-z]*.py"):
        may[f"overviews/{path.name}"] = set(importlib.import_module(f"generator.overviews.{path.stem}").OVERVIEW.uses)
    found = {path.relative_to(PACKAGE).as_posix(): named for path in FILES if (named := named_kinds(path))}
    assert {file: named - may.get(file, set()) for file, named in found.items() if named - may.get(file, set())} == {}
    assert set(NAMED_OUTSIDE) <= set(found), "an exception that nothing needs"
