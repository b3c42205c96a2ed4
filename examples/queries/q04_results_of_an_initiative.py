"""Which figures are given as results of an initiative?

某项举措取得了哪些可量化的成效？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph, initiative: str) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    return sorted(
        {
            (o["indicator"], o["period"], o["value"], o["unit"])
            for o, _, what in links(graph, "MEASURES")
            if what["name"] == initiative and "period" in o
        }
    )
