"""Which bodies carry out the same initiative?

哪些机构共同推进同一项举措？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    running: dict[tuple[str, str], set[str]] = {}
    for who, r, what in links(graph, "IMPLEMENTS"):
        if who["label"] == "Agency" and r["status"] == "done":
            running.setdefault((what["id"], what["name"]), set()).add(who["name"])
    return sorted({(a, b, name) for (_, name), who in running.items() for a in who for b in who if a < b})
