"""Which statements are the least sure, and should be read by a person?

哪些事实抽取把握最小，需要人工核对？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    kinds = {"IMPLEMENTS", "ISSUES", "RECEIVES", "COOPERATES_WITH", "ESTABLISHES"}
    found = [
        (r["confidence"], r["id"], a["name"], r["type"].lower(), b["name"])
        for a, r, b in links(graph)
        if r["type"] in kinds
    ]
    return sorted(found)[:20]
