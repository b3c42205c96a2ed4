"""Apache Jena reads every format without a word of complaint, counts what we count, and finds the shapes kept."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest

from loaders.rdf import DESCRIPTION, FORMATS, export_rdf
from tests.rdf_sample import sample

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
ONTOLOGY = HERE.parents[1] / "ontology"


@pytest.fixture(scope="session")
def jena(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Return what runs a command of Jena and gives all that it says; skip where Maven or its registry is missing."""
    maven, java = shutil.which("mvn"), shutil.which("java")
    if maven is None or java is None:
        missing("Maven and Java are not installed")
    assert maven
    assert java
    listing = tmp_path_factory.mktemp("jena") / "classpath"
    command = [
        maven,
        "-q",
        "-B",
        "-f",
        str(HERE / "pom.xml"),
        "dependency:build-classpath",
        f"-Dmdep.outputFile={listing}",
    ]
    resolved = subprocess.run(command, capture_output=True, text=True, check=False)
    if resolved.returncode:
        missing(f"Maven cannot resolve Jena: {resolved.stdout[-300:]}")

    def run(name: str, *arguments: str | Path) -> str:
        command = [java, "-cp", listing.read_text(encoding="utf-8"), name, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    return run


def missing(reason: str) -> None:
    """Skip, except where all must run."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("rdf")
    names = {name: out / item.file for name, item in FORMATS.items()} | {DESCRIPTION: out / "dataset.ttl"}
    export_rdf(sample(), names)
    return out


def test_riot_validates_all_files(jena: Callable[..., str], folder: Path) -> None:
    files = sorted(folder.iterdir())
    assert len(files) == len(FORMATS) + 1
    said = jena("riotcmd.riot", "--validate", *files, *sorted(ONTOLOGY.glob("*.ttl")))
    assert not re.search("WARN|ERROR", said), said


def test_riot_counts_what_we_count(jena: Callable[..., str], folder: Path) -> None:
    files = {folder / item.file: item.rdf for item in FORMATS.values()}
    counted = jena("riotcmd.riot", "--count", *files)
    found = {
        match[1]: int(match[2].replace(",", "")) for match in re.finditer(r"(graph\.\w+)\s*: .*?([\d,]+)", counted)
    }
    assert found == {path.name: len(set(pyoxigraph.parse(path=path, format=rdf))) for path, rdf in files.items()}


def test_jenas_shacl_finds_the_shapes_kept(jena: Callable[..., str], folder: Path) -> None:
    said = jena("shacl.shacl", "validate", "--shapes", ONTOLOGY / "shapes.ttl", "--data", folder / "graph.ttl")
    assert re.search(r"sh:conforms\s+true", said), said
