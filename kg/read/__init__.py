"""Bytes to text: which files are reports, and what they say."""

from __future__ import annotations

from kg.read.decode import decode
from kg.read.files import find_reports, read_report

__all__ = ["decode", "find_reports", "read_report"]
