"""The command, run as a user runs it."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from kg.records import read_statements

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples" / "reports"
FILES = [
    "dataset.ttl",
    "edges.parquet",
    "graph.kgl",
    "graph.nq",
    "graph.trig",
    "graph.ttl",
    "nodes.parquet",
    "report.json",
    "statements.jsonl",
]


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "kg", *map(str, arguments)]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}


def run(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), cwd=cwd, env=environment(), capture_output=True, encoding="utf-8", check=False, timeout=120
    )


def report_of(out: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((out / "report.json").read_text(encoding="utf-8"))
    return record


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "out"
    assert run("build", EXAMPLES, "-o", folder).returncode == 0
    return folder


# ---- build ----


def test_build_writes_every_form(out: Path) -> None:
    assert sorted(contents(out)) == FILES


def test_forms_agree(out: Path) -> None:
    statements = list(read_statements(out / "statements.jsonl"))
    assert pq.read_table(out / "edges.parquet").num_rows == len(statements)
    assert report_of(out)["statements"] == len(statements)
    assert f"│ {len(statements)} " not in run("query", out, "MATCH ()-[r]->() RETURN count(r)").stderr
    answer = run("query", out, "MATCH ()-[r]->() RETURN count(r) AS n", "--format", "json")
    assert json.loads(answer.stdout) == [{"n": len(statements)}]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_same_bytes_on_every_run(out: Path, tmp_path: Path, jobs: str) -> None:
    assert run("build", EXAMPLES, "-o", tmp_path / "again", "-j", jobs).returncode == 0
    assert contents(tmp_path / "again") == contents(out)


def test_build_says_what_it_did_on_stderr_alone(tmp_path: Path) -> None:
    done = run("build", EXAMPLES, "-o", tmp_path / "out")
    assert done.stdout == ""
    assert "4 reports read, 0 inputs skipped" in done.stderr
    assert "implements" in done.stderr
    assert "\x1b" not in done.stderr


def test_report_holds_no_path_but_the_one_given(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "in")
    assert run("build", "in", "-o", "out", cwd=tmp_path).returncode == 0
    assert report_of(tmp_path / "out")["read"][0]["path"] == "in/qinghe-2023.txt"
    assert str(tmp_path) not in (tmp_path / "out" / "report.json").read_text(encoding="utf-8")


def test_build_replaces_an_earlier_graph(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("build", EXAMPLES, "-o", out)
    assert run("build", EXAMPLES / "qinghe-2023.txt", "-o", out).returncode == 0
    assert [read["report"] for read in report_of(out)["read"]] == ["qinghe-2023"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_build_replaces_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").touch()
    done = run("build", EXAMPLES, "-o", tmp_path)
    assert done.returncode == 2
    assert done.stderr == f"kg: {tmp_path}: holds something that is no graph of ours; give a new or an empty folder\n"


def test_build_of_nothing_readable_keeps_the_earlier_graph(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("build", EXAMPLES / "qinghe-2023.txt", "-o", out)
    before = contents(out)
    (tmp_path / "empty.txt").touch()
    done = run("build", tmp_path / "empty.txt", "-o", out)
    assert done.returncode == 3
    assert "left as it was" in done.stderr
    assert contents(out) == before


def test_killed_build_leaves_the_earlier_graph_whole(tmp_path: Path) -> None:
    out, many = tmp_path / "out", tmp_path / "many"
    run("build", EXAMPLES / "qinghe-2023.txt", "-o", out)
    before = contents(out)
    many.mkdir()
    for number in range(300):
        shutil.copy(EXAMPLES / "yunxi-2023.txt", many / f"{number}.txt")
    arguments = command("build", many, "-o", out, "-j", "2")
    with subprocess.Popen(arguments, env=environment(), stderr=subprocess.PIPE, start_new_session=True) as building:
        for _ in range(1000):
            if any(path.stat().st_size for path in tmp_path.glob(".out.*/draft/statements.jsonl")):
                break
            time.sleep(0.02)
        building.kill()
        building.communicate(timeout=10)  # ends when its workers have ended too
        assert building.returncode == -signal.SIGKILL
    assert contents(out) == before


def test_interrupted_build_cleans_up(tmp_path: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(300):
        shutil.copy(EXAMPLES / "yunxi-2023.txt", many / f"{number}.txt")
    arguments = command("build", many, "-o", tmp_path / "out", "-j", "1")
    with subprocess.Popen(arguments, env=environment(), stderr=subprocess.PIPE, start_new_session=True) as building:
        while not any(path.stat().st_size for path in tmp_path.glob(".out.*/draft/statements.jsonl")):
            time.sleep(0.02)
        os.killpg(building.pid, signal.SIGINT)
        _, said = building.communicate(timeout=30)
    assert building.returncode == 130
    assert said.decode().endswith("kg: interrupted\n")
    assert [path.name for path in tmp_path.iterdir()] == ["many"]


# ---- bad input ----


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("bad")
    reports = folder / "in"
    reports.mkdir()
    good = (EXAMPLES / "qinghe-2023.txt").read_text(encoding="utf-8")
    shutil.copy(EXAMPLES / "qinghe-2023.txt", reports / "a good one.txt")
    shutil.copy(EXAMPLES / "yunxi-2023.txt", reports / "云溪市 2023 报告.txt")
    (reports / "empty.txt").touch()
    (reports / "blank.txt").write_text(" \n\u3000\n", encoding="utf-8")
    (reports / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (reports / "encoding.txt").write_bytes(b"\xff\x80\x81" * 500)
    (reports / "folder.txt").mkdir()
    (reports / "loop.txt").symlink_to("loop.txt")
    (reports / "gone.txt").symlink_to("nowhere.txt")
    (reports / "up").symlink_to("..")
    (reports / "no_title.txt").write_text("我局深入推进“一窗好办”改革，办件3万件。\n成效明显。\n", encoding="utf-8")
    (reports / "no_figures.txt").write_text(
        "云溪市2023年度法治政府建设情况报告\n\n全市推行“一窗好办”改革。\n", encoding="utf-8"
    )
    (reports / "no_full_stop.txt").write_text(good.replace("。", "\n"), encoding="utf-8")
    (folder / "nothing").mkdir()
    given = (reports, folder / "nothing", folder / "missing.txt")
    return folder, run("build", *given, "-o", folder / "out")


def test_bad_inputs_are_skipped_and_the_others_built(bad: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, done = bad
    assert done.returncode == 3, done.stderr
    report = report_of(folder / "out")
    assert [read["report"] for read in report["read"]] == [
        "a good one",
        "no_figures",
        "no_full_stop",
        "no_title",
        "云溪市 2023 报告",
    ]
    skipped = {Path(item["path"]).name: item for item in report["skipped"]}
    assert {"empty.txt", "blank.txt", "binary.txt", "encoding.txt", "nothing", "missing.txt"} <= set(skipped)
    assert all(item["problem"] and item["remedy"] for item in report["skipped"])


def test_each_bad_input_has_its_line(bad: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, done = bad
    for item in report_of(folder / "out")["skipped"]:
        assert f"skipped {item['path']}: {item['problem']}; {item['remedy']}\n" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_a_report_lacks_is_noted(bad: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, done = bad
    notes = {read["report"]: read["notes"] for read in report_of(folder / "out")["read"]}
    assert notes["a good one"] == []
    assert "no title found" in notes["no_title"]
    assert "no figures found" in notes["no_figures"]
    assert "no full stop: sentences end where lines end" in notes["no_full_stop"]
    assert f"note {folder / 'in' / 'no_title.txt'}: no title found" in done.stderr


def test_unreadable_file_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    shutil.copy(EXAMPLES / "qinghe-2023.txt", path)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user can read every file")
    done = run("build", path, EXAMPLES, "-o", tmp_path / "out")
    assert done.returncode == 3
    assert "secret.txt" in done.stderr


def test_line_of_ten_megabytes_is_read(tmp_path: Path) -> None:
    first, more = "全市推行“一窗好办”改革，办理事项326项", "，各项工作扎实推进"
    line = first + more * (10_000_000 // len(more.encode())) + "。"
    path = tmp_path / "long.txt"
    path.write_text(f"云溪市2022年度法治政府建设情况报告\n{line}\n", encoding="utf-8")
    done = run("build", path, "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert report_of(tmp_path / "out")["predicates"]["implements"] == 1


HOSTILE = [
    '"]) DETACH DELETE n //管理办法',
    "'}) RETURN 1 UNION MATCH (n) DELETE n 办法",
    "<script>alert(1)</script>管理办法",
    '"@zh . <urn:x> <urn:y> "办法',
    "[red]停车[/red]管理办法",
    "=HYPERLINK(1)办法",
    "\\u0060 ` ${x} {{y}} %s 办法",
]


def test_text_of_a_report_is_data(tmp_path: Path) -> None:
    text = "云溪市2023年度法治政府建设情况报告\n\n2023年，云溪市人民政府依法行政。\n\n"
    text += "".join(f"市政府制定《{name}》。\n" for name in HOSTILE)
    (tmp_path / "hostile.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    assert run("build", tmp_path / "hostile.txt", "-o", out).returncode == 0
    cypher = run("query", out, "MATCH (r:Regulation) RETURN r.name AS name", "--format", "json")
    names = {row["name"] for row in json.loads(cypher.stdout)}
    assert len(names) == len(HOSTILE)
    assert {"<script>alert(1)</script>管理办法", "[red]停车[/red]管理办法"} <= names
    sparql = run(
        "query",
        out,
        "--sparql",
        "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }",
        "--format",
        "json",
    )
    assert sparql.returncode == 0, sparql.stderr
    shown = run("show", out, "云溪市人民政府")
    assert "[red]停车[/red]管理办法" in shown.stdout


# ---- query, show, score ----


def test_query_in_each_format(out: Path) -> None:
    question = "MATCH (r:Region {name: '云溪市'}) RETURN r.name AS place"
    assert "云溪市" in run("query", out, question).stdout
    assert run("query", out, question, "--format", "csv").stdout == "place\n云溪市\n"
    assert json.loads(run("query", out, question, "--format", "json").stdout) == [{"place": "云溪市"}]


def test_sparql_query(out: Path) -> None:
    done = run("query", out, "--sparql", "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", "--format", "csv")
    assert int(done.stdout.splitlines()[1]) > 100


def test_question_across_years_has_an_answer(out: Path) -> None:
    question = (
        "MATCH (a)-[r:IMPLEMENTS]->(i:Initiative) WHERE i.name CONTAINS '一窗好办' "
        "RETURN DISTINCT r.period AS year ORDER BY year"
    )
    years = json.loads(run("query", out, question, "--format", "json").stdout)
    assert [row["year"] for row in years] == ["2022", "2023"]


def test_show_gives_the_sentences(out: Path) -> None:
    done = run("show", out, "云溪市司法局")
    assert done.returncode == 0
    assert "沈砚秋" in done.stdout


def test_score_of_a_graph(out: Path, tmp_path: Path) -> None:
    gold = {"kind": "report", "published_by": "青禾县人民政府", "about": "青禾县", "covers": "2023"}
    (tmp_path / "qinghe-2023.jsonl").write_text(json.dumps(gold), encoding="utf-8")
    done = run("score", out, "--gold", tmp_path, "--sources", EXAMPLES, "--json")
    result = json.loads(done.stdout)
    assert [result[key]["strict"]["f"] for key in ("published_by", "about", "covers")] == [1.0, 1.0, 1.0]
    assert result["EVIDENCE"]["share"] == 1.0
    table = run("score", out, "--gold", tmp_path, "--errors", "qinghe-2023")
    assert "TRIPLES" in table.stdout
    assert "wrong  implements: " in table.stdout


def test_score_of_each_engine(tmp_path: Path) -> None:
    gold = {"kind": "report", "published_by": "青禾县人民政府", "about": "青禾县", "covers": "2023"}
    (tmp_path / "qinghe-2023.jsonl").write_text(json.dumps(gold), encoding="utf-8")
    found = json.loads(run("score", "--engines", EXAMPLES, "--gold", tmp_path, "--json").stdout)
    assert list(found) == ["rules", "model", "both"]
    assert {score["about"]["relaxed"]["f"] for score in found.values()} == {1.0}
    assert found["rules"]["ENTITIES"]["predicted"] != found["model"]["ENTITIES"]["predicted"]
    assert "both" in run("score", "--engines", EXAMPLES, "--gold", tmp_path).stdout


def test_score_of_each_engine_needs_its_taggers(tmp_path: Path) -> None:
    gold = {"kind": "report", "published_by": "青禾县人民政府", "about": "青禾县", "covers": "2023"}
    (tmp_path / "qinghe-2023.jsonl").write_text(json.dumps(gold), encoding="utf-8")
    done = run("score", "--engines", EXAMPLES, "--gold", tmp_path, "--left-out", tmp_path / "none")
    assert done.returncode == 1
    assert str(tmp_path / "none" / "qinghe-2023") in done.stderr


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["out", "--left-out", "x"], "--left-out without --engines"),
        (["--engines", EXAMPLES, "--sources", "x"], "--sources and --errors are for one graph"),
        (["--engines", EXAMPLES], "no report with a gold file"),
    ],
)
def test_score_says_what_does_not_go_together(tmp_path: Path, arguments: list[str], problem: str) -> None:
    done = run("score", *arguments, "--gold", tmp_path)
    assert done.returncode == 2
    assert problem in done.stderr


def test_closed_pipe_is_no_error(out: Path) -> None:
    arguments = command("query", out, "MATCH (n) RETURN n", "--format", "csv")
    with subprocess.Popen(arguments, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as asking:
        assert asking.stdout is not None
        asking.stdout.close()
        assert asking.stderr is not None
        assert asking.stderr.read() == b""


def test_terminal_without_chinese_gets_escapes(out: Path) -> None:
    done = subprocess.run(
        command("query", out, "MATCH (r:Region {name: '云溪市'}) RETURN r.name", "--format", "csv"),
        env=environment(PYTHONUTF8="0", PYTHONIOENCODING="ascii"),
        capture_output=True,
        check=True,
    )
    assert b"\\u4e91\\u6eaa\\u5e02" in done.stdout


# ---- the README ----

README = (ROOT / "README.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"^\.venv/bin/kg ((?:query|show) out/ .+)$", README, re.MULTILINE)
PROGRAMS = re.findall(r"```python\n(.+?)```", README, re.DOTALL)


@pytest.mark.parametrize("line", QUESTIONS)
def test_questions_of_the_readme_have_answers(out: Path, line: str) -> None:
    done = run(*shlex.split(line), cwd=out.parent)
    assert done.returncode == 0, done.stderr
    assert "云溪市" in done.stdout or "“" in done.stdout


@pytest.mark.parametrize("program", PROGRAMS)
def test_programs_of_the_readme_run(out: Path, program: str) -> None:
    arguments = [sys.executable, "-c", program]
    done = subprocess.run(arguments, cwd=out.parent, env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout


# ---- wrong usage ----


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["build"],
        ["build", "-o", "out"],
        ["build", "in"],
        ["build", "in", "-o", "out", "-j", "0"],
        ["query", "out"],
        ["query", "out", "MATCH", "--sparql", "SELECT"],
        ["query", "out", "MATCH", "--format", "xml"],
        ["score", "out"],
        ["nonsense"],
    ],
)
def test_wrong_usage(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "usage: kg" in done.stderr


@pytest.mark.parametrize("arguments", [["query", "{}", "MATCH (n) RETURN n"], ["show", "{}", "云溪市"]])
def test_folder_that_is_no_graph(tmp_path: Path, arguments: list[str]) -> None:
    done = run(*(argument.format(tmp_path) for argument in arguments))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"kg: {tmp_path}: no graph in it; give the folder that `kg build -o` wrote\n"


@pytest.mark.parametrize(
    "arguments",
    [["MATCH (n RETURN n"], ["CREATE (n:X) RETURN n"], ["--sparql", "SELECT"], ["--sparql", "DROP ALL"]],
)
def test_query_that_is_none(out: Path, arguments: list[str]) -> None:
    done = run("query", out, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("kg: ")
    assert len(done.stderr.splitlines()) == 1


def test_name_that_nothing_has(out: Path) -> None:
    done = run("show", out, "无此机构")
    assert (done.returncode, done.stdout) == (2, "")
    assert "无此机构" in done.stderr


def test_version() -> None:
    assert run("--version").stdout.startswith("kg 0.")


def test_help_is_quick() -> None:
    run("--help")
    start = time.monotonic()
    assert run("--help").returncode == 0
    assert time.monotonic() - start < 1.0  # 0.15 s on an idle machine; no heavy import hides in a second
