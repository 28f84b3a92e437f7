"""Problems as JSON, as GitHub annotations and as a GitLab code-quality report."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from generator.codes import CODES, Severity
from generator.model import Problem
from generator.report.text import place


def as_json(problems: Sequence[Problem], villages: Sequence[str] = ()) -> str:
    """A list of {"code","severity","file","sheet","row","line","column","field","message","hint","village"}.

    ``village``: the one of ``villages`` (slugs) whose file it is, "" where the file is everybody's.
    """
    return json.dumps([_fields(p, villages) for p in problems], ensure_ascii=False, indent=1) + "\n"


def _fields(p: Problem, villages: Sequence[str]) -> dict[str, object]:
    s = p.source
    return {
        "code": p.code,
        "severity": p.severity.value,
        "file": s.file,
        "sheet": s.sheet,
        "row": s.row,
        "line": s.line,
        "column": s.column,
        "field": s.field,
        "message": p.message,
        "hint": p.hint,
        "village": next((slug for slug in villages if _is_of(slug, p.source.file)), ""),
    }


def _is_of(slug: str, file: str) -> bool:
    return f"{file}/".startswith((f"data/villages/{slug}/", f"content/{slug}/"))


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands: GitHub shows each at its line of the pull request."""
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    lines = []
    for p in problems:
        line = f",line={p.source.line}" if p.source.line and not p.source.sheet else ""
        title = _property(f"{CODES[p.code].title} {place(p.source)}".strip())
        lines.append(
            f"::{words[p.severity]} file={_property(p.source.file)}{line},title={title}::{_data(p.message + '怎么改：' + p.hint)}\n"
        )
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_gitlab(problems: Sequence[Problem]) -> str:
    """Code Quality JSON: GitLab shows each at its line of the merge request."""
    degrees = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}
    issues = [
        {
            "description": f"{place(p.source)}{p.message}怎么改：{p.hint}",
            "check_name": p.code,
            "fingerprint": hashlib.sha256(repr((p.code, p.source, p.message)).encode()).hexdigest(),
            "severity": degrees[p.severity],
            "location": {"path": p.source.file, "lines": {"begin": p.source.line or 1}},
        }
        for p in problems
    ]
    return json.dumps(issues, ensure_ascii=False, indent=1) + "\n"
