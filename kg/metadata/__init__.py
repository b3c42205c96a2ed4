"""What a report is as a whole: its title, author, place, the year it reports on, its date.

The evidence is taken in this order: the title, the signature at the end, the words of a speech to a people's congress
(政府工作报告), the labelled fields of the page, the opening, and last the names that the text uses most. File names are
no evidence. What the evidence does not say is None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.metadata.author import publisher
from kg.metadata.evidence import gather
from kg.metadata.time import date, year
from kg.metadata.whereabouts import place
from kg.model import Report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.model import Sentence, Text

__all__ = ["describe"]


def describe(report_id: str, text: Text, sentences: Sequence[Sentence], fields: Mapping[str, str]) -> Report:
    """Return what is known of a report as a whole.

    ``fields`` are the labelled fields of the page, label as written. A report signed jointly by a Party committee and a
    government, or issued through an office of the government, is the government's. A place that has no code of its own
    (a town, a zone) has the code of the division that holds it.
    """
    evidence = gather(text.canonical, [sentence.text for sentence in sentences if sentence.heading], fields)
    where = place(evidence)
    return Report(
        id=report_id,
        title=evidence.title,
        publisher=publisher(evidence, where),
        place=where.name if where else None,
        place_code=(where.code or where.parent) if where else None,
        year=year(evidence),
        date=date(evidence),
    )
