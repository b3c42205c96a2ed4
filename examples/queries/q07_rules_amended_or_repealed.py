"""Which rules were amended or repealed, by year?

各年修改、废止了哪些文件？
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
        {
            (r["period"], r["action"], g["name"], who["name"])
            for who, r, g in links(graph, "ISSUES")
            if r.get("action") in {"amend", "repeal"} and r["status"] == "done" and "period" in r
        }
    )
