"""Read the lexicons: tab-separated tables of names, each row with its source.

The columns are ``id kind name aliases source``; aliases are separated by ``|``; a line that starts with ``#`` is a
comment. What a kind may be is for the reader of each table to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["COLUMNS", "LexiconFault", "Row", "read_tsv", "rows"]

COLUMNS = ("id", "kind", "name", "aliases", "source")


class LexiconFault(ValueError):  # noqa: N818 - kg.errors has the LexiconError that users meet
    """A lexicon file is not well formed: the message names file and line, and the remedy."""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry: ``id`` is an official code or a readable key, ``name`` the canonical name."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    source: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The canonical name and then the aliases."""
        return (self.name, *self.aliases)


@cache
def read_tsv(name: str) -> tuple[Row, ...]:
    """Return the rows of a lexicon, in the order of the file; a file is read once.

    Raises :class:`LexiconFault` where there is no such lexicon or a line is not well formed.

    >>> {row.kind for row in read_tsv("regions.tsv")} >= {"province", "prefecture", "county"}
    True
    """
    try:
        text = files("ontology").joinpath("lexicon", name).read_text(encoding="utf-8")
    except OSError as error:
        raise LexiconFault(f"lexicon/{name}: {error.strerror}; reinstall the package") from error
    return tuple(rows(text, f"lexicon/{name}"))


def rows(text: str, origin: str) -> list[Row]:
    r"""Return the rows of the text of a lexicon; ``origin`` names it in the errors.

    >>> rows("id\tkind\tname\taliases\tsource\nx1\tcounty\t青禾县\t青禾\tnone\n", "example")[0].names
    ('青禾县', '青禾')
    """
    numbered = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line and line[0] != "#"]
    if not numbered or tuple(numbered[0][1].split("\t")) != COLUMNS:
        number = numbered[0][0] if numbered else 1
        raise LexiconFault(f"{origin}:{number}: no header; the first line must read {' '.join(COLUMNS)}, with tabs")
    return [_row(line.split("\t"), f"{origin}:{number}") for number, line in numbered[1:]]


def _row(cells: list[str], place: str) -> Row:
    if len(cells) != len(COLUMNS):
        raise LexiconFault(f"{place}: {len(cells)} columns; give {len(COLUMNS)}, with tabs")
    identifier, kind, name, aliases, source = (cell.strip() for cell in cells)
    if not (identifier and kind and name):
        raise LexiconFault(f"{place}: id, kind or name is empty; fill it in")
    split = tuple(alias.strip() for alias in aliases.split("|")) if aliases else ()
    if "" in split or len({name, *split}) <= len(split):
        raise LexiconFault(f"{place}: an alias is empty or given twice; separate aliases by one |")
    return Row(identifier, kind, name, split, source)
