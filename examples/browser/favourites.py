"""Writes ``favourites.zip``: the questions and the pictures, as Neo4j Browser takes favourites in.

    python -m examples.browser.favourites

A favourite that sets parameters by ``:param`` shows no graph, so the example values stand in the queries themselves.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

__all__ = ["entries"]

HERE = Path(__file__).parent
FILE = HERE / "favourites.zip"
FOLDERS = {"pictures": HERE / "pictures", "questions": HERE.parent / "queries"}


def entries() -> dict[str, str]:
    """Return what the file holds: Cypher by path."""
    return {
        f"{folder}/{path.name}": runnable(path.read_text(encoding="utf-8"))
        for folder, where in FOLDERS.items()
        for path in sorted(where.glob("*.cypher"))
    }


def runnable(query: str) -> str:
    r"""Return a query with its parameters as its own comments have them.

    >>> print(runnable("// Who\n// :param who => 'x'\nRETURN $who"))
    // Who
    RETURN 'x'
    """
    for line, name, value in re.findall(r"(?m)^(// :param (\w+) => ('[^'\\]*')\n)", query):
        query = query.replace(line, "").replace(f"${name}", value)
    return query


def main() -> None:
    """Write the file; the same queries give the same bytes."""
    with zipfile.ZipFile(FILE, "w", zipfile.ZIP_STORED) as out:
        for name, query in entries().items():
            out.writestr(zipfile.ZipInfo(name), query)


if __name__ == "__main__":
    main()
