from __future__ import annotations

import os
from pathlib import Path

from kg.errors import InputError
from kg.model import Report, Text
from kg.outcome import Outcome, died, display, failed, lacking, refused


def test_path_that_is_no_utf8_is_spelt_out() -> None:
    assert display(os.fsdecode(b"in/\xff\xe4\xba\x91.txt")) == "in/\\xff云.txt"


def test_refusal_names_the_path_once() -> None:
    outcome = refused(InputError("in/a.txt", "is empty", "give a report"))
    assert outcome == Outcome("in/a.txt", problem="is empty", remedy="give a report")


def test_failure_tells_type_and_place_and_no_absolute_path() -> None:
    try:
        int("x")
    except ValueError as error:
        outcome = failed(Path("a.txt"), error)
    place = "ValueError in test_failure_tells_type_and_place_and_no_absolute_path (tests/test_outcome.py:"
    assert outcome.problem.startswith(place)
    assert outcome.report is None
    assert "send us the file" in outcome.remedy


def test_death_has_a_remedy() -> None:
    outcome = died(Path("a.txt"))
    assert (outcome.path, outcome.report) == ("a.txt", None)
    assert outcome.problem
    assert outcome.remedy


def test_what_an_empty_report_lacks() -> None:
    text = Text("工作扎实", "工作扎实", range(4), range(1, 5))
    assert lacking(Report("a"), text, []) == (
        "no title found",
        "no publisher found",
        "no place found",
        "no year found",
        "no figures found",
        "no full stop: sentences end where lines end",
    )
