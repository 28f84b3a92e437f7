"""The reference data of this room, as it stands in YAML files beside the code."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from generator.compiled import kept


def told(name: str) -> Any:
    """What ``name``.yml says. Callers keep what they make of it."""
    text = Path(__file__).with_name(f"{name}.yml").read_text(encoding="utf-8")
    return kept("law", text, partial(_read, text))


def _read(text: str) -> Any:
    import yaml

    # The same loader written in C, ten times as quick, where PyYAML was built with it.
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders
