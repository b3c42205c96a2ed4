"""Writes ``favourites.zip``: the questions and the pictures, as Neo4j Browser takes favourites in.

    python -m examples.browser.favourites

Parameters come as ``:param`` lines, which Browser runs before the query.
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
    r"""Return a query with its parameters set: each ``// :param`` line becomes a command of Browser.

    >>> print(runnable("// Who\n// :param who => 'x'\nRETURN $who"))
    // Who
    :param who => 'x';
    RETURN $who
    """
    return re.sub(r"(?m)^// (:param .*)$", r"\1;", query)


def main() -> None:
    """Write the file; the same queries give the same bytes."""
    with zipfile.ZipFile(FILE, "w", zipfile.ZIP_STORED) as out:
        for name, query in entries().items():
            out.writestr(zipfile.ZipInfo(name), query)


if __name__ == "__main__":
    main()
