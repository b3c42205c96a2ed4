"""Reading: each kind of bad input has a line of its own, and none stops the rest."""

from __future__ import annotations

import codecs
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from kg.errors import InputError
from kg.read import decode, find_reports, read_report

if TYPE_CHECKING:
    from pathlib import Path

REPORT = (
    "青禾县2031年度法治政府建设情况报告\r\n2031年，青禾县认真履行职责，全年办结行政复议案件12件，化解率为50%。\n"
    "一、健全工作机制。召开联席会议4次，制定《青禾县合法性审查办法》，推动“一件事”改革取得实效。"
)
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_of_chinese_gives_the_same_characters(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "青禾 2031.txt"
    path.write_bytes(REPORT.encode(encoding))
    assert read_report(path) == REPORT


def test_gbk_and_gb2312_are_within_gb18030() -> None:
    assert decode(REPORT.encode("gbk"), "a") == decode(REPORT.encode("gb2312"), "a") == REPORT


def test_a_traditional_text_in_gbk_is_plausible() -> None:
    traditional = OpenCC("s2t").convert(REPORT)
    assert decode(traditional.encode("gb18030"), "a") == traditional


def test_big_endian_utf_16_and_a_gb18030_mark() -> None:
    assert decode(codecs.BOM_UTF16_BE + REPORT.encode("utf-16-be"), "a") == REPORT
    assert decode(("\ufeff" + REPORT).encode("gb18030"), "a") == REPORT


def test_only_one_mark_is_dropped() -> None:
    assert decode(b"\xef\xbb\xbf\xef\xbb\xbf" + REPORT.encode(), "a") == "\ufeff" + REPORT


BAD = {
    "empty": (b"", "empty"),
    "blank": ("\u3000 \n\ufeff".encode(), "blank"),
    "mark alone": (codecs.BOM_UTF16_LE, "blank"),
    "NUL": (b"\x00\x01\xfe\x80" * 40, "byte 0 is NUL"),
    "controls": (b"\x01\x02\x03 abc" * 40, "control character"),
    "UTF-16 without mark": (REPORT.encode("utf-16-le"), "UTF-16 without a byte order mark"),
    "Big5": (OpenCC("s2t").convert(REPORT).encode("big5", "ignore"), "encoding is not known"),
    "Shift JIS": (("これは日本語の報告書です。" * 9).encode("shift-jis"), "encoding is not known"),
    "Latin-1": (("Résumé déjà vu à Zürich. " * 9).encode("latin-1"), "encoding is not known: not UTF-8 at byte 1"),
    "damaged UTF-8": ((REPORT * 4).encode()[:200] + b"\xff" + (REPORT * 4).encode()[200:], "UTF-8 breaks off at byte"),
    "damaged UTF-16": (codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le")[:-1], "UTF-16-LE breaks off"),
    "English": (b"Annual report of nowhere.", "no Chinese text"),
    "Japanese": (("これはペンです。" * 9).encode(), "no Chinese text"),
    "PDF": (b"%PDF-1.7\n", "is a PDF"),
    "Word": (b"PK\x03\x04....", "is a Word file"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "is a Word or WPS file"),
    "RTF": (rb"{\rtf1}", "is an RTF"),
    "HTML": (b"\xef\xbb\xbf\n<!DOCTYPE html><html></html>", "is HTML"),
    "HTML in GBK": ("<html><body>青禾县</body></html>".encode("gbk"), "is HTML"),
    "picture": (b"\x89PNG\r\n\x1a\n", "is a PNG"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_says_what_it_is_where_and_what_to_do(name: str, tmp_path: Path) -> None:
    data, message = BAD[name]
    path = tmp_path / "坏 文件.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message) as caught:
        read_report(path)
    assert str(path) in str(caught.value)
    assert caught.value.remedy


@given(st.binary(max_size=200))
def test_bytes_give_text_or_an_input_error(data: bytes) -> None:
    try:
        text = decode(data, "a")
    except InputError as error:
        assert error.problem  # noqa: PT017 - either outcome is right, anything else is not
    else:
        assert text.strip()


def test_text_that_looks_like_a_query_is_text() -> None:
    text = "青禾县 MATCH (n) DETACH DELETE n; <b>2031</b> \\u0060 `x`"
    assert decode(text.encode(), "a") == text


def make(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(REPORT, encoding="utf-8")
    return paths


def test_directories_are_searched_and_the_order_is_fixed(tmp_path: Path) -> None:
    b, a, deep = make(tmp_path, "b.txt", "a.TXT", "sub/c d.txt")
    make(tmp_path, "notes.md", ".hidden.txt", ".git/e.txt")
    assert find_reports([tmp_path]) == ([a, b, deep], [])
    assert find_reports([deep, b, a, tmp_path / "sub", b])[0] == [a, b, deep]


def test_a_named_file_needs_no_ending(tmp_path: Path) -> None:
    paths = make(tmp_path, "报告")
    assert find_reports(paths) == (paths, [])


def test_each_fault_is_told_and_the_rest_is_found(tmp_path: Path) -> None:
    good, *_ = make(tmp_path, "x/good.txt", "y/good.txt")
    (tmp_path / "leer").mkdir()
    (tmp_path / "x" / "loop").symlink_to(tmp_path / "x")
    (tmp_path / "x" / "self.txt").symlink_to(tmp_path / "x" / "self.txt")
    (tmp_path / "x" / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(tmp_path / "x" / "pipe.txt")
    found, errors = find_reports([tmp_path / "x", tmp_path / "y", tmp_path / "leer", tmp_path / "missing.txt"])
    assert found == [good]
    messages = sorted(str(error).removeprefix(str(tmp_path)) for error in errors)
    assert [message.partition(";")[0] for message in messages] == [
        "/leer: no .txt file in this directory",
        "/missing.txt: does not exist",
        f"/x/gone.txt: is a symbolic link to {tmp_path}/nowhere.txt, which does not exist",
        "/x/loop: is a loop of symbolic links",
        "/x/pipe.txt: is not a regular file",
        "/x/self.txt: is a loop of symbolic links",
        f"/y/good.txt: has the same report id, good, as {good}",
    ]
    assert all(error.remedy for error in errors)


def test_a_file_reached_by_a_link_counts_once(tmp_path: Path) -> None:
    (path,) = make(tmp_path, "a.txt")
    (tmp_path / "b.txt").symlink_to(path)
    assert find_reports([tmp_path]) == ([path], [])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_what_may_not_be_read_is_an_error(tmp_path: Path) -> None:
    (path,) = make(tmp_path, "a.txt")
    path.chmod(0)
    assert "permission denied" in str(find_reports([path])[1][0])


def test_reading_what_is_no_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        read_report(tmp_path / "a.txt")
    with pytest.raises(InputError, match="is a directory"):
        read_report(tmp_path)
