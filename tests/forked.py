"""The command run in a process of its own, without the second that a new interpreter takes to load everything again.

The child is this process, copied: it has its own standard streams, its own folder and its own exit status, so that what a shell sees is
what a test sees. What was patched is patched there too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

from generator.cli import main
from tests.conftest import ROOT


def forked(*words: str, cwd: Path = ROOT, stdin: str = "", first: Callable[[], object] = lambda: None) -> subprocess.CompletedProcess[str]:
    """gongkai with these words; ``first`` is called in the child before anything else."""
    with tempfile.TemporaryFile() as typed, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        typed.write(stdin.encode())
        typed.seek(0)
        child = os.fork()
        if not child:
            _end(words, cwd, (typed.fileno(), out.fileno(), err.fileno()), first)
        _, ended = os.waitpid(child, 0)
        said = []
        for file in (out, err):
            file.seek(0)
            said.append(file.read().decode())
    return subprocess.CompletedProcess(words, os.waitstatus_to_exitcode(ended), *said)


def _end(words: tuple[str, ...], cwd: Path, streams: tuple[int, int, int], first: Callable[[], object]) -> None:
    """All that the child does; it never comes back."""
    status = 70
    try:
        for number, file in enumerate(streams):
            os.dup2(file, number)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - they end with the process
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        os.chdir(cwd)
        sys.argv = ["gongkai", *words]
        first()
        main()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
