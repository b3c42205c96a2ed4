"""No rule and no lexicon entry is made for one annotated report: what one alone says is no knowledge of the genre."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.clean import clean
from kg.read import read_report
from ontology.lexicon import read_tsv

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
RULES = sorted((ROOT / "ontology" / "rules").glob("*.toml"))
# Lists of official names hold them whether a report has them or not: divisions, laws, the bodies of every level, and
# what the central authorities began for the whole country.
OFFICIAL = {"regions.tsv", "laws.tsv", "bodies.tsv", "initiatives.tsv"}
LISTS = [path.name for path in sorted((ROOT / "ontology" / "lexicon").glob("*.tsv")) if path.name not in OFFICIAL]
PROOFS = {"examples", "never", "counter", "source"}  # authored sentences, no knowledge
LONGEST_WORD = 4  # a word of the language, up to this many characters, is nobody's own

pytestmark = pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="no annotated reports beside the project")


@cache
def _texts() -> dict[str, str]:
    """Return the words of every real report: the annotated ones, and those that are not."""
    files = [*(SHARED / "seeds").glob("*.txt"), *(SHARED / "corpus").glob("*.txt")]
    return {str(path.relative_to(SHARED)): clean(read_report(path)).canonical for path in files}


def _own(word: str) -> str | None:
    """Return the annotated report that alone says a word, if one does."""
    found = [name for name, text in _texts().items() if word in text]
    return found[0] if len(found) == 1 and found[0].startswith("seeds") else None


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in PROOFS:
                yield from _strings(item)


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_no_cue_is_one_annotated_reports_own(path: Path) -> None:
    words = {word for word in _strings(tomllib.loads(path.read_text(encoding="utf-8"))) if len(word) > LONGEST_WORD}
    assert {word: report for word in sorted(words) if (report := _own(word))} == {}


@pytest.mark.parametrize("table", LISTS)
def test_no_entry_is_one_annotated_reports_own(table: str) -> None:
    names = {name for row in read_tsv(table) for name in row.names if len(name) > LONGEST_WORD}
    assert {name: report for name in sorted(names) if (report := _own(name))} == {}
