"""The tagger without torch: its examples, its made sentences, and the model in the package."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError, KgError
from kg.tagger.examples import TYPES, Example, characters, read_examples, spans_of, tags_of
from kg.tagger.generate import generated
from kg.tagger.run import SHIPPED, Tagged, load_tagger
from kg.tagger.scores import scores

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "云溪市司法局会同青禾县公安局开展“一码通查”专项行动，办结案件12件。"


@st.composite
def examples(draw: st.DrawFn) -> Example:
    text = draw(st.text(min_size=1, max_size=30))
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    return Example("x#0", text, tuple((start, end, draw(st.sampled_from(TYPES))) for start, end in pairs))


@given(examples())
def test_tags_hold_all_mentions(example: Example) -> None:
    tags = tags_of(example)
    assert len(tags) == len(characters(example.text)) == len(example.text)
    assert tuple(spans_of(tags)) == example.mentions


@given(st.lists(st.sampled_from(["O", *(f"{place}-{kind}" for place in "BIES" for kind in ("Agency", "Person"))])))
def test_no_tags_are_too_ill_formed_to_read(tags: list[str]) -> None:
    found = spans_of(tags)
    edges = [edge for start, end, _ in found for edge in (start, end)]
    assert edges == sorted(edges)
    assert all(tags[start][:2] in {"B-", "S-"} and tags[end - 1][:2] in {"E-", "S-"} for start, end, _ in found)


def test_examples_are_read_in_order(tmp_path: Path) -> None:
    rows = [{"id": f"r#{n}", "text": "市政府", "mentions": [[0, 3, "Agency"]]} for n in range(3)]
    path = tmp_path / "r.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)) + "\n\n", encoding="utf-8")
    read = read_examples([path, path])
    assert [example.id for example in read] == ["r#0", "r#1", "r#2"] * 2
    assert {example.report for example in read} == {"r"}


@pytest.mark.parametrize(
    "line",
    [
        "no JSON",
        "[]",
        '{"id": "r#0", "text": "市政府"}',
        '{"id": "r#0", "text": "市政府", "mentions": [[0, 4, "Agency"]]}',
        '{"id": "r#0", "text": "市政府", "mentions": [[1, 1, "Agency"]]}',
        '{"id": "r#0", "text": "市政府", "mentions": [[0, 2, "Agency"], [1, 3, "Agency"]]}',
        '{"id": "r#0", "text": "市政府", "mentions": [[0, 3, "Office"]]}',
        '{"id": "r#0", "text": "市政府", "mentions": [[0, "Agency"]]}',
    ],
)
def test_what_is_no_example_is_named_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"id": "r#0", "text": "市政府", "mentions": []}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"r\.jsonl:2"):
        read_examples([path])


def test_made_sentences_are_the_same_every_time_and_hold_every_type() -> None:
    made = generated(100)
    assert made == generated(100)
    assert made != generated(100, seed=2)
    assert {kind for example in made for *_, kind in example.mentions} == set(TYPES)
    assert not any("{" in example.text for example in made)
    for example in made:
        assert tuple(spans_of(tags_of(example))) == example.mentions


def test_scores_count_equal_edges_and_type() -> None:
    example = Example("x#0", TEXT, ((0, 6, "Agency"), (8, 14, "Agency")))
    result = scores([example], [[(0, 6, "Agency"), (8, 13, "Agency"), (16, 26, "Initiative")]])
    assert (result["all"].marked, result["all"].found, result["all"].right) == (2, 3, 1)
    assert (result["Agency"].precision, result["Agency"].recall) == (0.5, 0.5)
    assert result["Honor"].f1 == 0.0


# ---- the model in the package ----


def test_shipped_tagger_finds_what_a_made_sentence_names() -> None:
    (found,) = load_tagger().tag([TEXT])
    named = {(TEXT[it.start : it.end], it.type) for it in found}
    assert named >= {("云溪市司法局", "Agency"), ("“一码通查”专项行动", "Initiative"), ("12件", "Figure")}


def spans(found: list[list[Tagged]]) -> list[list[tuple[int, int, str]]]:
    return [[it[:3] for it in each] for each in found]


@given(st.lists(st.text(max_size=80), max_size=6))
def test_any_text_is_tagged_and_alone_as_among_others(texts: list[str]) -> None:
    tagger = load_tagger()
    together = tagger.tag(texts)
    assert spans(together) == spans([tagger.tag([text])[0] for text in texts])
    for text, found in zip(texts, together, strict=True):
        edges = [edge for it in found for edge in (it.start, it.end)]
        assert edges == sorted(edges)
        assert all(0 <= it.confidence <= 1.0001 for it in found)
        assert not found or edges[-1] <= len(text)


def test_a_very_long_text_is_tagged_at_its_beginning() -> None:
    (found,) = load_tagger().tag([TEXT * 200])
    assert found
    assert found[-1][1] <= 4000


def test_shipped_model_is_small() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 6_000_000


@pytest.mark.parametrize("content", [None, b"", b"no graph"])
def test_a_folder_without_a_tagger_is_one_clear_error(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "model.onnx").write_bytes(content)
    with pytest.raises(KgError, match="no tagger can be read"):
        load_tagger(tmp_path)
