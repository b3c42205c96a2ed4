"""What was promised in one report and reported as done for the year after?

上一年计划、下一年报告已开展的举措有哪些？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    said = [(what["id"], what["name"], r) for _, r, what in links(graph, "IMPLEMENTS") if "period" in r]
    done = {(key, r["period"]) for key, _, r in said if r["status"] == "done"}
    return sorted(
        {
            (name, r["period"], year)
            for key, name, r in said
            if r["status"] == "planned" and (key, year := str(int(r["period"]) + 1)) in done
        }
    )
