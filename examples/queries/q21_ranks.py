"""Where does a place rank, among whom?

哪些指标报告了位次？
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
            (place["name"], o["indicator"], o["value"], o.get("scope", ""))
            for place, _, o in links(graph, "REPORTS")
            if o["measure"] == "rank"
        }
    )
