"""(ci) From a pushed row to a site that can be uploaded, as publish.yml does it: what each step takes on a machine that has nothing yet.

The cache of a CI service is a folder of archives here; its network is not measured.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shlex import quote

from tests.bench.boards import commit, make_root
from tests.bench.measure import Case, Figure, in_turn

REPOSITORY = Path(__file__).resolve().parents[2]


def published_row(folder: Path, boards: int, rounds: int, change: Callable[[Path], Callable[[int], None]]) -> dict[str, Figure]:
    """``boards`` boards of 24 pages, of which one row is changed. The environment is made from wheels, or restored as it was installed."""
    origin = make_root(folder / "origin", boards, 24)
    wheels, machine, cache = (folder / name for name in ("wheels", "machine", "cache"))
    for place in (machine, cache):
        place.mkdir()
    _run(sys.executable, "-m", "pip", "download", "-q", "--require-hashes", "-d", str(wheels), "-r", str(REPOSITORY / "requirements.lock"))
    environment = machine / "env"
    install = [
        f"{quote(sys.executable)} -m venv {environment}",
        f"{environment}/bin/python -m pip install -q --no-index --find-links {wheels} --require-hashes -r {REPOSITORY}/requirements.lock",
        f"{environment}/bin/python -m pip install -q --no-index --find-links {wheels} --no-deps --no-build-isolation -e {REPOSITORY}",
    ]
    site = machine / "site-of-villages"
    clone = f"rm -rf {site} && git clone -q file://{origin} {site}"
    build = f"{environment}/bin/gongkai build -C {site} --today 2026-11-23 --format github"
    for command in (*install, clone, build, f"tar -C {machine} -cf {cache}/env.tar env", f"tar -C {site} -cf {cache}/site.tar site build"):
        _run("bash", "-ec", command)
    steps = {
        "environment, from wheels": f"rm -rf {environment} && " + " && ".join(install),
        "environment, as it was installed": f"rm -rf {environment} && tar -C {machine} -xf {cache}/env.tar",
        "clone": clone,
        "site and what was made, restored": f"tar -C {site} -xf {cache}/site.tar",
        "one row built": build,
        "packed for the upload": f"tar -C {site} -cf {machine}/upload.tar site",
    }
    kept = [command for name, command in steps.items() if "wheels" not in name]
    act = change(origin)

    def pushed(turn: int) -> None:
        act(turn)
        commit(origin)

    whole = {"all of it": Case(["bash", "-ec", "\n".join(kept)], pushed)}
    return in_turn(whole | {name: Case(["bash", "-ec", command]) for name, command in steps.items()}, rounds)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
