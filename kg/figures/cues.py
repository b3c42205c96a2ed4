"""The words and patterns of ``ontology/rules/figures.toml`` and ``ontology/lexicon/units.tsv``, compiled once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ontology.lexicon import read_tsv
from ontology.rules import read_rules

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["RULES", "UNITS", "any_of", "one_of", "pattern", "unit_pattern", "words"]

RULES: dict[str, Any] = read_rules("figures")

# Every way to write a unit -> (the unit as the graph writes it, its kind).
UNITS: dict[str, tuple[str, str]] = {name: (row.name, row.kind) for row in read_tsv("units.tsv") for name in row.names}


def words(table: str, key: str) -> list[str]:
    """Return a list of words, or of small patterns, of the rules."""
    found: list[str] = RULES[table][key]
    return found


def pattern(table: str) -> str:
    """Return the pattern of a rule."""
    found: str = RULES[table]["pattern"]
    return found


def any_of(options: Iterable[str]) -> str:
    """Return a pattern for any of these words, the longest first.

    >>> any_of(["件", "件次"])
    '(?:件次|件)'
    """
    return one_of(map(re.escape, sorted(set(options), key=lambda word: (-len(word), word))))


def one_of(patterns: Iterable[str]) -> str:
    """Return a pattern for one of these patterns, in the order given."""
    return "(?:" + "|".join(patterns) + ")"


def unit_pattern(units: Iterable[str]) -> str:
    """Return a pattern for any of these units, none of them where it begins another word (部 in 部门)."""
    barred: dict[str, str] = RULES["not_before"]
    longest_first = sorted(set(units), key=lambda word: (-len(word), word))
    return one_of(re.escape(unit) + (_unless(barred[unit]) if unit in barred else "") for unit in longest_first)


def _unless(following: str) -> str:
    """Return what bars characters, or a pattern in brackets, from following."""
    return f"(?!{following})" if following.startswith("(") else f"(?![{following}])"
