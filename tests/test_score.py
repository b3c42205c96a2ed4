from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.errors import GraphError
from kg.pipeline import build
from kg.records import write_statements
from kg.score import Fact, Mistake, Tally, Thing, read_records, score

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARED = Path(__file__).resolve().parents[2] / "shared"
needs_gold = pytest.mark.skipif(
    not (SHARED / "score.py").exists(), reason="the gold annotations are not beside this checkout"
)

Record = dict[str, Any]

AGENCY = {"type": "Agency", "name": "云溪市司法局"}
LAW = {"type": "Regulation", "name": "云溪市散装水管理办法"}


def statement(predicate: str, subject: Record, obj: Record, **fields: object) -> Record:
    return {"report": "yunxi-2022", "predicate": predicate, "subject": subject, "object": obj, **fields}


def write_gold(folder: Path, *rows: Record) -> Path:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "yunxi-2022.jsonl").write_text(text, encoding="utf-8")
    return folder


def issued(**fields: object) -> Record:
    return {"kind": "relation", "predicate": "issues", "subject": AGENCY, "object": LAW, "quote": "", **fields}


def test_equal_fact_is_a_strict_hit(tmp_path: Path) -> None:
    gold = write_gold(tmp_path, issued(action="repeal", status="done"))
    stated = statement("issues", AGENCY, LAW, action="repeal", status="done")
    assert score([stated], gold).tallies["issues"] == Tally(gold=1, predicted=1, relaxed=1, strict=1)


def test_other_action_is_no_hit(tmp_path: Path) -> None:
    gold = write_gold(tmp_path, issued(action="repeal"))
    assert score([statement("issues", AGENCY, LAW, action="amend")], gold).tallies["issues"].relaxed == 0


def test_other_status_is_a_relaxed_hit_only(tmp_path: Path) -> None:
    gold = write_gold(tmp_path, issued(action="issue", status="done"))
    tally = score([statement("issues", AGENCY, LAW, action="issue", status="planned")], gold).tallies["issues"]
    assert (tally.relaxed, tally.strict) == (1, 0)


def test_government_stands_for_its_region_as_subject(tmp_path: Path) -> None:
    row = issued(action="issue") | {"subject": {"type": "Agency", "name": "云溪市人民政府"}}
    stated = statement("issues", {"type": "Region", "name": "云溪市"}, LAW, action="issue")
    tally = score([stated], write_gold(tmp_path, row)).tallies["issues"]
    assert (tally.relaxed, tally.strict) == (1, 0)


@pytest.mark.parametrize(
    ("value", "unit", "hits"), [(340, "件", 1), (341, "件", 0), (340, "项", 0), ("x", "件", 0), (None, "件", 0)]
)
def test_figure_needs_value_and_unit(tmp_path: Path, value: object, unit: str, hits: int) -> None:
    gold = write_gold(tmp_path, {"kind": "metric", "indicator": "审查合同", "value": 340, "unit": "件", "quote": ""})
    figure = {"type": "Observation", "indicator": "审查各类合同", "value": value, "unit": unit}
    assert score([statement("reports", AGENCY, figure)], gold).tallies["reports"].relaxed == hits


def test_one_gold_fact_pairs_once(tmp_path: Path) -> None:
    gold = write_gold(tmp_path, {"kind": "entity", "type": "Initiative", "name": "“一码通办”改革", "quote": ""})
    names = ("“一码通办”改革", "“一码通办”改革试点")
    found = score([statement("implements", AGENCY, {"type": "Initiative", "name": name}) for name in names], gold)
    assert found.tallies["entity:Initiative"] == Tally(gold=1, predicted=2, relaxed=1, strict=1)
    wrong = [mistake for mistake in found.mistakes["yunxi-2022"] if mistake.kind == "entity:Initiative"]
    assert wrong == [Mistake("wrong", "entity:Initiative", Fact(Thing("Initiative", "“一码通办”改革试点")))]


def test_regulation_is_also_a_citation_of_the_report(tmp_path: Path) -> None:
    gold = write_gold(tmp_path, {"kind": "entity", **LAW, "quote": ""})
    cited = statement("cites", {"type": "Report", "name": "r"}, LAW)
    assert score([cited], gold).tallies["cites(report)"].strict == 1


def test_evidence_must_be_the_slice(tmp_path: Path) -> None:
    gold = write_gold(tmp_path, issued(action="issue"))
    right = statement("issues", AGENCY, LAW, evidence={"start": 2, "end": 4, "text": "废止"})
    wrong = statement("issues", AGENCY, LAW, evidence={"start": 1, "end": 3, "text": "废止"})
    empty = statement("issues", AGENCY, LAW, evidence={"start": 1, "end": 1, "text": ""})
    evidence = score([right, wrong, empty], gold, {"yunxi-2022": "全文废止。"}).evidence
    assert evidence is not None
    assert (evidence.statements, evidence.exact) == (3, 1)


def test_report_without_gold_is_not_scored(tmp_path: Path) -> None:
    gold = write_gold(tmp_path, issued(action="issue"))
    other = statement("implements", AGENCY, {"type": "Initiative", "name": "“一码通办”改革"}) | {"report": "other"}
    assert "implements" not in score([other], gold).tallies


@pytest.mark.parametrize("line", ["{", "[1]", '"x"'])
def test_line_that_is_no_record_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.jsonl").write_text(f'{{"report": "a"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(GraphError, match=r"a\.jsonl:2: not"):
        read_records(tmp_path)


def test_record_that_lacks_a_field_is_an_error(tmp_path: Path) -> None:
    gold = write_gold(tmp_path, issued(action="issue"))
    with pytest.raises(GraphError, match="statements of yunxi-2022: a record lacks a field"):
        score([{"report": "yunxi-2022", "predicate": "issues"}], gold)


def test_empty_folders_are_errors(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"no \.jsonl file"):
        read_records(tmp_path)
    with pytest.raises(GraphError, match=r"no \.jsonl file"):
        score([], tmp_path)


def test_folder_of_files_is_read_but_a_graph_wins(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"report": "a"}\n', encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"report": "b"}\n', encoding="utf-8")
    assert [record["report"] for record in read_records(tmp_path)] == ["a", "b"]
    (tmp_path / "statements.jsonl").write_text('{"report": "c"}\n', encoding="utf-8")
    assert [record["report"] for record in read_records(tmp_path)] == ["c"]


# ---- the same figures as the scorer that came with the gold ----


def reference(gold: Path, statements: Path, sources: Path) -> Record:
    command = [
        sys.executable,
        SHARED / "score.py",
        "--gold",
        gold,
        "--statements",
        statements,
        "--sources",
        sources,
        "--json",
    ]
    done = subprocess.run([str(part) for part in command], capture_output=True, check=True, text=True)
    result: Record = json.loads(done.stdout)
    return result


def from_gold(chance: random.Random) -> Iterator[Record]:
    """Yield the gold as statements, a good part of it dropped, doubled or spoilt."""
    for path in sorted((SHARED / "gold").glob("*.jsonl")):
        source = (SHARED / "seeds" / f"{path.stem}.txt").read_bytes().decode("utf-8-sig")
        for line in path.read_text(encoding="utf-8").splitlines():
            for made in as_statements(json.loads(line)):
                quote = made.pop("quote", "")
                start = source.find(quote) + chance.choice((0, 0, 0, 1))
                evidence = {"start": start, "end": start + len(quote), "text": quote}
                copies = chance.choices((0, 1, 2), (20, 70, 10))[0]
                yield from (spoil(made | {"report": path.stem, "evidence": evidence}, chance) for _ in range(copies))


def as_statements(row: Record) -> Iterator[Record]:
    report = {"type": "Report", "name": "r"}
    if row["kind"] == "report":
        ends = {"published_by": "Agency", "about": "Region", "covers": "Year"}
        yield from (
            {"predicate": key, "subject": report, "object": {"type": ends[key], "name": row[key]}} for key in ends
        )
    elif row["kind"] == "entity" and row["type"] == "Regulation":
        yield {"predicate": "cites", "subject": report, "object": row, "quote": row["quote"]}
    elif row["kind"] == "metric":
        subject = {"type": "Region", "name": row["region"]}
        yield {
            "predicate": "reports",
            "subject": subject,
            "object": row | {"type": "Observation"},
            "quote": row["quote"],
        }
    elif row["kind"] == "relation":
        yield {key: value for key, value in row.items() if key != "kind"}


def spoil(made: Record, chance: random.Random) -> Record:
    made = json.loads(json.dumps(made))
    name = "indicator" if made["predicate"] == "reports" else "name"
    match chance.randrange(12):
        case 0:
            made["object"][name] = made["object"][name][: -chance.randint(1, 3)]
        case 1:
            made["subject"]["name"] = made["subject"]["name"].removesuffix("人民政府")
        case 2:
            made["status"] = chance.choice(("done", "planned", None))
        case 3:
            made["object"]["value"] = chance.choice((0, "many", None, made["object"].get("value")))
        case 4 if "name" in made["object"]:
            made["object"]["type"] = chance.choice(("Agency", "Organization", "Honor", "Observation"))
        case 5:
            made["action"] = chance.choice(("issue", "draft", None))
        case 6:
            made["object"][name] = "〔" + made["object"][name].replace("“", "《") + "〕"
        case 7:
            made["evidence"] = None
        case 8:
            made["subject"]["name"] = "青岚省云溪市" + made["subject"]["name"]
    return made


@needs_gold
@pytest.mark.parametrize("seed", range(3))
def test_same_figures_as_the_reference_on_spoilt_gold(tmp_path: Path, seed: int) -> None:
    records = list(from_gold(random.Random(seed)))  # noqa: S311  # a repeatable mess, no secret
    path = tmp_path / "statements.jsonl"
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    gold, seeds = SHARED / "gold", SHARED / "seeds"
    sources = {file.stem: file.read_bytes().decode("utf-8-sig") for file in seeds.glob("*.txt")}
    assert len(records) > 1000
    assert score(read_records(path), gold, sources).to_record() == reference(gold, path, seeds)


@needs_gold
def test_same_figures_as_the_reference_on_real_output(tmp_path: Path) -> None:
    gold, seeds = SHARED / "gold", SHARED / "seeds"
    path = tmp_path / "statements.jsonl"
    write_statements(build([seeds]).statements, path)
    sources = {file.stem: file.read_bytes().decode("utf-8-sig") for file in seeds.glob("*.txt")}
    figures = score(read_records(path), gold, sources).to_record()
    assert figures == reference(gold, path, seeds)
    assert figures["EVIDENCE"]["share"] == 1.0
