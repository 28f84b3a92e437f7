"""Reads a PDF in a process of its own, which may use so much time and memory and no more: a hostile file takes down nobody but itself.

Its input is the file, its output a line of JSON and then the document that may be published.
"""

from __future__ import annotations

import io
import json
import sys
from contextlib import suppress
from typing import Any

MEMORY = 900_000_000
"""Bytes of address space, beside ten times the file."""


def _bounded(size: int, seconds: int) -> None:
    with suppress(ImportError, ValueError, OSError):  # where the system knows no bounds, the parent's patience is one
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY + 10 * size,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(data: bytes) -> tuple[dict[str, Any], bytes]:
    """What is known of the file: ``unsafe``, or else ``spoken``, ``pages`` and ``pictured``, and the document written anew."""
    import pikepdf

    from generator.privacy import pdf_refused, pdf_text
    from generator.privacy.pdf_rebuild import Rebuilt
    from generator.privacy.pdf_streams import MOST_UNPACKED, Broken

    pikepdf.settings.set_qpdf_limits(
        parser_max_nesting=100,
        parser_max_container_size=2_000_000,
        max_stream_filters=4,
        flate_max_memory=MOST_UNPACKED,
        png_max_memory=MOST_UNPACKED,
        run_length_max_memory=MOST_UNPACKED,
        tiff_max_memory=MOST_UNPACKED,
    )
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            if why := pdf_refused.refusal(pdf):
                return {"unsafe": why}, b""
            spoken = list(pdf_refused.spoken(pdf))
            made = Rebuilt(pdf)
            written = made.written()
        pages = list(pdf_text.texts(written))
        flat = "".join("".join(text.split()) for text, _ in pages)
        spoken += [("没有显示的内容", word) for word in sorted(made.words) if "".join(word.split()) not in flat]
        return {"unsafe": "", "spoken": spoken, "pages": pages, "pictured": made.pictured}, written
    except Broken as why:
        return {"unsafe": str(why)}, b""
    except pikepdf.PasswordError:
        return {"unsafe": "设了密码"}, b""
    except (MemoryError, RecursionError):
        return {"unsafe": "太复杂"}, b""
    except Exception:  # these libraries raise many kinds on damaged files; every one of them means the same to a clerk
        return {"unsafe": "打不开，不是完好的 PDF"}, b""


def main() -> None:
    """The whole process. ``sys.argv``: seconds, then what ``sys.path`` was set to."""
    data = sys.stdin.buffer.read()
    _bounded(len(data), int(sys.argv[1]))
    answer, written = read(data)
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + written)
