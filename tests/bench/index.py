"""One search index over the made-up records of a board of 1,200 pages, as a command that can be timed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests import many

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        many.indexed(Path(folder), many.records())
