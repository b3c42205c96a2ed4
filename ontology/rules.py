"""The reader of ``rules/*.toml``: cues and patterns as data, each with examples that the tests run."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["either", "read_rules"]


@cache
def read_rules(name: str) -> dict[str, Any]:
    """Return the tables of ``rules/<name>.toml``.

    Raises ``FileNotFoundError`` for an unknown name and ``tomllib.TOMLDecodeError``, which gives line and column, for a
    file that is no TOML: both are faults of the package, not of its user.
    """
    return tomllib.loads((files("ontology") / "rules" / f"{name}.toml").read_text(encoding="utf-8"))


def either(words: Iterable[str]) -> str:
    """Return a regular expression for any of the words, the longest first, so that the longest is what it finds.

    >>> either(["改革", "改革试点", "改革"])
    '改革试点|改革'
    """
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
