"""Which initiatives were honoured, and with what?

哪些举措获得了荣誉？
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
            (what["name"], honor["name"], r["report"])
            for what, r, honor in links(graph, "RECEIVES")
            if what["label"] == "Initiative"
        }
    )
