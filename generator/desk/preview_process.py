"""The process that makes what 看一看 shows: it stays, so that what was read and checked is kept, and it has one thread, so that pages may
be spread over the cores (workers.py), which the process of the server may not.

A line of JSON for each look, and one for its answer. It ends when nobody can ask it any more.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

from generator.config import Edition
from generator.desk.asked import COPY_IT

_LOST = "做网页的程序停了，没有做出来。再按一次；还是这样的，关掉别的程序再来。"


class PreviewProcess:
    """One for a root, begun when it is first asked."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._process: subprocess.Popen[str] | None = None

    def make(self, slug: str, today: date, edition: Edition, stands: str) -> str:
        """Make the board as it would be (``looked_at.look_at``); "" or why that could not be tried."""
        asked = json.dumps({"root": str(self._root), "slug": slug, "today": today.isoformat(), "edition": edition, "stands": stands})
        for _ in range(2):  # one that was ended from outside is begun anew
            process = self._process or self._begun()
            with suppress(OSError, ValueError):
                assert process.stdin  # noqa: S101
                assert process.stdout  # noqa: S101
                process.stdin.write(asked + "\n")
                process.stdin.flush()
                return str(json.loads(process.stdout.readline())["wrong"])
            self.close()
        return _LOST

    def _begun(self) -> subprocess.Popen[str]:
        words = [sys.executable, "-m", "generator.desk.preview_process"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(words, text=True, encoding="utf-8", **pipes)  # type: ignore[call-overload]  # noqa: S603
        return self._process

    def close(self) -> None:
        """Nobody asks any more."""
        if self._process:
            for pipe in (self._process.stdin, self._process.stdout):
                with suppress(OSError):
                    if pipe:
                        pipe.close()
            self._process.terminate()
            self._process.wait()
            self._process = None


def main() -> None:
    """Answer until nobody asks."""
    from generator.build import staying

    answers, sys.stdout = sys.stdout, sys.stderr  # what libraries have to say is no answer
    with staying():
        for line in sys.stdin:
            asked = json.loads(line)
            wrong = _made(Path(asked["root"]), asked["slug"], date.fromisoformat(asked["today"]), asked["edition"], asked["stands"])
            answers.write(json.dumps({"wrong": wrong}) + "\n")
            answers.flush()


def _made(root: Path, slug: str, today: date, edition: Edition, stands: str) -> str:
    from generator.desk.looked_at import look_at
    from generator.guard import set_aside
    from generator.site.lock import Busy
    from generator.system import sentence
    from generator.workers import ProcessLost

    try:
        look_at(root, slug, today, edition, stands)
    except Busy as why:
        return str(why)
    except ProcessLost:
        return _LOST
    except OSError as error:
        return sentence(error, COPY_IT)
    except Exception as error:
        return f"程序出错，没有做出来。把 {set_aside(root, root / 'build', 'desk', error)} 发给维护的人。"
    return ""


if __name__ == "__main__":
    with suppress(KeyboardInterrupt, BrokenPipeError):
        main()
