"""Pagefind's program, spoken to as its own Python package does: one request a file, all files back in memory.

Not by its command line: that reads a folder in whatever order the disk gives, and no two machines would write the same bytes.
Nor by its Python package, which takes 0.1 s a record: here all requests are sent at once, and 6,000 records take three seconds.
"""

from __future__ import annotations

import base64
import importlib.util
import json
import os
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from io import BufferedReader
from pathlib import Path
from threading import Thread
from typing import IO, Any, cast

from generator.site.engine import EngineError

CHUNK = "1000"
"""Entries in one file of the index. A question fetches two to six of them from each bundle: 1.5 KB each instead of 20 KB by default."""


@cache
def program() -> Path | None:
    """Pagefind's command line, where there is one that runs on this system."""
    spec = importlib.util.find_spec("pagefind_bin")
    folders = [Path(place) for place in spec.submodule_search_locations or ()] if spec else []
    for path in (p for place in folders for p in (place / "pagefind", place / "pagefind.exe") if p.is_file()):
        with suppress(OSError):  # a program of another system
            if subprocess.run([str(path), "--version"], capture_output=True).returncode == 0:  # noqa: S603 - our own dependency
                return path
    return None


def index(pages: Mapping[str, str], folder: Path) -> dict[str, bytes]:
    """HTML by file name → every file of the bundle by its path, pages numbered in the order given.

    ``folder``: where the program runs; it would obey settings of its own that lie there.
    """
    adding = [{"type": "AddFile", "index_id": 0, "file_path": name, "file_contents": text} for name, text in pages.items()]
    answers = _ask([{"type": "NewIndex", "config": {}}, *adding, {"type": "GetFiles", "index_id": 0}], folder)
    failed = next((a for a in answers if a["type"] == "Error"), None)
    if failed or answers[-1]["type"] != "GetFiles":
        raise EngineError(f"Pagefind: {failed['message'] if failed else 'no answer'}"[:300])
    return {file["path"]: base64.b64decode(file["content"]) for file in answers[-1]["files"]}


def _ask(requests: list[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """The payloads of the answers, in the order of the requests. The program ends, unfinished, when its input does."""
    settings = os.environ | {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": CHUNK}
    told = b"".join(base64.b64encode(json.dumps({"message_id": n, "payload": r}).encode()) + b"," for n, r in enumerate(requests))
    heard: list[bytes] = []
    with subprocess.Popen(  # noqa: S603 - our own dependency
        [str(program()), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder, env=settings
    ) as process:
        answer = cast(BufferedReader, process.stdout)
        sender = Thread(target=_send, args=(process.stdin, told))
        sender.start()
        missing = len(requests)
        while missing and (part := answer.read1(1 << 16)):
            heard.append(part)
            missing -= part.count(b",")
        sender.join()
        with suppress(OSError):
            cast(IO[bytes], process.stdin).close()
    answers = [json.loads(base64.b64decode(text)) for text in b"".join(heard).split(b",")[:-1]]
    if len(answers) != len(requests):
        raise EngineError(f"Pagefind {process.returncode}")
    return [a["payload"] for a in sorted(answers, key=lambda a: -1 if a["message_id"] is None else a["message_id"])]


def _send(pipe: IO[bytes], told: bytes) -> None:
    with suppress(OSError):  # it stopped: the missing answers tell
        pipe.write(told)
        pipe.flush()
