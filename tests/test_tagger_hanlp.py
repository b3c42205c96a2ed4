"""The tagger with HanLP and torch: what was repaired, training, and that both ways of running agree."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("hanlp", reason="needs the extra kg[hanlp]")
pytestmark = pytest.mark.filterwarnings("default")  # hanlp and torch warn of their own code

import hanlp
import torch
from hanlp.layers.crf.crf import CRF

from kg.clean import clean
from kg.read import find_reports, read_report
from kg.segment import segment
from kg.tagger.crf import BARRED, ReportCRF, may_follow
from kg.tagger.examples import Example, characters, read_examples, spans_of
from kg.tagger.export import export
from kg.tagger.generate import generated
from kg.tagger.run import SHIPPED, load_tagger
from kg.tagger.train import Plan, train

if TYPE_CHECKING:
    from kg.tagger.component import ReportTagger

SHARED = Path(__file__).resolve().parents[2] / "shared"
TAGS = ["O", "B-Agency", "I-Agency", "E-Agency", "S-Agency", "B-Person", "E-Person"]
BRIEF = Plan(epochs=12, embedding=16, hidden=16, step=0.02)


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return generated(160)


@pytest.fixture(scope="module")
def trained(examples: list[Example], tmp_path_factory: pytest.TempPathFactory) -> tuple[ReportTagger, Path]:
    folder = tmp_path_factory.mktemp("tagger")
    tagger = train(examples, folder, BRIEF)
    export(tagger, folder)
    return tagger, folder


def found(tagger: ReportTagger, texts: list[str]) -> list[list[tuple[int, int, str]]]:
    tagged = tagger.predict([characters(text) for text in texts], batch_size=64)
    return [[(start, end, kind) for _, kind, start, end in each] for each in tagged]


# ---- the CRF ----


def test_crf_runs_over_the_text_and_not_over_the_batch() -> None:
    crf = ReportCRF(TAGS)
    scores = torch.randn(2, 9, len(TAGS))
    mask = torch.ones(2, 9, dtype=torch.bool)
    alone = [crf.decode(scores[i : i + 1], mask[i : i + 1])[0] for i in (0, 1)]
    assert crf.decode(scores, mask) == alone
    assert [len(path) for path in alone] == [9, 9]


def test_crf_sums_as_hanlp_does() -> None:
    mine = ReportCRF(TAGS)
    theirs = CRF(len(TAGS), batch_first=True)
    theirs.load_state_dict(mine.state_dict())
    scores = torch.randn(3, 7, len(TAGS))
    tags = torch.tensor([[0, 1, 2, 3, 0, 4, 0], [4, 0, 5, 6, 0, 0, 0], [1, 3, 0, 0, 0, 0, 0]])
    mask = torch.ones(3, 7, dtype=torch.bool)
    mask[1, 5:] = False
    mask[2, 2:] = False
    ours = mine(scores, tags, mask, reduction="none")
    assert torch.allclose(ours, theirs(scores, tags, mask, reduction="none"), atol=1e-4)


def test_no_ill_formed_path_is_decoded_whatever_the_scores() -> None:
    crf = ReportCRF(TAGS)
    scores = 50 * torch.randn(40, 12, len(TAGS))
    for path in crf.decode(scores, torch.ones(40, 12, dtype=torch.bool)):
        tags = ["", *(TAGS[tag] for tag in path), ""]
        assert all(may_follow(before, after) for before, after in pairwise(tags))


# ---- training ----


def test_training_learns(examples: list[Example], trained: tuple[ReportTagger, Path]) -> None:
    tagger, _ = trained
    sample = examples[:40]
    right = sum(
        len(set(mine) & set(example.mentions))
        for example, mine in zip(sample, found(tagger, [example.text for example in sample]), strict=True)
    )
    assert right > sum(len(example.mentions) for example in sample) / 10


def test_training_twice_gives_the_same_bytes(
    examples: list[Example], trained: tuple[ReportTagger, Path], tmp_path: Path
) -> None:
    export(train(examples, tmp_path, BRIEF), tmp_path)
    assert (tmp_path / "model.onnx").read_bytes() == (trained[1] / "model.onnx").read_bytes()


def test_barred_stays_barred_through_training(trained: tuple[ReportTagger, Path]) -> None:
    tagger, _ = trained
    tags = tagger.vocabs.tag.idx_to_token
    for i, before in enumerate(tags):
        for j, after in enumerate(tags):
            assert may_follow(before, after) or tagger.model.crf.transitions[i, j] < BARRED / 2


def test_ill_formed_tags_are_read_without_an_error(trained: tuple[ReportTagger, Path]) -> None:
    tagger, _ = trained
    with torch.no_grad():
        kept = tagger.model.crf.transitions.clone()
        tagger.model.crf.transitions.zero_()
    texts = ["云溪市司法局开展活动" * 3] * 3
    tagger.predict([characters(text) for text in texts])
    with torch.no_grad():
        tagger.model.crf.transitions.copy_(kept)
    assert spans_of(["E-Agency", "I-Agency", "B-Agency"]) == []


def test_hanlp_loads_what_was_saved(trained: tuple[ReportTagger, Path]) -> None:
    tagger, folder = trained
    texts = [example.text for example in generated(60, seed=7)]
    assert found(hanlp.load(str(folder), verbose=False), texts) == found(tagger, texts)


# ---- both ways of running ----


def test_onnxruntime_and_hanlp_agree_on_made_sentences() -> None:
    texts = [example.text for example in generated(300, seed=5)]
    agree(texts)


def test_onnxruntime_and_hanlp_agree_on_every_sentence_of_the_corpus() -> None:
    if not SHARED.exists():
        pytest.skip("the corpus is not beside this checkout")
    files, _ = find_reports([SHARED / "corpus", SHARED / "seeds"])
    texts = {sentence.text for file in files for sentence in segment(clean(read_report(file)))}
    marked = read_examples([SHARED / "mentions"])
    agree(sorted({*texts, *(example.text for example in marked if example.text)}))


def agree(texts: list[str]) -> None:
    mine = [[it[:3] for it in each] for each in load_tagger().tag(texts)]
    theirs = found(hanlp.load(str(SHIPPED), verbose=False), texts)
    assert [text for text, a, b in zip(texts, mine, theirs, strict=True) if a != b] == []
