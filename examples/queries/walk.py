"""What the Python answers share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

__all__ = ["links"]

Row = dict[str, Any]


def links(graph: nx.MultiDiGraph, type_: str | None = None) -> Iterator[tuple[Row, Row, Row]]:
    """Yield each relationship of a type, or each at all, between its ends: all three as their properties."""
    for source, target, properties in graph.edges(data=True):
        if type_ in {None, properties["type"]}:
            yield graph.nodes[source], properties, graph.nodes[target]
