"""Which are the ten largest figures of a year in one unit?

某一年以某单位计的最大数值有哪些？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph, year: str, unit: str) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    found = {
        (o["value"], o["indicator"], place["name"])
        for place, r, o in links(graph, "REPORTS")
        if r["status"] == "done" and (o["unit"], o.get("period"), o["measure"]) == (unit, year, "level")
    }
    return sorted(found, key=lambda row: (-row[0], *row[1:]))[:10]
