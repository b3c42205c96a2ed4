"""Which reports are in the graph: year, place, publisher?

图谱里有哪些报告：年度、地区、发布机构？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""

    def named(report: str, type_: str) -> list[str]:
        return [graph.nodes[end]["name"] for _, end, r in graph.out_edges(report, data=True) if r["type"] == type_]

    return sorted(
        {
            (year["name"], place, publisher, d["name"])
            for d, _, year in links(graph, "COVERS")
            for place in named(d["id"], "ABOUT") or [""]
            for publisher in named(d["id"], "PUBLISHED_BY") or [""]
        }
    )
