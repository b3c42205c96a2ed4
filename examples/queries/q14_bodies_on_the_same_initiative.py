"""Which other bodies carry out what a body carries out?

还有哪些机构在推进某机构推进的举措？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph, body: str) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    done = [
        (who["name"], what["id"], what["name"])
        for who, r, what in links(graph, "IMPLEMENTS")
        if who["label"] == "Agency" and r["status"] == "done"
    ]
    own = {key for who, key, _ in done if who == body}
    return sorted({(who, name) for who, key, name in done if key in own and who != body})
