"""Builds the sample boards, serves them as a host does, asks Lighthouse three times a page, prints the median."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from generator import build
from tests.browser import FLAGS, installed, served
from tests.conftest import ROOT, TODAY, copy_samples

HERE = Path(__file__).parent
RUNS = 3
PAGES = {
    "home": "/shifan/",
    "month": "/shifan/finance/2026-10/",
    "notice": "/shifan/notices/2026-11-farmland-lease/",
    "search": "/shifan/search/",
    "results": "/shifan/search/?q=%E4%BF%9D%E6%B4%81%E5%91%98",
}
TOLD_ONLY = {"results"}
"""An answer of the index is work for the phone: its speed is told, not demanded."""
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
FIGURES = {
    "first-contentful-paint": "FCP ms",
    "largest-contentful-paint": "LCP ms",
    "total-blocking-time": "TBT ms",
    "cumulative-layout-shift": "CLS",
    "total-byte-weight": "bytes",
}


def ask(program: Path, url: str, home: Path) -> dict[str, Any]:
    """One look at one page, on the phone and the slow line Lighthouse itself supposes."""
    answer = home / "answer.json"
    command = [
        str(program),
        url,
        "--quiet",
        "--output=json",
        f"--output-path={answer}",
        f"--only-categories={','.join(LEAST)}",
        f"--chrome-flags={' '.join(['--headless=new', *FLAGS])}",
        "--no-enable-error-reporting",
    ]
    subprocess.run(
        command, check=True, cwd=home, env={**os.environ, "CHROME_PATH": installed(windowed=True) or ""}, stdout=subprocess.DEVNULL
    )
    told: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    return told


def faults(told: dict[str, Any]) -> list[str]:
    """Which audits cost points, in Lighthouse's own words."""
    found = []
    for category in told["categories"].values():
        for ref in category["auditRefs"]:
            audit = told["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                found.append(f"{category['id']}: {audit['title']} {audit.get('displayValue', '')}".strip())
    return found


def main() -> int:
    if not shutil.which("npm"):
        print("node and npm are needed (Debian: apt install nodejs npm)", file=sys.stderr)
        return 2
    if not installed(windowed=True):
        print("Chromium is needed: make browser", file=sys.stderr)
        return 2
    subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"], check=True, cwd=HERE)
    program = HERE / "node_modules/.bin/lighthouse"
    result: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        root = copy_samples(Path(folder))
        build.build(root, TODAY)
        with served(root / "site", hosted=True) as address:
            for name, path in PAGES.items():
                looks = [ask(program, address + path, root) for _ in range(RUNS)]
                scores = {c: round(100 * statistics.median(told["categories"][c]["score"] for told in looks)) for c in LEAST}
                figures = {
                    label: round(statistics.median(told["audits"][audit]["numericValue"] for told in looks), 3)
                    for audit, label in FIGURES.items()
                }
                result[name] = {**scores, **figures, "faults": sorted({fault for told in looks for fault in faults(told)})}
    table(result)
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build/lighthouse.json").write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    asked = [(name, category) for name in result for category in LEAST if name not in TOLD_ONLY or category != "performance"]
    return int(any(result[name][category] < LEAST[category] for name, category in asked))


def table(result: dict[str, dict[str, Any]]) -> None:
    columns = [*LEAST, *FIGURES.values()]
    print("page".ljust(8), *(column.rjust(max(8, len(column))) for column in columns))
    for name, page in result.items():
        print(name.ljust(8), *(f"{page[column]:g}".rjust(max(8, len(column))) for column in columns))
    for name, page in result.items():
        for fault in page["faults"]:
            print(f"{name}: {fault}")


if __name__ == "__main__":
    sys.exit(main())
