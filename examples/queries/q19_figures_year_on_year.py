"""How did an indicator move from one year to the next in one place?

同一地方同一指标相邻两年如何变化？
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.queries.walk import links

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["rows"]


def rows(graph: nx.MultiDiGraph) -> list[tuple[object, ...]]:
    """Return the answer, sorted."""
    years = [
        ((place["id"], place["name"], o["indicator"], o["unit"]), int(o["period"]), o["value"])
        for place, _, o in links(graph, "REPORTS")
        if o["measure"] == "level" and len(o.get("period", "")) == len("2023")
    ]
    values: dict[tuple[object, int], list[float]] = {}
    for key, year, value in years:
        values.setdefault((key, year), []).append(value)
    return sorted(
        {(*key[1:], str(year), value, after) for key, year, value in years for after in values.get((key, year + 1), [])}
    )
