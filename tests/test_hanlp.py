"""What a HanLP document becomes: mentions in characters. No model is needed here."""

from __future__ import annotations

from typing import Any

import pytest

from kg.clean import clean
from kg.errors import KgError
from kg.hanlp import part_of, proposals_of, token_spans
from kg.model import Proposal, Report
from kg.recognise import recognise
from kg.relate import relate
from kg.segment import segment

TEXT = "云溪市司法局 何小满推进证照联办改革"
TOKENS = ["云溪市", "司法局", "何小满", "推进", "证照", "联办", "改革"]
NAMED = [
    ("云溪市", "LOCATION", 0, 1),
    ("司法局", "ORGANIZATION", 1, 2),
    ("何小满", "PERSON", 2, 3),
    ("七", "INTEGER", 3, 4),
]
FRAME = [("何小满", "ARG0", 2, 3), ("推进", "PRED", 3, 4), ("证照联办改革", "ARG1", 4, 7)]
TREE = [(2, "nn"), (4, "nsubj"), (4, "nsubj"), (0, "root"), (7, "nn"), (7, "nn"), (4, "dobj")]


def document(**changes: list[Any]) -> dict[str, Any]:
    return {"tok/fine": [TOKENS], "ner/msra": [NAMED], "srl": [[FRAME]], "dep": [TREE], **changes}


def found(doc: dict[str, Any], text: str = TEXT) -> list[tuple[str, str]]:
    mentions = proposals_of(doc, [text])[0].mentions
    assert all(text[mention.span.start : mention.span.end] == mention.text for mention in mentions)
    return [(mention.type, mention.text) for mention in mentions]


def test_token_indices_become_characters_over_a_space() -> None:
    expected = [("Region", "云溪市"), ("Agency", "司法局"), ("Person", "何小满"), ("Initiative", "证照联办改革")]
    assert found(document()) == expected


def test_roles_without_a_tree_and_entities_without_roles() -> None:
    assert ("Initiative", "证照联办改革") in found(document(dep=[[]]))
    assert found({"tok": [TOKENS], "ner": [NAMED]}) == found(document())[:3]


def test_the_tree_says_where_the_noun_phrase_ends() -> None:
    frame = [("推进", "PRED", 0, 1), ("证照改革试行", "ARG1", 1, 4)]
    tree = [(0, "root"), (3, "nn"), (1, "dobj"), (3, "dep")]
    doc = {"tok": [["推进", "证照", "改革", "试行"]], "ner": [[]], "srl": [[frame]], "dep": [tree]}
    assert found(doc, "推进证照改革试行") == [("Initiative", "证照改革")]


def test_an_agent_acts_wherever_it_stands() -> None:
    source = "在上级指导下市司法局推进证照联办改革，设立服务专窗机制。"
    tokens = ["在", "上级", "指导", "下", "市司法局", "推进", "证照联办改革", "，", "设立", "服务专窗机制", "。"]
    frames = [[("市司法局", "ARG0", 4, 5), ("推进", "PRED", 5, 6), ("证照联办改革", "ARG1", 6, 7)]]
    named = [("市司法局", "ORGANIZATION", 4, 5)]
    (proposal,) = proposals_of({"tok": [tokens], "ner": [named], "srl": [frames]}, [source])
    text = clean(source)
    report = Report("yunxi-2031", publisher="云溪市人民政府", place="云溪市", year="2031")

    def doers(given: Proposal) -> set[tuple[str, str]]:
        facts = relate(report, text, segment(text), lambda words, regions: recognise(words, regions, given))
        return {(fact.subject.name, fact.object.name) for fact in facts if fact.predicate == "implements"}

    assert doers(Proposal()) == {("云溪市人民政府", "证照联办改革"), ("云溪市人民政府", "服务专窗机制")}
    assert doers(proposal) == {("云溪市司法局", "证照联办改革"), ("云溪市司法局", "服务专窗机制")}


def test_an_agent_behind_its_verb_is_none() -> None:
    frames = [[("推进", "PRED", 0, 1), ("改革", "ARG1", 1, 2), ("市司法局", "ARG0", 2, 3)]]
    doc: dict[str, list[Any]] = {"tok": [["推进", "改革", "市司法局"]], "ner": [[]], "srl": [frames]}
    assert proposals_of(doc, ["推进改革市司法局"])[0].roles == ()


@pytest.mark.parametrize("verb", ["参观", "听取"])
def test_what_is_not_carried_out_is_no_initiative(verb: str) -> None:
    frame = [(verb, "PRED", 0, 1), ("证照改革", "ARG1", 1, 2)]
    doc = {"tok": [[verb, "证照改革"]], "ner": [[]], "srl": [[frame]]}
    assert found(doc, f"{verb}证照改革") == []


def test_an_organisation_is_no_agency() -> None:
    doc = {"tok": [["青禾", "律师协会"]], "ner": [[("青禾律师协会", "nt", 0, 2)]]}
    assert found(doc, "青禾律师协会") == [("Organization", "青禾律师协会")]


def test_a_missing_part_is_named() -> None:
    with pytest.raises(KgError, match="no task 'ner'"):
        proposals_of({"tok": [TOKENS]}, [TEXT])
    assert part_of({"tok": []}, "srl", [1]) == [1]


def test_tokens_of_another_text_are_an_error() -> None:
    with pytest.raises(KgError, match="is not in"):
        token_spans(["云溪", "县"], "云溪市")
    with pytest.raises(KgError, match="is not in"):
        token_spans(["市"], "云溪市")
