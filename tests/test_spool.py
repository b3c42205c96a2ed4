from __future__ import annotations

import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.errors import GraphError
from kg.model import Entity, Evidence, Statement
from kg.projection import edges, nodes
from kg.spool import Shape, spooled

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_the_rows_are_those_of_the_projection(statements: tuple[Statement, ...]) -> None:
    with spooled(statements) as spool:
        found = [node for label in spool.node_counts for node in spool.nodes(label)]
        assert sorted(found, key=lambda node: node.id) == list(nodes(statements))
        rows = [edge for shape in spool.edge_counts for edge in spool.edges(shape)]
        assert sorted(rows, key=lambda edge: edge.id) == sorted(edges(statements), key=lambda edge: edge.id)
        assert spool.node_counts.total() == len(found)
        assert spool.edge_counts.total() == len(rows)


def test_rows_can_be_read_again_and_keep_their_order(statements: tuple[Statement, ...]) -> None:
    shape = Shape("Agency", "IMPLEMENTS", "Initiative")
    with spooled(statements) as spool:
        assert [edge.id for edge in spool.edges(shape)] == ["s:04", "s:11", "s:23", "s:25"]
        assert list(spool.edges(shape)) == list(spool.edges(shape))
        assert list(spool.nodes("Nothing")) == []


def test_blocks_lose_no_row(statements: tuple[Statement, ...]) -> None:
    base = next(each for each in statements if each.predicate == "implements")
    many = [replace(base, id=f"s:{index:05}") for index in range(1234)]
    with spooled(many) as spool:
        shape = Shape("Agency", "IMPLEMENTS", "Initiative")
        assert [edge.id for edge in spool.edges(shape)] == [each.id for each in many]


def test_reports_out_of_order_are_refused(statements: tuple[Statement, ...]) -> None:
    with pytest.raises(GraphError, match="out of order"), spooled(reversed(statements)):
        pass


def test_an_id_of_two_classes_is_refused(statements: tuple[Statement, ...]) -> None:
    other = Entity(statements[0].subject.id, "Problem", "云溪市")
    said = replace(statements[0], id="s:0", subject=other)
    with pytest.raises(GraphError, match="is called Problem and Report"), spooled([said, *statements]):
        pass


def test_nothing_gives_nothing() -> None:
    with spooled([]) as spool:
        assert (spool.node_counts, spool.edge_counts) == ({}, {})


def test_memory_does_not_grow_with_the_statements() -> None:
    def many(reports: int) -> Iterator[Statement]:
        agency = Entity("agency:云溪市司法局", "Agency", "云溪市司法局")
        for report in range(reports):
            for index in range(50):
                thing = Entity(f"initiative:{report}/{index}", "Initiative", f"第{index}项改革")
                quote = Evidence(index, index + 5, "推进改革。")
                yield Statement(f"s:{report}/{index}", f"r-{report:05}", "implements", agency, thing, quote)

    tracemalloc.start()
    with spooled(many(200)) as spool:
        assert sum(1 for _ in spool.nodes("Initiative")) == 10_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000, "10,000 statements take some 10 MB"
