"""One search index over the made-up records of a board of 1,200 pages, as a command that can be timed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from generator.site.search import build_search
from tests import many

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        build_search(Path(folder), many.records(), {})
