"""Canonical text to sentences, each with the headings above it and what its passage speaks of."""

from __future__ import annotations

from kg.segment.outline import segment
from kg.segment.split import clauses

__all__ = ["clauses", "segment"]
