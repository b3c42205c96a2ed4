"""Statements as a networkx graph, and the few walks over it that networkx does not give in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from kg.projection import edges, in_order, nodes, properties, things

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from kg.model import Statement

__all__ = ["follow", "paths", "to_networkx"]


def to_networkx(statements: Collection[Statement]) -> nx.MultiDiGraph:
    """Return the graph: nodes keyed by entity id, edges by statement id.

    A node carries its :func:`kg.projection.properties`, its ``label`` and the typed value as ``entity``; an edge
    ``graph.edges[subject.id, object.id, statement.id]`` its properties, its ``type`` and the typed ``statement``.
    """
    graph = nx.MultiDiGraph()
    for node, thing in zip(nodes(statements), things(statements).values(), strict=True):
        graph.add_node(node.id, label=node.label, entity=thing, **properties(node))
    for edge, statement in zip(edges(statements), in_order(statements), strict=True):
        graph.add_edge(edge.source, edge.target, edge.id, type=edge.type, statement=statement, **properties(edge))
    return graph


def paths(graph: nx.MultiDiGraph, start: str, end: str, max_length: int = 4) -> Iterator[tuple[Statement, ...]]:
    """Yield the simple paths between two nodes whichever way their edges point, shortest first, lazily.

    Each of several edges between one pair makes a path of its own. Between two hubs there are millions: take as many as
    are needed. Yields nothing where a node is unknown or nothing links them.
    """
    if start not in graph or end not in graph:
        return
    distances = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), end, cutoff=max_length)
    for length in range(1, max_length + 1):
        yield from _of_length(graph, (start,), (end, length), distances)


def _of_length(
    graph: nx.MultiDiGraph, trail: tuple[str, ...], goal: tuple[str, int], distances: Mapping[str, int]
) -> Iterator[tuple[Statement, ...]]:
    """Extend a trail of nodes to the goal (node, steps left), never where the goal is farther than the steps left."""
    end, left = goal
    if left == 0 or trail[-1] == end:
        if left == 0 and trail[-1] == end:
            yield ()
        return
    for other, statement in _links(graph, trail[-1]):
        if other not in trail and distances.get(other, left) < left:
            for rest in _of_length(graph, (*trail, other), (end, left - 1), distances):
                yield (statement, *rest)


def _links(graph: nx.MultiDiGraph, node: str) -> Iterator[tuple[str, Statement]]:
    yield from ((target, data["statement"]) for _, target, data in graph.out_edges(node, data=True))
    yield from ((source, data["statement"]) for source, _, data in graph.in_edges(node, data=True) if source != node)


def follow(graph: nx.MultiDiGraph, start: str, steps: Sequence[str]) -> Iterator[tuple[Statement, ...]]:
    """Yield the chains of statements that leave a node by one predicate after another; ``^`` walks one backwards.

    ``follow(g, agency, ["implements", "cites"])`` gives the legal bases of what an agency carries out,
    ``["implements", "^implements"]`` who carries out the same. As in Cypher, no chain uses a statement twice. Yields
    nothing where the node is unknown.
    """
    if start in graph:
        yield from _chains(graph, start, steps, ())


def _chains(
    graph: nx.MultiDiGraph, node: str, steps: Sequence[str], trail: tuple[Statement, ...]
) -> Iterator[tuple[Statement, ...]]:
    if not steps:
        yield trail
        return
    for other, statement in _step(graph, node, steps[0]):
        if statement not in trail:
            yield from _chains(graph, other, steps[1:], (*trail, statement))


def _step(graph: nx.MultiDiGraph, node: str, step: str) -> Iterator[tuple[str, Statement]]:
    back = step.startswith("^")
    found = graph.in_edges(node, data=True) if back else graph.out_edges(node, data=True)
    for source, target, data in found:
        if data["statement"].predicate == step.removeprefix("^"):
            yield (source if back else target), data["statement"]
