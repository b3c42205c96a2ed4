"""Who proposes: the rules, the tagger, or both, and what becomes of what they propose."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from kg.engine import DEFAULT, ENGINES, Engine
from kg.errors import KgError
from kg.model import Mention, Proposal, Sentence, Span
from kg.pipeline import extract
from kg.recognise import recognise
from kg.recognise.proposed import initiative

if TYPE_CHECKING:
    from pathlib import Path

    from kg.engine import EngineName
    from kg.model import Statement

TEXT = "云溪市司法局会同青禾县公安局开展“一码通查”专项行动，建成山海法治服务中心项目，印发《云溪市执法监督办法》。"
REPORT = f"云溪市司法局2022年度法治政府建设情况报告\n一、2022年工作\n{TEXT}\n"


def mentions(engine: Engine, text: str = TEXT) -> dict[str, set[str]]:
    recogniser = engine.recogniser([Sentence(Span(0, len(text)), text, ())])
    found: dict[str, set[str]] = {}
    for mention in recogniser(text, [Span(0, 3)]).mentions:
        found.setdefault(mention.type, set()).add(mention.rule)
    return found


def test_both_is_the_default() -> None:
    assert Engine("both") == DEFAULT == Engine()
    assert set(ENGINES) == {"rules", "model", "both"}


def test_rules_alone_load_no_model() -> None:
    assert Engine("rules").recogniser([]) is recognise


def test_model_alone_keeps_what_carries_marks() -> None:
    found = mentions(Engine("model"))
    assert found["Regulation"] == {"title-mark"}
    assert found["Initiative"] == {"tagger"}
    assert "quoted-name" not in {rule for rules in found.values() for rule in rules}


def test_where_both_propose_the_rules_stand() -> None:
    assert "quoted-name" in mentions(Engine("both"))["Initiative"]


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_states_facts_with_their_evidence(tmp_path: Path, engine: EngineName) -> None:
    path = tmp_path / "yunxi-2022.txt"
    path.write_text(REPORT, encoding="utf-8")
    statements: list[Statement] = extract(path, Engine(engine))
    assert {"implements", "issues"} <= {statement.predicate for statement in statements}
    for statement in statements:
        evidence = statement.evidence
        assert REPORT[evidence.start : evidence.end] == evidence.text


def test_a_missing_model_is_one_error_and_nothing_takes_its_place(tmp_path: Path) -> None:
    engine = Engine("both", folder=tmp_path)
    with pytest.raises(KgError, match="no tagger can be read"):
        engine.prepare()
    with pytest.raises(KgError, match="no tagger can be read"):
        engine.recogniser([])


def test_an_engine_goes_to_other_processes() -> None:
    engine = Engine("model")
    engine.prepare()
    assert pickle.loads(pickle.dumps(engine)) == engine  # noqa: S301 - our own bytes


# ---- what is proposed is held to what a name must be ----


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("开展“一码通查”专项行动", "“一码通查”专项行动", "“一码通查”专项行动"),
        ("开展“一码通查”的专项行动", "“一码通查”的专项行动", "“一码通查”专项行动"),
        ("组织“领导干部学法三年轮训”", "“领导干部学法三年轮训", "“领导干部学法三年轮训”"),
        ("启动山海法治服务中心项目", "山海法治服务中心项目", "山海法治服务中心项目"),
    ],
)
def test_a_name_is_admitted(text: str, words: str, name: str) -> None:
    start = text.index(words)
    found = initiative(text, Span(start, start + len(words)), "tagger")
    assert found is not None
    assert (found.type, found.text, found.rule) == ("Initiative", name, "tagger")
    assert text[found.span.start : found.span.end].replace("的", "") == name


@pytest.mark.parametrize(
    "words", ["配套工作机制", "行政执法规范流程", "“4.15”教育日", "“智库”", "一码通查”行动", "“两个确立”"]
)
def test_what_is_no_name_is_not(words: str) -> None:
    assert initiative(f"健全{words}，", Span(2, 2 + len(words)), "tagger") is None


def test_a_proposal_of_another_engine_fills_a_gap() -> None:
    text = "市司法局试点云上调解"
    proposed = [Mention(Span(6, 10), "Initiative", "云上调解", "mechanism", "tagger")]
    assert "云上调解" not in {mention.text for mention in recognise(text, []).mentions}
    assert "云上调解" in {mention.text for mention in recognise(text, [], Proposal(tuple(proposed))).mentions}
