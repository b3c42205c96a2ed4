"""Which places, bodies and people were honoured, and where does it say so?

哪些地方、机构和人物获得了荣誉，原文在哪里？
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
            (who["name"], honor["name"], r["report"], r["evidence_start"])
            for who, r, honor in links(graph, "RECEIVES")
            if who["label"] != "Initiative"
        }
    )
