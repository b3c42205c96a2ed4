"""Chinese government reports in, one knowledge graph out.

``kg.build(paths)`` reads reports, ``kg.load(folder)`` opens what ``kg build -o`` wrote; both give a :class:`Graph`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kg.errors import GraphError, InputError, KgError, LexiconError, QueryError, UsageError, VocabularyError
from kg.model import Entity, Evidence, Observation, Report, Span, Statement

if TYPE_CHECKING:
    from kg.api import build, load
    from kg.graph import Graph
    from kg.pipeline import extract

__all__ = [
    "Entity",
    "Evidence",
    "Graph",
    "GraphError",
    "InputError",
    "KgError",
    "LexiconError",
    "Observation",
    "QueryError",
    "Report",
    "Span",
    "Statement",
    "UsageError",
    "VocabularyError",
    "__version__",
    "build",
    "extract",
    "load",
]

__version__ = "0.1.0"

# Imported when first asked for: `kg --help`, and a program that only wants the types, start at once.
_LATER = {"build": "kg.api", "load": "kg.api", "Graph": "kg.graph", "extract": "kg.pipeline"}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
