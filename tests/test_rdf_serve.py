"""The SPARQL endpoint: the protocol with real clients, read only, and no query that can stop it."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from kg.cli import main
from kg.errors import GraphError
from loaders.rdf import DEFAULT_BASE, write_rdf
from loaders.rdf.serve import server
from tests.rdf_sample import sample

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
JSON = "application/sparql-results+json"
NAMES = "SELECT ?name { ?x a kg:Report ; rdfs:label ?name } ORDER BY ?name"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o FILTER(?a = ?o) }"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("rdf")
    write_rdf(sample(), folder)
    with server(folder, seconds=2) as listening:
        thread = Thread(target=listening.serve_forever)
        thread.start()
        yield listening.address
        listening.shutdown()
        thread.join()


def ask(endpoint: str, method: str = "GET", body: str | None = None, **headers: str) -> tuple[int, str, bytes]:
    """Send a request as it is and return status, media type and body."""
    parts = urlsplit(endpoint)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=30)
    sent = {key.replace("_", "-"): value for key, value in headers.items()}
    connection.request(method, f"{parts.path}?{parts.query}", None if body is None else body.encode(), sent)
    answer = connection.getresponse()
    result = answer.status, answer.headers.get("Content-Type", ""), answer.read()
    connection.close()
    return result


def get(endpoint: str, query: str, accept: str = JSON, **fields: str) -> tuple[int, str, bytes]:
    return ask(f"{endpoint}?{urlencode({'query': query, **fields})}", Accept=accept)


def rows(body: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(body)["results"]["bindings"]
    return found


def test_a_client_library_gets_its_rows(endpoint: str) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed")
    client = wrapper.SPARQLWrapper(endpoint)
    client.setQuery(NAMES)
    client.setReturnFormat(wrapper.JSON)
    for method in (wrapper.GET, wrapper.POST):
        client.setMethod(method)
        answer = client.queryAndConvert()
        assert len(answer["results"]["bindings"]) == 2
    client.setQuery("CONSTRUCT { ?x rdfs:label ?n } WHERE { ?x a kg:Region ; rdfs:label ?n }")
    client.setReturnFormat(wrapper.TURTLE)
    graph = rdflib.Graph().parse(data=client.queryAndConvert(), format="turtle")
    assert str(graph.value(rdflib.URIRef(f"{DEFAULT_BASE}region:990100"), rdflib.RDFS.label)) == "云溪市"


def test_rdflib_sees_it_as_a_store(endpoint: str) -> None:
    graph = rdflib.Graph(SPARQLStore(endpoint))
    label = graph.value(rdflib.URIRef(f"{DEFAULT_BASE}region:990100"), rdflib.RDFS.label)
    assert label == rdflib.Literal("云溪市", lang="zh")


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (JSON, JSON),
        ("*/*", JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        (f"text/html, text/csv;q=0.5, {JSON};q=0.4", "text/csv"),
        ("text/*", "text/csv"),
    ],
)
def test_rows_come_as_the_client_wants_them(accept: str, media_type: str, endpoint: str) -> None:
    status, found, body = get(endpoint, NAMES, accept)
    assert (status, found.split(";")[0]) == (200, media_type)
    assert "青禾县" in body.decode()


@pytest.mark.parametrize("accept", ["text/turtle", "application/n-triples", "application/rdf+xml"])
def test_triples_come_as_the_client_wants_them(accept: str, endpoint: str) -> None:
    status, found, body = get(endpoint, "DESCRIBE id:region:990100", accept)
    assert (status, found) == (200, accept)
    assert len(rdflib.Graph().parse(data=body, format=accept)) > 3


def test_yes_and_no(endpoint: str) -> None:
    assert json.loads(get(endpoint, "ASK { ?x a kg:Person }")[2])["boolean"] is True
    assert get(endpoint, "ASK {}", "text/csv")[0] == 406


def test_both_ways_of_posting(endpoint: str) -> None:
    for kind, body in [
        ("application/sparql-query", NAMES),
        ("application/sparql-query; charset=utf-8", NAMES),
        ("application/x-www-form-urlencoded", urlencode({"query": NAMES})),
    ]:
        status, _, answer = ask(endpoint, "POST", body, Content_Type=kind, Accept=JSON)
        assert status == 200
        assert len(rows(answer)) == 2


def test_graphs_may_be_named_by_the_protocol(endpoint: str) -> None:
    report = f"{DEFAULT_BASE}report:云溪-2019"
    query = "SELECT ?x { ?x a kg:Report }"
    assert len(rows(get(endpoint, query)[2])) == 2
    assert len(rows(get(endpoint, query, **{"default-graph-uri": report})[2])) == 1
    named = "SELECT ?g { GRAPH ?g { ?x a kg:Report } }"
    assert len(rows(get(endpoint, named, **{"named-graph-uri": report})[2])) == 1


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT", 400),
        ("", 400),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", 400),
        ("DROP ALL", 400),
        ("LOAD <http://127.0.0.1:9/>", 400),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 400),
        ("SELECT * {" + "{" * 3000 + "}" * 3000 + "}", 400),
    ],
)
def test_what_only_reads_and_stays_here_is_answered_and_nothing_else(query: str, status: int, endpoint: str) -> None:
    assert ask(endpoint, "POST", query, Content_Type="application/sparql-query")[0] == status
    assert len(rows(get(endpoint, NAMES)[2])) == 2


def test_what_is_no_request_of_the_protocol(endpoint: str) -> None:
    assert ask(endpoint)[0] == 400
    assert ask(f"{endpoint}?query=ASK%7B%7D&query=ASK%7B%7D")[0] == 400
    assert ask(f"{endpoint}?update=DROP%20ALL")[0] == 403
    form = urlencode({"update": "DROP ALL"})
    assert ask(endpoint, "POST", form, Content_Type="application/x-www-form-urlencoded")[0] == 403
    assert ask(endpoint, "POST", "DROP ALL", Content_Type="application/sparql-update")[0] == 415
    assert ask(endpoint.replace("/sparql", "/etc/passwd"))[0] == 404
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert ask(endpoint, method)[0] == 405
    assert ask(endpoint, "POST", "x" * (1 << 21), Content_Type="application/sparql-query")[0] == 413
    assert ask(f"{endpoint}?query=ASK%7B%7D", Host="evil.example")[0] == 403
    status, _, body = ask(f"{endpoint}?query=ASK%7B%7D", "HEAD")
    assert (status, body) == (200, b"")


def test_a_query_that_does_not_end_is_ended_and_others_are_answered(endpoint: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        endless = [pool.submit(get, endpoint, ENDLESS) for _ in range(2)]
        assert [item.result()[0] for item in endless] == [503, 503]
        again = [pool.submit(get, endpoint, NAMES) for _ in range(4)]
        assert [item.result()[0] for item in again] == [200] * 4


def test_it_listens_on_this_machine_only(endpoint: str) -> None:
    assert urlsplit(endpoint).hostname == "127.0.0.1"


def test_a_folder_without_a_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no readable RDF"), server(tmp_path):
        pass


def test_the_command_serves_until_it_is_stopped(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["build", str(ROOT / "examples" / "reports"), "-o", str(out)]) == 0
    assert main(["derive", str(out)]) == 0
    command = [sys.executable, "-m", "kg", "serve", str(out), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        address = running.stdout.readline().split()[2].rstrip(",")
        found = rows(get(address, "SELECT (COUNT(*) AS ?n) { GRAPH id:derived:graph { ?s ?p ?o } }")[2])
        assert int(found[0]["n"]["value"]) >= 0
        assert len(rows(get(address, NAMES)[2])) == len(list((ROOT / "examples" / "reports").glob("*.txt")))
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == 130
