"""Which initiatives come back in two reports or more, done or planned?

哪些举措在多份报告中反复出现？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    reports: dict[tuple[str, str], set[str]] = {}
    for _, r, what in links(graph, "IMPLEMENTS"):
        reports.setdefault((what["id"], what["name"]), set()).add(r["report"])
    found = [(name, len(where)) for (_, name), where in reports.items() if len(where) > 1]
    return sorted(found, key=lambda row: (-row[1], row[0]))
