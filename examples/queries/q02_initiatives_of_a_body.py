"""What does a body carry out, or plan to?

某机构开展和计划开展哪些举措？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph, body: str) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    return sorted(
        {
            (what["name"], r["status"], r["report"])
            for who, r, what in links(graph, "IMPLEMENTS")
            if who["label"] == "Agency" and who["name"] == body
        }
    )
