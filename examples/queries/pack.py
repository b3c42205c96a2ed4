"""The questions of this folder, asked of a built graph without a server.

python -m examples.queries.pack OUT                         lists the questions
python -m examples.queries.pack OUT q01 initiative=…        answers one, in Cypher, SPARQL and Python
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

__all__ = ["Question", "questions"]

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Question:
    """One question: what it asks in English and Chinese, and its parameters by the graph they suit."""

    name: str
    en: str
    zh: str
    parameters: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def cypher(self) -> str:
        """The question in Cypher, with ``$name`` where a parameter stands."""
        return (FOLDER / f"{self.name}.cypher").read_text(encoding="utf-8")

    def sparql(self, **parameters: str) -> str:
        """Return the question in SPARQL, with these in place of the values that it has as an example."""
        query = (FOLDER / f"{self.name}.rq").read_text(encoding="utf-8")
        for name, value in parameters.items():
            before, found, rest = query.partition(f'VALUES ?{name} {{ "')
            if not found:
                raise ValueError(f"{self.name} has no parameter {name!r}")
            query = f"{before}{found}{_escaped(value)}{rest[rest.index(_END) :]}"
        return query

    def python(self, graph: Any, **parameters: str) -> list[tuple[object, ...]]:  # noqa: ANN401 - a networkx graph
        """Return the answer of the Python form to a graph of :func:`loaders.nx.to_networkx`."""
        found: list[tuple[object, ...]] = import_module(f"examples.queries.{self.name}").rows(graph, **parameters)
        return found


_END = '"'  # the example values hold no quotation mark of this sort


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in text)


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}


def questions() -> list[Question]:
    """Return all questions in the order of their numbers."""
    return [_question(path) for path in sorted(FOLDER.glob("q*.toml"))]


def _question(path: Path) -> Question:
    record = tomllib.loads(path.read_text(encoding="utf-8"))
    return Question(path.stem, record.pop("en"), record.pop("zh"), record)


def main(arguments: list[str]) -> None:
    """List the questions, or answer one in every language that needs no server."""
    if len(arguments) == 1:
        for question in questions():
            print(f"{question.name}: {question.en} {question.zh}")
        return
    out, name, *given = arguments
    question = next(each for each in questions() if each.name.startswith(name))
    parameters = question.parameters.get("examples", {}) | dict(pair.split("=", 1) for pair in given)
    for language, rows in answers(question, Path(out), parameters).items():
        print(f"{language}: {len(rows)} rows")
        for row in rows:
            print("  ", *row, sep=" | ")


def answers(question: Question, out: Path, parameters: dict[str, str]) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of a question to a built folder by language."""
    import kg  # noqa: PLC0415 - as the next two: to list the questions needs none of them
    from loaders.embedded import open_embedded  # noqa: PLC0415
    from loaders.rdf import sparql  # noqa: PLC0415

    return {
        "Cypher": open_embedded(out / "graph.kgl").cypher(question.cypher, **parameters).rows,
        "SPARQL": [tuple(row) for row in sparql(out, question.sparql(**parameters))[1]],
        "Python": question.python(kg.load(out).to_networkx(), **parameters),
    }


if __name__ == "__main__":
    main(sys.argv[1:])
