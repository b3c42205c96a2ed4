"""Who issued, drafted, amended, repealed or studied a regulation?

某部法规文件由谁制定、起草、修改、废止或学习宣传？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph, regulation: str) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    return sorted(
        {
            (r["period"], r["action"], r["status"], who["name"])
            for who, r, g in links(graph, "ISSUES")
            if g["name"] == regulation and "period" in r and "action" in r
        }
    )
