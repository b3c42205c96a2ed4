"""What follows from the statements unsaid: figures that do not add up, titles that name nothing, versions of one work.

Reported and never repaired: a report that says 8 and lists 6 and 4 has said both. Each rule refuses to guess: it speaks
only where the wording leaves one reading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

from kg.model import Entity, Evidence, Observation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.model import Statement

__all__ = ["Finding", "Version", "citations", "findings", "rates", "sums", "versions"]

Kind: TypeAlias = Literal["sum", "rate", "citation"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a report that does not fit: what it says, what follows from the rest, and the statements at issue.

    ``evidence`` is the figure or title; ``stated`` and ``computed`` are the two values of a figure.
    """

    kind: Kind
    report: str
    evidence: Evidence
    concerns: tuple[str, ...] = ()
    stated: Decimal | None = None
    computed: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A regulation as one version of a work: the years, the number or the word that tells it from the others."""

    work: str
    title: str
    regulation: str
    version: str


def findings(statements: Iterable[Statement], sources: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what does not fit in statements that come report by report, in the order of the reports and rules.

    ``sources`` are the texts as decoded, by report. Without its text the sums of a report are not looked at.
    """
    for report, group in groupby(statements, key=lambda statement: statement.report):
        said = list(group)
        yield from rates(said)
        yield from citations(said, sources.get(report, ""))
        if report in sources:
            yield from sums(said, sources[report])


_Figure: TypeAlias = tuple["Statement", Observation]


def _figures(said: Iterable[Statement]) -> list[_Figure]:
    """Return the exact levels that one report states, each once, in the order read."""
    figures: dict[str, _Figure] = {}
    for statement in said:
        figure = statement.object
        if statement.predicate == "reports" and isinstance(figure, Observation) and _is_exact(figure):
            figures.setdefault(figure.id, (statement, figure))
    return sorted(figures.values(), key=lambda pair: pair[0].evidence.start)


def _is_exact(figure: Observation) -> bool:
    return figure.measure == "level" and figure.modifier is None


def sums(said: Sequence[Statement], source: str) -> Iterator[Finding]:
    """Yield the totals that the parts in the bracket behind them contradict.

    8件（规章6件、文件4件） does; 8件（其中规章6件） does not, for 其中 may leave parts out, but not exceed the whole.
    """
    figures = _figures(said)
    for place, (statement, total) in enumerate(figures):
        parts, some = _parts(figures[place:], source)
        computed = sum((part.value for _, part in parts), Decimal())
        if len(parts) > 1 and (computed > total.value if some else computed != total.value):
            concerns = (statement.id, *(other.id for other, _ in parts))
            yield Finding("sum", statement.report, statement.evidence, concerns, total.value, computed)


def _parts(figures: Sequence[_Figure], source: str) -> tuple[list[_Figure], bool]:
    """Return the figures of the same unit that fill the bracket behind the first, and whether 其中 opens it."""
    (first, total), *following = figures
    opening = _OPENING.match(source, first.evidence.end)
    parts: list[_Figure] = []
    end = opening.end() if opening else -1
    for statement, figure in following:
        if opening is None or statement.evidence.start != end or figure.unit != total.unit:
            break
        parts.append((statement, figure))
        between = _BETWEEN.match(source, statement.evidence.end)
        end = between.end() if between else -1
        if source[statement.evidence.end : statement.evidence.end + 1] in {"）", ")"}:
            return parts, bool(opening and opening[1])
    return [], False


_OPENING = re.compile(r"[（(](其中[:：,，]?)?")
_BETWEEN = re.compile(r"[、,，;；和]|以及")


def rates(said: Sequence[Statement]) -> Iterator[Finding]:
    """Yield the rates that their own counts contradict: 胜诉 45 of 案件 50 is no 胜诉率 of 88%.

    A rate may be of another whole than the one that bears the name (败诉率 of the cases closed, not of those taken in):
    where any count near by gives the rate, it agrees.
    """
    figures = _figures(said)
    for statement, rate in figures:
        counts = [pair for pair in figures if f"{pair[1].indicator}率" == rate.indicator and rate.unit == "%"]
        if len(counts) == 1:
            part = counts[0][1].value
            near = [pair for pair in figures if _is_near(pair[0], statement)]
            named = [pair for pair in figures if _is_whole(pair[1], counts[0][1])]
            if len(named) == 1 and not any(_agree(rate.value, part, whole.value) for _, whole in [*named, *near]):
                concerns = (statement.id, counts[0][0].id, named[0][0].id)
                computed = (100 * part / named[0][1].value).quantize(Decimal("0.01"))
                yield Finding("rate", statement.report, statement.evidence, concerns, rate.value, computed)


def _is_near(count: Statement, rate: Statement) -> bool:
    return 0 < rate.evidence.start - count.evidence.start < _NEAR


_NEAR = 200  # characters: two sentences back


def _is_whole(whole: Observation, part: Observation) -> bool:
    """Tell whether a figure counts all the things some of which the other counts: 办理案件 and 案件胜诉."""
    if (whole.unit, whole.period) != (part.unit, part.period) or whole.value < part.value or not whole.value:
        return False
    shared = range(_NAMING, len(part.indicator))
    return any(whole.indicator.endswith(part.indicator[:length]) for length in shared)


_NAMING = 2  # characters that name a thing


def _agree(rate: Decimal, part: Decimal, whole: Decimal) -> bool:
    """Tell whether a rate is what the counts give, rounded to its own decimals either way."""
    exponent = rate.as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)
    return bool(whole) and abs(100 * part / whole - rate) < step


def citations(said: Sequence[Statement], source: str = "") -> Iterator[Finding]:
    """Yield the short titles (《纲要》) whose regulation is not known: no full title goes before them.

    They stand in a statement as they are, or, in the report's text if that is given, in none.
    """
    known: list[Evidence] = []
    for statement in said:
        titles = [end.name for end in (statement.subject, statement.object) if end.type == "Regulation"]
        if titles:
            known += (statement.evidence, *statement.also)
        if any(_SHORT.fullmatch(f"《{title}》") for title in titles):
            yield Finding("citation", statement.report, statement.evidence, (statement.id,))
    for title in _SHORT.finditer(source):
        if not any(item.start <= title.start() and title.end() <= item.end for item in known):
            yield Finding("citation", said[0].report, Evidence(*title.span(), title[0]))


_SHORT = re.compile("《(?:实施|工作|行动)?(?:纲要|条例|办法|规定|意见|方案|通知|细则|规划|决定|要点|计划|规则)》")


def versions(entities: Iterable[Entity]) -> Iterator[Version]:
    """Yield the regulations whose name tells a version from the work, by work: (2015—2020年) and (2021-2025年) are two.

    >>> old = Entity("regulation:纲要(2015-2020年)", "Regulation", "纲要（2015—2020年）")
    >>> [(item.work, item.version) for item in versions([old])]
    [('work:纲要', '2015-2020年')]
    """
    for entity in entities:
        found = _VERSION.fullmatch(entity.name) if entity.type == "Regulation" else None
        if found:
            place, slash, _ = entity.id.removeprefix("regulation:").rpartition("/")
            yield Version(f"work:{place}{slash}{found[1]}", found[1], entity.id, re.sub("[—–~～至]+", "-", found[2]))


# A work's title and, in brackets behind it, years, an edition or the number of the document.
_VERSION = re.compile(
    r"(.+?)[（(]((?:19|20)\d\d\s*年?\s*[-—–~～至]+\s*(?:19|20)\d\d\s*年?|(?:19|20)\d\d\s*年?(?:版|修订|修正|修改)?"
    r"|试行|暂行|\w+[〔\[(（](?:19|20)\d\d[〕\])）]\d+号)[)）]"
)
