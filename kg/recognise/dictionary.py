"""Known names, found through HanLP's dictionary interface."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ahocorasick_rs import AhoCorasick, MatchKind
from hanlp_trie import DictInterface

from ontology.lexicon import read_tsv

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Dictionary", "known_names"]


class Dictionary(DictInterface):  # type: ignore[misc] # hanlp_trie has no types
    """A dictionary for HanLP (``dict_force``, ``dict_combine``) whose matcher is an Aho-Corasick automaton.

    It gives what ``hanlp_trie.TrieDict`` gives, the longest entries from left to right, in one pass over the text.

    >>> Dictionary({"公安局": "Agency", "公安": "x"}).tokenize("市公安局")
    [(1, 4, 'Agency')]
    """

    def __init__(self, entries: Mapping[str, Any]) -> None:
        self._labels = list(entries.values())
        self._matcher = AhoCorasick(list(entries), matchkind=MatchKind.LeftmostLongest)

    def tokenize(self, text: str | Sequence[str]) -> list[tuple[int, int, Any]]:
        """Return the entries found in a text (or in tokens of one character each) as (begin, end, label)."""
        joined = text if isinstance(text, str) else "".join(text)
        return [
            (start, end, self._labels[label]) for label, start, end in self._matcher.find_matches_as_indexes(joined)
        ]


@cache
def known_names() -> Dictionary:
    """Return the laws of the land and the undertakings of the whole country, labelled (type, kind)."""
    entries: dict[str, tuple[str, str]] = {}
    for table, label in (("initiatives.tsv", "Initiative"), ("laws.tsv", "Regulation")):
        entries.update({name: (label, row.kind) for row in read_tsv(table) for name in row.names})
    return Dictionary(entries)
