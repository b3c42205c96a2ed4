"""With whom does a body work, and in which words?

某机构与哪些机构合作，原文怎么说？
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
            (b["name"], r["evidence_text"])
            for one, r, other in links(graph, "COOPERATES_WITH")
            for a, b in ((one, other), (other, one))
            if a["label"] == "Agency" and a["name"] == body
        }
    )
