"""A real multi-task model of HanLP, made on the spot: loaded offline, given the lexicon, and every way it can fail."""

from __future__ import annotations

import json
import logging
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

hanlp = pytest.importorskip("hanlp", reason="needs the extra kg[hanlp]")
pytestmark = pytest.mark.filterwarnings("default")  # hanlp and torch warn of their own code

import torch
from hanlp.common.dataset import SortingSamplerBuilder
from hanlp.components.mtl.multi_task_learning import MultiTaskLearning
from hanlp.components.mtl.tasks.dep import BiaffineDependencyParsing
from hanlp.components.mtl.tasks.ner.tag_ner import TaggingNamedEntityRecognition
from hanlp.components.mtl.tasks.srl.bio_srl import SpanBIOSemanticRoleLabeling
from hanlp.components.mtl.tasks.tok.tag_tok import TaggingTokenization
from hanlp.layers.embeddings.contextual_word_embedding import ContextualWordEmbedding
from transformers import BertConfig, BertModel, BertTokenizer, optimization

from kg.engine import Engine
from kg.errors import KgError, UsageError
from kg.hanlp_model import HanlpModel, load_model
from kg.model import Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "CLOSE_TOK_POS_NER_SRL_DEP_SDP_CON_ELECTRA_SMALL_ZH"


class Taught(NamedTuple):
    """A sentence with all its layers: entities (begin, end, label), heads and relations, predicate and arguments."""

    tokens: list[str]
    entity: tuple[int, int, str]
    tree: list[tuple[int, str]]
    frame: tuple[int, tuple[int, int], tuple[int, int]]


SENTENCES = [
    Taught(
        ["市", "司法局", "推进", "证照", "联办", "改革"],
        (0, 2, "ORGANIZATION"),
        [(2, "nn"), (3, "nsubj"), (0, "root"), (6, "nn"), (6, "nn"), (3, "dobj")],
        (2, (0, 2), (3, 6)),
    ),
    Taught(
        ["云溪市", "公安局", "开展", "护苗", "专项行动"],
        (0, 2, "ORGANIZATION"),
        [(2, "nn"), (3, "nsubj"), (0, "root"), (5, "nn"), (3, "dobj")],
        (2, (0, 2), (3, 5)),
    ),
    Taught(
        ["青禾县", "建立", "网格", "联动", "机制"],
        (0, 1, "LOCATION"),
        [(2, "nsubj"), (0, "root"), (5, "nn"), (5, "nn"), (2, "dobj")],
        (1, (0, 1), (2, 5)),
    ),
]


def tags(taught: Taught) -> Iterator[str]:
    begin, end, label = taught.entity
    for place, token in enumerate(taught.tokens):
        inside = "S" if end - begin == 1 else "B" if place == begin else "E" if place == end - 1 else "I"
        yield f"{token}\t{inside}-{label}" if begin <= place < end else f"{token}\tO"


def srl(number: int, taught: Taught) -> str:
    predicate, agent, patient = taught.frame
    roles = [[predicate, span[0], span[1] - 1, role] for span, role in ((agent, "ARG0"), (patient, "ARG1"))]
    return json.dumps({"doc_key": str(number), "sentences": [taught.tokens], "srl": [roles]}, ensure_ascii=False)


def write_lessons(folder: Path) -> None:
    lessons = SENTENCES * 4
    trees = [
        "\n".join(f"{i}\t{token}\t_\tNN\tNN\t_\t{head}\t{name}\t_\t_" for i, (token, (head, name)) in rows)
        for rows in (list(enumerate(zip(each.tokens, each.tree, strict=True), 1)) for each in lessons)
    ]
    texts = {
        "tok.txt": "\n".join(" ".join(each.tokens) for each in lessons),
        "ner.tsv": "\n\n".join("\n".join(tags(each)) for each in lessons),
        "dep.conllx": "\n\n".join(trees),
        "srl.jsonlines": "\n".join(srl(number, each) for number, each in enumerate(lessons)),
    }
    for name, text in texts.items():
        (folder / name).write_text(text + "\n", encoding="utf-8")


def write_encoder(folder: Path) -> None:
    folder.mkdir()
    letters = sorted({char for each in SENTENCES for token in each.tokens for char in token})
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(str(folder))
    small = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=len(vocabulary), max_position_embeddings=64, **small)).save_pretrained(str(folder))


def tasks(folder: Path) -> dict[str, Any]:
    def lesson(name: str) -> dict[str, Any]:
        path = str(folder / name)
        return {
            "trn": path,
            "dev": path,
            "tst": path,
            "sampler_builder": SortingSamplerBuilder(batch_size=4),
            "lr": 0.01,
        }

    after = {"dependencies": "tok"}
    return {
        "tok": TaggingTokenization(**lesson("tok.txt"), char_level=True, delimiter=" "),
        "ner": TaggingNamedEntityRecognition(
            **lesson("ner.tsv"), **after, tagging_scheme="BIOES", delimiter_in_entity=""
        ),
        "dep": BiaffineDependencyParsing(**lesson("dep.conllx"), **after, n_mlp_arc=16, n_mlp_rel=16, tree=True),
        "srl": SpanBIOSemanticRoleLabeling(**lesson("srl.jsonlines"), **after, n_mlp_rel=16),
    }


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Train for a moment; the folder holds the model, and beside it the encoder that it names."""
    folder = tmp_path_factory.mktemp("mtl")
    torch.set_num_threads(1)
    torch.manual_seed(1)
    write_lessons(folder)
    write_encoder(folder / "encoder")
    encoder = ContextualWordEmbedding(
        "token", str(folder / "encoder"), average_subwords=True, max_sequence_length=64, word_dropout=None
    )
    plan = {"epochs": 30, "lr": 0.01, "encoder_lr": 0.01, "devices": -1, "seed": 1, "eval_trn": False}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(optimization, "AdamW", torch.optim.AdamW, raising=False)  # transformers has it no more
        logger = logging.getLogger("mtl")
        MultiTaskLearning().fit(encoder, tasks(folder), str(folder / "model"), logger=logger, **plan)
    return folder / "model"


@pytest.fixture
def copy(trained: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(trained, tmp_path / "model"))


@pytest.fixture(scope="module")
def model(trained: Path) -> HanlpModel:
    return load_model(str(trained))


def test_a_real_document_becomes_mentions(model: HanlpModel) -> None:
    texts = ["".join(each.tokens) for each in SENTENCES]
    named = [{(mention.type, mention.text) for mention in found.mentions} for found in model.propose(texts)]
    assert ("Agency", "市司法局") in named[0]
    assert ("Initiative", "证照联办改革") in named[0]
    assert ("Initiative", "护苗专项行动") in named[1]
    assert ("Initiative", "网格联动机制") in named[2]


def test_its_roles_say_who_acts(model: HanlpModel) -> None:
    text = "".join(SENTENCES[0].tokens)
    (role,) = model.propose([text])[0].roles
    assert text[role.agent.start : role.agent.end] == "市司法局"
    assert text[role.action.start : role.action.end] == "推进证照联办改革"


def test_the_lexicon_is_in_its_dictionaries(model: HanlpModel) -> None:
    words = model.component("推进中华人民共和国行政复议法")["tok"]
    assert any("行政复议法" in word for word in words)
    assert model.component["ner"].dict_whitelist.tokenize(["浙江", "省", "司法"]) == [(0, 2, "Region")]
    assert model.component["tok"].dict_combine.tokenize(["国", "务院"]) == [(0, 2, "Agency")]


def test_the_engine_uses_it_beside_the_rules(trained: Path) -> None:
    text = "".join(SENTENCES[2].tokens)
    engine = Engine("rules", hanlp=str(trained))
    engine.prepare()
    recogniser = engine.recogniser([Sentence(Span(0, len(text)), text, ())])
    assert "网格联动机制" in {mention.text for mention in recogniser(text, []).mentions}


def test_its_licence_is_told(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "LICENSE").write_text("Made-up Licence 1.0\nmore", encoding="utf-8")
    load_model(str(copy))
    assert "licence: Made-up Licence 1.0\n" in capsys.readouterr().err


# ---- what can be wrong ----


@pytest.mark.parametrize("name", ["model.pt", "ner_vocabs.json", "config.json"])
def test_a_missing_part_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(KgError, match=f"{name} missing"):
        load_model(str(copy))


@pytest.mark.parametrize("name", ["model.pt", "config.json", "tok_vocabs.json"])
def test_a_broken_part_is_one_error(copy: Path, name: str) -> None:
    (copy / name).write_bytes(b"{broken")
    with pytest.raises(KgError, match=r"broken|cannot be read"):
        load_model(str(copy))


def test_a_missing_encoder_is_told_as_such(copy: Path) -> None:
    config = json.loads((copy / "config.json").read_text(encoding="utf-8"))
    config["encoder"]["transformer"] = "nobody/no-such-encoder"
    (copy / "config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(KgError, match="its encoder is not here"):
        load_model(str(copy))


def test_another_kind_of_component_is_refused(copy: Path) -> None:
    (copy / "config.json").write_text('{"classpath": "hanlp.components.ner.rnn_ner.RNNNamedEntityRecognizer"}')
    with pytest.raises(KgError, match="holds a RNNNamedEntityRecognizer"):
        load_model(str(copy))


def test_a_model_without_entities_is_refused(copy: Path) -> None:
    config = json.loads((copy / "config.json").read_text(encoding="utf-8"))
    config["task_names"] = ["tok", "dep"]
    (copy / "config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(KgError, match=r"without ner \(it has tok, dep\)"):
        load_model(str(copy))


def test_an_archive_is_to_be_unpacked_and_a_corrupt_one_got_again(tmp_path: Path) -> None:
    whole, corrupt = tmp_path / "whole.zip", tmp_path / "corrupt.zip"
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("config.json", "{}")
    corrupt.write_bytes(whole.read_bytes()[:20])
    with pytest.raises(UsageError, match="unpack it and give the folder"):
        load_model(str(whole))
    with pytest.raises(UsageError, match="get it again"):
        load_model(str(corrupt))


def test_a_name_needs_leave_to_download() -> None:
    with pytest.raises(UsageError, match="--allow-download"):
        load_model(NAME)
    with pytest.raises(UsageError, match="no such folder"):
        load_model("no such model", allow_download=True)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (ConnectionError("no route\nand much advice"), r"cannot be downloaded \(ConnectionError: no route\)"),
        (zipfile.BadZipFile("not a zip"), "the archive is corrupt"),
    ],
)
def test_a_failed_download_is_one_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fault: Exception, told: str
) -> None:
    def fail(*_: object, **__: object) -> str:
        raise fault

    monkeypatch.setattr("hanlp.utils.io_util.get_resource", fail)
    with pytest.raises(KgError, match=told):
        load_model(NAME, allow_download=True)
    assert "CC BY-NC-SA 4.0" in capsys.readouterr().err
