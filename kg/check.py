"""What the ontology allows a statement to say: a term outside it is never written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import VocabularyError
from kg.model import Observation
from ontology.vocabulary import UnknownTermError, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Statement

__all__ = ["check"]


def check(statement: Statement) -> None:
    """Make sure that the ontology allows a statement with all its values.

    Raises :class:`kg.errors.VocabularyError` where it does not.
    """
    allowed, subject, object_ = vocabulary(), statement.subject, statement.object
    try:
        allowed.check_class(subject.type)
        allowed.check_class(object_.type)
        allowed.check_predicate(statement.predicate, subject.type, object_.type)
        for name, value in _listed_values(statement):
            allowed.check_value(name, value)
    except UnknownTermError as error:
        raise VocabularyError(error.problem, error.remedy) from error


def _listed_values(statement: Statement) -> Iterator[tuple[str, str]]:
    """Yield each value that must be in a closed list, with the name of the list."""
    found = [("StatusValue", statement.status), ("ActionValue", statement.action)]
    for end in (statement.subject, statement.object):
        if isinstance(end, Observation):
            found += [("MeasureValue", end.measure), ("ModifierValue", end.modifier)]
        elif end.type == "Initiative":
            found.append(("InitiativeKind", end.kind))
    return ((name, value) for name, value in found if value is not None)
