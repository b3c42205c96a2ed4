"""What the ontology allows a statement to say: a term outside it is never written."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from kg.errors import VocabularyError
from kg.model import Observation
from ontology.vocabulary import UnknownTermError, vocabulary

if TYPE_CHECKING:
    from kg.model import Entity, Statement

__all__ = ["check"]


def check(statement: Statement) -> None:
    """Make sure that the ontology allows a statement with all its values.

    Raises :class:`kg.errors.VocabularyError` where it does not.
    """
    deed = statement.predicate, statement.status, statement.action
    _check(deed, _terms(statement.subject), _terms(statement.object))


_Terms: TypeAlias = tuple[str, str | None, str | None]


def _terms(end: Entity | Observation) -> _Terms:
    """Return the class of an end, and its values that must be in closed lists."""
    if isinstance(end, Observation):
        return end.type, end.measure, end.modifier
    return end.type, end.kind if end.type == "Initiative" else None, None


@lru_cache(maxsize=1 << 12)  # few combinations come again and again, and an error is not kept
def _check(deed: tuple[str, str, str | None], subject: _Terms, object_: _Terms) -> None:
    allowed = vocabulary()
    predicate, status, action = deed
    try:
        allowed.check_class(subject[0])
        allowed.check_class(object_[0])
        allowed.check_predicate(predicate, subject[0], object_[0])
        for name, value in [("StatusValue", status), ("ActionValue", action), *_listed(subject), *_listed(object_)]:
            if value is not None:
                allowed.check_value(name, value)
    except UnknownTermError as error:
        raise VocabularyError(error.problem, error.remedy) from error


def _listed(terms: _Terms) -> list[tuple[str, str | None]]:
    type_, first, second = terms
    if type_ == "Observation":
        return [("MeasureValue", first), ("ModifierValue", second)]
    return [("InitiativeKind", first)]
