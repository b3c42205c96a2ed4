"""Which sentences stand behind all that is known of an initiative?

关于某项举措的每个事实，原文是哪一句？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph, initiative: str) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    around = [(a, r, b) for one, r, other in links(graph) for a, b in ((one, other), (other, one))]
    return sorted(
        {
            (r["type"].lower(), b["name"], r["report"], sentence)
            for a, r, b in around
            if a["label"] == "Initiative" and a["name"] == initiative
            for sentence in [r["evidence_text"], *r.get("also_text", [])]
        }
    )
