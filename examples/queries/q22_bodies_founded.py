"""Which bodies were founded, or are to be?

成立或计划成立了哪些机构？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    return sorted({(body["name"], who["name"], r["status"]) for who, r, body in links(graph, "ESTABLISHES")})
