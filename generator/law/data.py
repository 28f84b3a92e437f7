"""The reference data of this room, as it stands in YAML files beside the code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same loader written in C, ten times as quick, where PyYAML was built with it."""


def told(name: str) -> Any:
    """What ``name``.yml says. Callers keep what they make of it."""
    return yaml.load(Path(__file__).with_name(f"{name}.yml").read_text(encoding="utf-8"), _LOADER)  # noqa: S506 - both are safe loaders
