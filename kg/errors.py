"""The errors a user can meet, as one small tree. Each names the thing at fault and the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["GraphError", "InputError", "KgError", "LexiconError", "QueryError", "UsageError", "VocabularyError"]


class KgError(Exception):
    """Anything this project raises on purpose: what went wrong, and what to do about it."""

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(f"{problem}; {remedy}" if remedy else problem)
        self.problem = problem
        self.remedy = remedy


class UsageError(KgError):
    """The command or call itself is wrong."""


class InputError(KgError):
    """A file cannot be read as a report."""

    def __init__(self, path: Path | str, problem: str, remedy: str = "") -> None:
        super().__init__(f"{path}: {problem}", remedy)
        self.path = str(path)


class LexiconError(KgError):
    """A rule or lexicon file is not well formed: the message names file and line."""


class VocabularyError(KgError):
    """A class, predicate or value is not in the ontology."""


class GraphError(KgError):
    """A folder does not hold a built graph, or holds a broken one."""


class QueryError(KgError):
    """A query is not valid for the engine that was asked."""
