"""What are the figures of one indicator, by place and period?

某项指标在各地各时期的数值是多少？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph, indicator: str) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    return sorted(
        (place["name"], o["period"], o["value"], o["unit"], o["measure"])
        for place, _, o in links(graph, "REPORTS")
        if o["indicator"] == indicator and "period" in o
    )
