"""Which laws did public bodies study or publicise?

组织学习宣传了哪些法律法规？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    return sorted(
        {(g["name"], who["name"], r["report"]) for who, r, g in links(graph, "ISSUES") if r.get("action") == "study"}
    )
