"""Which bodies belong to a place, or to a division within it?

某地及其下辖区域有哪些机构？
"""

from __future__ import annotations

import networkx as nx

from examples.queries.walk import links

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph, place: str) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    belongs = nx.DiGraph((a["id"], b["id"]) for a, _, b in links(graph, "PART_OF"))
    places = [key for key in belongs if graph.nodes[key]["label"] == "Region" and graph.nodes[key]["name"] == place]
    below = {key for each in places for key in nx.ancestors(belongs, each)}
    return sorted({(graph.nodes[key]["name"],) for key in below if graph.nodes[key]["label"] == "Agency"})
