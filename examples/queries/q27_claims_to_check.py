"""Which claims that a body runs an initiative are the least sure, and should be read by a person?

关于谁在推行举措的事实，哪些抽取把握最小，需要人工核对？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    found = [(r["confidence"], r["id"], a["name"], b["name"]) for a, r, b in links(graph, "IMPLEMENTS")]
    return sorted(found)[:20]
