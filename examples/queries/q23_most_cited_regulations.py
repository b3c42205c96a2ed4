"""Which regulations do most reports name?

哪些法规文件被最多的报告引用？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    reports: dict[str, set[str]] = {}
    for d, _, regulation in links(graph, "CITES"):
        if d["label"] == "Report":
            reports.setdefault(regulation["name"], set()).add(d["id"])
    found = [(name, len(where)) for name, where in reports.items()]
    return sorted(found, key=lambda row: (-row[1], row[0]))[:20]
