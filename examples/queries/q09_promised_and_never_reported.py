"""What was promised and is in no report as done?

哪些计划开展的举措，此后的报告都没有提到已经开展？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    said = list(links(graph, "IMPLEMENTS"))
    done = {what["id"] for _, r, what in said if r["status"] == "done"}
    return sorted(
        {
            (r["period"], what["name"], who["name"])
            for who, r, what in said
            if r["status"] == "planned" and what["id"] not in done and "period" in r
        }
    )
