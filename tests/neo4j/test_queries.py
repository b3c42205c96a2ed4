"""Every question of the pack, asked of Neo4j, the embedded engine, the SPARQL store and Python: the same rows."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import kg
from examples.queries.pack import Question, questions
from kg.projection import number
from kg.records import read_statements, write_statements
from loaders.embedded import build_embedded, open_embedded
from loaders.neo4j import load_neo4j
from loaders.rdf import open_store, sparql, write_rdf

if TYPE_CHECKING:
    import networkx as nx

    from tests.neo4j.conftest import Database

ROOT = Path(__file__).resolve().parents[2]
GRAPHS = {"examples": ROOT / "examples" / "reports", "seeds": ROOT.parent / "shared" / "seeds"}
QUESTIONS = questions()
# What four short reports, or five of places far apart, cannot hold.
MAY_BE_EMPTY = {("examples", "shared_partners"), ("seeds", "figures_year_on_year")}
# A scan of all nodes, or of all relationships of every type: at a million statements, a question that never ends.
SCANS = {"AllNodesScan", "DirectedAllRelationshipsScan", "UndirectedAllRelationshipsScan"}


class Stores:
    """One graph in every store."""

    def __init__(self, reports: Path, folder: Path, database: Database) -> None:
        statements = list(kg.build(reports))
        write_statements(statements, folder / "statements.jsonl")
        write_rdf(statements, folder)
        self._triples = open_store(folder)
        self._embedded = open_embedded(build_embedded(statements, folder / "graph.kgl"))
        self._networkx: nx.MultiDiGraph = kg.Graph(read_statements(folder / "statements.jsonl")).to_networkx()
        self._database = database
        load_neo4j(read_statements(folder / "statements.jsonl"), database.target)

    def answers(self, question: Question, parameters: dict[str, str]) -> dict[str, list[tuple[Any, ...]]]:
        return {
            "Python": exact(question.python(self._networkx, **parameters)),
            "Neo4j": exact(self._database.rows(question.cypher, **parameters)),
            "embedded": exact(self._embedded.cypher(question.cypher, **parameters).rows),
            "SPARQL": exact(sparql(self._triples, question.sparql(**parameters))[1]),
        }


def exact(rows: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - rows of any engine
    """Return rows with their numbers in one form: what SPARQL counts in decimals, others hold as 64 bits."""
    return [tuple(number(Decimal(str(cell))) if _is_number(cell) else cell for cell in row) for row in rows]


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float | Decimal) and not isinstance(cell, bool)


@pytest.fixture(scope="module", params=GRAPHS)
def stores(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, session_database: Database
) -> tuple[str, Stores]:
    reports = GRAPHS[request.param]
    if not reports.exists():
        pytest.skip(f"no {request.param} beside the checkout")
    session_database.empty()
    return request.param, Stores(reports, tmp_path_factory.mktemp("stores"), session_database)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_all_engines_give_the_same_rows(stores: tuple[str, Stores], question: Question) -> None:
    graph, asked = stores
    answers = asked.answers(question, question.parameters.get(graph, {}))
    assert answers == dict.fromkeys(answers, answers["Python"])
    assert answers["Python"] or (graph, question.name.partition("_")[2]) in MAY_BE_EMPTY


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_no_plan_scans_all_nodes(stores: tuple[str, Stores], session_database: Database, question: Question) -> None:
    graph, _ = stores
    assert not session_database.plan(question.cypher, **question.parameters.get(graph, {})) & SCANS


def test_the_pack_is_whole() -> None:
    assert len(QUESTIONS) >= 20
    for question in QUESTIONS:
        assert question.en.endswith("?")
        assert question.zh.endswith("？")
        assert all(f"${name}" in question.cypher for name in question.parameters.get("examples", {}))


@pytest.mark.parametrize("value", ['"} UNION { ?a ?b ?c', "\\", '\\"', "一\n二", "}"])
def test_a_parameter_is_data_in_sparql_too(tmp_path: Path, statements: tuple[kg.Statement, ...], value: str) -> None:
    write_rdf(statements, tmp_path)
    question = next(each for each in QUESTIONS if "initiative" in each.parameters.get("examples", {}))
    assert sparql(tmp_path, question.sparql(initiative=value))[1] == []


def test_an_unknown_parameter_is_refused() -> None:
    with pytest.raises(ValueError, match="no parameter"):
        QUESTIONS[0].sparql(place="云溪市")
