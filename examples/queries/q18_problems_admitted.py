"""Which shortcomings do reports admit that speak of something?

报告承认了哪些含有某个词的问题？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph, word: str) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    return sorted({(r["report"], p["name"]) for _, r, p in links(graph, "ADMITS") if word in p["name"]})
