"""Which bodies share a partner?

哪些机构有共同的合作伙伴？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    partners: dict[str, set[str]] = {}
    for one, _, other in links(graph, "COOPERATES_WITH"):
        partners.setdefault(one["id"], set()).add(other["id"])
        partners.setdefault(other["id"], set()).add(one["id"])
    name = graph.nodes(data="name")
    return sorted(
        {
            (name[a], name[b], name[p])
            for p, around in partners.items()
            for a in around
            for b in around
            if graph.nodes[a]["label"] == graph.nodes[b]["label"] == "Agency" and name[a] < name[b]
        }
    )
