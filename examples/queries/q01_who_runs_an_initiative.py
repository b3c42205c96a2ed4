"""Which places and bodies run an initiative, and since which year?

哪些地方和机构在推行某项举措，最早见于哪一年？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph, initiative: str) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    since: dict[str, str] = {}
    for who, r, what in links(graph, "IMPLEMENTS"):
        if what["name"] == initiative and r["status"] == "done" and "period" in r:
            since[who["name"]] = min(since.get(who["name"], r["period"]), r["period"])
    return sorted(since.items(), key=lambda row: (row[1], row[0]))
