from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg
from kg import pipeline
from kg.errors import GraphError, InputError, UsageError
from kg.records import sort_key
from kg.relate import relate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Report, Sentence, Statement, Text
    from kg.outcome import Outcome

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples" / "reports"
SHARED = ROOT.parent / "shared"
PREDICATES = {
    "about",
    "admits",
    "cites",
    "cooperates_with",
    "covers",
    "establishes",
    "holds_post",
    "implements",
    "issues",
    "measures",
    "part_of",
    "published_by",
    "receives",
    "reports",
}


@pytest.fixture(scope="module")
def examples() -> pipeline.Build:
    return pipeline.build([EXAMPLES])


def test_examples_show_every_predicate(examples: pipeline.Build) -> None:
    assert {statement.predicate for statement in examples.statements} == PREDICATES


def test_examples_are_read_without_remark(examples: pipeline.Build) -> None:
    assert [(outcome.path, outcome.problem, outcome.notes) for outcome in examples.outcomes] == [
        (str(path), "", ()) for path in sorted(EXAMPLES.iterdir())
    ]


def test_evidence_is_the_slice_of_the_source(examples: pipeline.Build) -> None:
    sources = {path.stem: path.read_text(encoding="utf-8") for path in EXAMPLES.iterdir()}
    for statement in examples.statements:
        for quote in (statement.evidence, *statement.also):
            assert sources[statement.report][quote.start : quote.end] == quote.text != ""


def test_statements_are_in_order(examples: pipeline.Build) -> None:
    assert list(examples.statements) == sorted(examples.statements, key=sort_key)
    assert len({statement.id for statement in examples.statements}) == len(examples.statements)


def test_order_and_number_of_inputs_change_nothing(examples: pipeline.Build) -> None:
    files = sorted(EXAMPLES.iterdir(), reverse=True)
    assert pipeline.build([*files, EXAMPLES]).statements == examples.statements
    alone = [statement for path in sorted(files) for statement in pipeline.extract(path)]
    assert tuple(alone) == examples.statements


def test_processes_change_nothing(examples: pipeline.Build) -> None:
    assert pipeline.build([EXAMPLES], workers=2) == examples


def test_progress_is_told_each_report() -> None:
    told: list[Outcome] = []
    done = pipeline.build([EXAMPLES], progress=told.append)
    assert tuple(told) == done.outcomes


def test_error_of_ours_is_the_outcome_of_one_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def fragile(report: Report, text: Text, sentences: Sequence[Sentence], *_: object) -> list[Statement]:
        if report.id == "qinghe-2023":
            raise LookupError("no such\nthing")
        return relate(report, text, sentences)

    monkeypatch.setattr(pipeline, "relate", fragile)
    done = pipeline.build([EXAMPLES])
    bad = [outcome for outcome in done.outcomes if outcome.report is None]
    assert len(done.outcomes) == 4
    assert [outcome.path for outcome in bad] == [str(EXAMPLES / "qinghe-2023.txt")]
    assert bad[0].problem.startswith("LookupError in fragile (tests/test_pipeline.py:")


def test_two_reports_of_one_name_are_one_report_and_one_refusal(tmp_path: Path) -> None:
    for year in ("2022", "2023"):
        (tmp_path / year).mkdir()
        shutil.copy(EXAMPLES / f"yunxi-{year}.txt", tmp_path / year / "report.txt")
    done = pipeline.build([tmp_path / "2023", tmp_path / "2022"])
    skipped = [(outcome.path, outcome.problem) for outcome in done.outcomes if outcome.report is None]
    assert skipped == [
        (str(tmp_path / "2023/report.txt"), f"has the same report id, report, as {tmp_path / '2022/report.txt'}")
    ]


def test_graph_in_python_warns_of_what_it_skips(tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "yunxi-2022.txt", tmp_path)
    (tmp_path / "empty.txt").touch()
    with pytest.warns(UserWarning, match=r"skipped .*empty\.txt: .*empty"):
        graph = kg.build(tmp_path)
    assert graph.statements(predicate="covers")[0].object.name == "2022"


def test_nothing_to_build_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    with pytest.raises(InputError, match="empty"):
        kg.build(str(tmp_path / "empty.txt"))
    with pytest.raises(UsageError, match="no paths"):
        kg.build([])
    with pytest.raises(GraphError, match="no graph in it"):
        kg.load(tmp_path)


def test_later_names_are_listed_and_others_are_not() -> None:
    assert set(kg.__all__) <= {*dir(kg), *kg._LATER}  # noqa: SLF001  # what __getattr__ gives is in no dir()
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = kg.nonsense


@pytest.mark.skipif(not (SHARED / "corpus").exists(), reason="the corpus is not beside this checkout")
def test_corpus_goes_through() -> None:
    done = pipeline.build([SHARED / "corpus", SHARED / "seeds"])
    read = [outcome for outcome in done.outcomes if outcome.report is not None]
    assert len(read) >= 46
    assert [outcome.problem for outcome in done.outcomes if outcome.report is None] == []
