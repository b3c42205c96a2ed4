"""On which regulations do initiatives rest?

各项举措依据哪些法规文件？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    return sorted(
        {
            (what["name"], regulation["name"])
            for what, _, regulation in links(graph, "CITES")
            if what["label"] == "Initiative"
        }
    )
