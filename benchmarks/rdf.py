"""RDF: writing beside pyoxigraph's own serialising and rdflib's, memory by size, and the shapes beside pyshacl.

    python -m benchmarks.rdf [STATEMENTS]

The statements are made up, each with a text of its own; by default there are 55,000, which come to a million quads.
pyoxigraph has three rates: of objects that lie ready in a list; of those that its own parser yields; and of those made
from the statements one by one, as the reference of the tests does. Of these and of ours the best of three runs counts.
rdflib and pyshacl get a tenth of the statements, for which they take minutes; a rate per quad or node does not fall
with the number.
"""

from __future__ import annotations

import gc
import multiprocessing
import sys
import tempfile
import time
import warnings
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyshacl
import rdflib
from pyoxigraph import RdfFormat, parse, serialize

from kg.model import Entity, Evidence, Observation, Statement
from loaders.rdf import DEFAULT_BASE, export_rdf, open_store, violations, write_rdf
from tests.rdf_reference import statement_quads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SHAPES = Path(__file__).resolve().parents[1] / "ontology" / "shapes.ttl"
STATEMENTS = 55_000
PART = 10
A_REPORT = 250  # statements
RUNS = 3


def made_up(count: int) -> Iterator[Statement]:
    """Yield statements of reports about places that do not exist, in order."""
    for number in range(count):
        report, place = f"云溪-{number // A_REPORT:06}", number % A_REPORT * 40
        text = f"第{number}句：云溪市第{number % 97}办事处办结群众来信{number}件"
        where = Evidence(place, place + len(text), text, ("一、主要工作", f"（{number % 7}）办理来信"))
        city = Entity(f"region:99{number % 97:04}", "Region", f"云溪市第{number % 97}区", aliases=("云溪",))
        work = Entity(f"initiative:来信办理{number % 5003}", "Initiative", f"来信办理{number % 5003}", "campaign")
        figure = Observation(f"observation:{report}/{place}", "办结来信", Decimal(number), "件", period="2023")
        predicate, end = ("reports", figure) if number % 2 else ("implements", work)
        key = f"s:{number:020x}"
        yield Statement(key, report, predicate, city, end, where, extractor=f"{predicate}/made", confidence=0.9)


def seconds(run: Callable[[], object]) -> float:
    """Return how long it takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def show(what: str, number: float, unit: str) -> None:
    """Print one line."""
    print(f"{what:<60} {number:>12,.2f} {unit}" if number < PART else f"{what:<60} {number:>12,.0f} {unit}")


def writing(count: int, folder: Path) -> None:
    """Print the rates of writing N-Quads, in quads a second, and their ratios."""
    path, other, statements = folder / "graph.nq", folder / "other.nq", list(made_up(count))
    export_rdf(statements, {"nquads": path})
    ready = list(parse(path=path, format=RdfFormat.N_QUADS))
    quads = len(ready)
    gc.freeze()  # what lies ready is not searched for garbage while either side is timed
    ways = {
        f"kg, N-Quads ({count:,} statements, {quads:,} quads)": lambda: export_rdf(statements, {"nquads": other}),
        "pyoxigraph, objects ready": lambda: serialize(ready, other, RdfFormat.N_QUADS),
        "pyoxigraph, objects from its own parser": lambda: serialize(
            parse(path=path, format=RdfFormat.N_QUADS), other, RdfFormat.N_QUADS
        ),
        "pyoxigraph, objects made from the statements": lambda: serialize(
            (quad for item in statements for quad in statement_quads(item, DEFAULT_BASE)), other, RdfFormat.N_QUADS
        ),
    }
    ours, *_ = taken = least(ways.values(), other)
    for what, time_taken in zip(ways, taken, strict=True):
        show(what, quads / time_taken, f"quads a second; kg is {time_taken / ours:.2f} of it")
    ready_rate, made_rate = rdflib_writing(path, other, quads // PART)
    for what, rate in (("ready in a dataset", ready_rate), ("put into a dataset first", made_rate)):
        show(f"rdflib, objects {what}", rate, f"quads a second; kg is {quads / ours / rate:.1f} times it")
    everything = seconds(lambda: write_rdf(statements, folder))
    show("kg, all that `kg build` writes", count / everything, "statements a second")


def least(ways: Iterable[Callable[[], object]], target: Path) -> list[float]:
    """Return the least time of each way of writing a file, of runs in turns, each to a new file."""
    best: dict[int, float] = {}
    for _ in range(RUNS):
        for number, way in enumerate(ways):
            target.unlink(missing_ok=True)
            taken = seconds(way)
            best[number] = min(taken, best.get(number, taken))
    return list(best.values())


def rdflib_writing(path: Path, target: Path, quads: int) -> tuple[float, float]:
    """Return the quads a second at which rdflib writes a dataset, and at which it fills one and writes it.

    It has no writer for a stream: whoever has statements has to fill a dataset.
    """
    source = rdflib.Dataset()
    with path.open(encoding="utf-8") as lines:
        part = "".join(islice(lines, quads))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own code calls what rdflib deprecates
        source.parse(data=part, format="nquads")
        ready, data = list(source.quads()), rdflib.Dataset()
        filling = seconds(lambda: data.addN((s, p, o, data.graph(g)) for s, p, o, g in ready))
        writing = seconds(lambda: data.serialize(target, format="nquads", encoding="utf-8"))
    return quads / writing, quads / (filling + writing)


def memory(count: int, folder: Path) -> None:
    """Print the peak memory of a process that writes all files of a stream of statements, by its size."""
    context = multiprocessing.get_context("spawn")
    for size in (count // 4, count, count * 2):
        with context.Pool(1) as pool:
            peak = pool.apply(peak_of_writing, (size, folder / f"{size}"))
        show(f"peak memory, all files of {size:,} statements", peak, "MB")


def peak_of_writing(count: int, folder: Path) -> float:
    """Write in this process and return its peak memory in megabytes, as Linux keeps it."""
    write_rdf(made_up(count), folder)
    # not getrusage: a new process takes over the peak of the one that started it
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def validating(count: int, folder: Path) -> None:
    """Print the nodes a second of the shapes as SPARQL and of pyshacl."""
    rates = []
    for size, validate in ((count, by_sparql), (count // PART, by_pyshacl)):
        write_rdf(made_up(size), folder)
        store = open_store(folder, named=False)
        (row,) = store.query("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }")  # type: ignore[misc]
        nodes = int(row["n"].value)
        rates.append(nodes / validate(folder))
        show(f"{validate.__name__}, {nodes:,} nodes", rates[-1], "nodes a second")
    show("the shapes as SPARQL are", rates[0] / rates[1], "times pyshacl")


def by_sparql(folder: Path) -> float:
    """Return the seconds that our queries take, loading left out."""
    store = open_store(folder, named=False)
    return seconds(lambda: list(violations(store)))


def by_pyshacl(folder: Path) -> float:
    """Return the seconds that pyshacl takes, loading left out."""
    data, shapes = rdflib.Graph().parse(folder / "graph.ttl"), rdflib.Graph().parse(SHAPES)
    return seconds(lambda: pyshacl.validate(data, shacl_graph=shapes))


def main() -> None:
    """Measure all."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else STATEMENTS
    with tempfile.TemporaryDirectory() as name:
        for step in (writing, memory, validating):
            folder = Path(name) / step.__name__
            folder.mkdir()
            step(count, folder)


if __name__ == "__main__":
    main()
