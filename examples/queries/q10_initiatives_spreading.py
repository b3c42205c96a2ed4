"""Which initiatives are run by two bodies or more?

哪些举措由两个以上地方或机构推行？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    bodies: dict[tuple[str, str], set[str]] = {}
    for who, r, what in links(graph, "IMPLEMENTS"):
        if r["status"] == "done":
            bodies.setdefault((what["id"], what["name"]), set()).add(who["id"])
    found = [(name, len(who)) for (_, name), who in bodies.items() if len(who) > 1]
    return sorted(found, key=lambda row: (-row[1], row[0]))
