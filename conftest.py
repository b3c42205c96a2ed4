"""Modules that need the extra ``hanlp`` are collected for doctests only where it is installed."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

__all__ = ["collect_ignore"]

_EXTRA = re.compile(r"^(?:import|from) (torch|onnx|hanlp|transformers)\b", re.MULTILINE)


def _needs_more(path: Path) -> bool:
    return any(find_spec(name) is None for name in _EXTRA.findall(path.read_text(encoding="utf-8")))


collect_ignore = [str(path) for path in Path(__file__).parent.glob("kg/**/*.py") if _needs_more(path)]
