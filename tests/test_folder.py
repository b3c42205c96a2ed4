from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.coverage import Coverage, Gap
from kg.errors import GraphError, UsageError
from kg.folder import REPORT, Summary, check_graph, check_target, drafting, publish, write_report
from kg.model import Entity, Evidence, Report, Span, Statement
from kg.outcome import Outcome

if TYPE_CHECKING:
    from pathlib import Path


def graph(folder: Path, mark: str = "old") -> Path:
    folder.mkdir(parents=True)
    (folder / REPORT).write_text('{"kg": "0"}', encoding="utf-8")
    (folder / mark).touch()
    return folder


def test_draft_takes_the_place_of_an_earlier_graph(tmp_path: Path) -> None:
    out = graph(tmp_path / "out")
    with drafting(out) as draft:
        (draft / "new").touch()
        assert sorted(path.name for path in out.iterdir()) == ["old", REPORT]
        publish(draft, out)
    assert [path.name for path in out.iterdir()] == ["new"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_draft_may_go_where_no_folder_was(tmp_path: Path) -> None:
    out = tmp_path / "a folder" / "图谱"
    with drafting(out) as draft:
        publish(draft, out)
    assert out.is_dir()


def test_failure_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    out = graph(tmp_path / "out")
    with pytest.raises(ZeroDivisionError), drafting(out) as draft:
        (draft / "new").write_text(str(1 // 0), encoding="utf-8")
    assert (out / "old").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_draft_that_cannot_be_moved_leaves_what_was_there(tmp_path: Path) -> None:
    out = graph(tmp_path / "out")
    with drafting(out) as draft:
        draft.rmdir()
        with pytest.raises(FileNotFoundError):
            publish(draft, out)
    assert (out / "old").exists()


def test_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    graph(tmp_path / "real")
    link = tmp_path / "link"
    link.symlink_to("real")
    with drafting(link) as draft:
        (draft / "new").touch()
        publish(draft, link)
    assert link.is_symlink()
    assert (tmp_path / "real" / "new").exists()


def test_target_may_be_new_empty_or_a_graph(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    check_target(tmp_path / "new")
    check_target(tmp_path / "empty")
    check_target(graph(tmp_path / "graph"))


@pytest.mark.parametrize("content", ["", "[]", "{}", "not json", "\x00"])
def test_target_that_holds_other_things_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / REPORT).write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match="no graph of ours; give a new or an empty folder"):
        check_target(tmp_path)
    with pytest.raises(GraphError, match="no graph in it"):
        check_graph(tmp_path)


def test_target_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(UsageError, match="is a file"):
        check_target(tmp_path / "out")


def test_report_tells_what_was_read_and_skipped(tmp_path: Path) -> None:
    summary = Summary()
    summary.add(Outcome("空.txt", problem="is empty", remedy="give a report"), ())
    place = Entity("r:1", "Region", "云溪市")
    agency = Entity("a:1", "Agency", "云溪市司法局")
    said = Statement("s:1", "yunxi", "part_of", agency, place, Evidence(0, 6, "云溪市司法局"))
    coverage = Coverage(2, (Gap(Span(8, 12), ("figure",), "48件。"),))
    read = Outcome("yunxi.txt", Report("yunxi", place="云溪市"), 20, 2, 1, coverage, ("no title found",))
    summary.add(read, [said])
    write_report(summary, "1.2", tmp_path / REPORT)
    record = json.loads((tmp_path / REPORT).read_text(encoding="utf-8"))
    assert record == {
        "kg": "1.2",
        "read": [
            {
                "path": "yunxi.txt",
                "report": "yunxi",
                "title": None,
                "published_by": None,
                "about": "云溪市",
                "covers": None,
                "characters": 20,
                "sentences": 2,
                "statements": 1,
                "notes": ["no title found"],
            }
        ],
        "skipped": [{"path": "空.txt", "problem": "is empty", "remedy": "give a report"}],
        "statements": 1,
        "predicates": {"part_of": 1},
        "entities": {"Agency": 1, "Region": 1},
        "sentences_with_something_to_state": 2,
        "gave_nothing": [{"report": "yunxi", "start": 8, "end": 12, "carries": ["figure"], "text": "48件。"}],
    }
