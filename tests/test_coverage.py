from __future__ import annotations

import pytest

from kg.coverage import NOTHING, Gap, carries, cover
from kg.model import Entity, Evidence, Sentence, Span, Statement, Text


@pytest.mark.parametrize(
    ("sentence", "signs"),
    [
        ("办结复议案件48件。", ("figure",)),
        ("满意率达98.6%。", ("figure",)),
        ("涉及金额1,200万元。", ("figure",)),
        ("修订《云溪市停车管理办法》。", ("title",)),
        ("推行“一窗好办”改革3项。", ("figure", "name")),
        ("自2022年3月1日起施行。", ()),
        ("工作时间为9:30。", ()),
        ("2021-2025年规划期内。", ()),
        ("各项工作扎实推进。", ()),
    ],
)
def test_what_a_sentence_carries(sentence: str, signs: tuple[str, ...]) -> None:
    assert carries(sentence) == signs


SOURCE = "办结案件48件。各项工作扎实推进。修订《云溪市停车管理办法》。推行“一窗好办”改革。"


def as_read() -> tuple[Text, list[Sentence]]:
    text = Text(SOURCE, SOURCE, range(len(SOURCE)), range(1, len(SOURCE) + 1))
    parts, start = [], 0
    for part in SOURCE.split("。")[:-1]:
        end = start + len(part) + 1
        parts.append(Sentence(Span(start, end), SOURCE[start:end], ()))
        start = end
    return text, parts


def statement(*evidence: tuple[int, int]) -> Statement:
    first, *also = (Evidence(start, end, SOURCE[start:end]) for start, end in evidence)
    thing = Entity("e:1", "Region", "云溪市")
    return Statement("s:1", "yunxi", "implements", thing, thing, first, also=tuple(also))


def test_all_that_carry_something_are_gaps_without_statements() -> None:
    covered = cover(*as_read(), [])
    assert covered.carrying == 3
    assert [gap.carries for gap in covered.gaps] == [("figure",), ("title",), ("name",)]
    assert covered.gaps[0] == Gap(Span(0, 8), ("figure",), "办结案件48件。")


def test_later_evidence_covers_too() -> None:
    covered = cover(*as_read(), [statement((2, 7), (31, 34))])
    assert [gap.carries for gap in covered.gaps] == [("title",)]


def test_long_evidence_covers_all_that_it_overlaps() -> None:
    covered = cover(*as_read(), [statement((0, 20)), statement((1, 2))])
    assert [gap.carries for gap in covered.gaps] == [("name",)]


def test_evidence_that_only_touches_covers_nothing() -> None:
    covered = cover(*as_read(), [statement((8, 17))])
    assert len(covered.gaps) == 3


def test_no_sentences_no_gaps() -> None:
    text, _ = as_read()
    assert cover(text, [], [statement((0, 3))]) == NOTHING
