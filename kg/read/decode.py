"""Bytes to characters: the encodings of Chinese text, and what is told of bytes that are something else."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import TYPE_CHECKING

from kg.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["decode"]

COMMON_SHARE = 0.4
"""Share of GB 2312 level-1 characters (the 3,755 most frequent, rows 16 to 55 of the standard) among what is not ASCII.
Measured on five reports and their traditional forms: 0.58 to 0.90; the same texts in UTF-8, Big5, Shift JIS, EUC-KR and
UTF-16 misread as GB18030, and noise: 0 to 0.24."""
CONTROL_SHARE = 0.01
"""Share of control characters from which bytes are no text; reports have none."""

_LEVEL_1 = range(16, 56)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word file or another ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a Word or WPS file"),
    (rb"{\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
)
_MARKUP = re.compile(r"\s*(?:<\?xml|<!doctype\s+html|<(?:html|head|body|meta|script|div|table|p)\b)", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_OTHER_SCRIPT = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CONVERT = "convert it to plain text: other formats are not read yet"
_SAVE = "save it as UTF-8"


def decode(data: bytes, path: Path | str) -> str:
    """Return the characters of a text file: UTF-8, GB18030 (GBK and GB 2312 within it), or what a byte order mark says.

    A byte order mark is dropped; nothing else is changed. GB18030 gives some character for almost any bytes, so what
    it gives must look like Chinese: at least :data:`COMMON_SHARE` common characters among what is not ASCII.

    Raises :class:`kg.errors.InputError`, with the byte where reading failed if there is one, for a file that is empty,
    blank, binary, of another format, of an encoding that is not known, or not Chinese. ``path`` is for the message.

    >>> decode("青禾县".encode("gb18030"), "a.txt") == decode("青禾县".encode("utf-8-sig"), "a.txt") == "青禾县"
    True
    """
    if not data:
        raise InputError(path, "the file is empty", "give a file with text")
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise InputError(path, f"is {name}, not plain text", _CONVERT)
    text = _marked(data, path)
    if text is None:
        text = _unmarked(data, path)
    _check(text, path)
    return text


def _marked(data: bytes, path: Path | str) -> str | None:
    """Return the text that follows a byte order mark, ``None`` where there is no mark."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeError as error:
                raise _broken(path, encoding, len(mark) + _place(error)) from error
    return None


def _unmarked(data: bytes, path: Path | str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _gb18030(data, path, error.start)


def _gb18030(data: bytes, path: Path | str, not_utf8: int) -> str:
    nul = data.find(b"\0")
    if nul >= 0:
        raise InputError(path, f"is binary, or UTF-16 without a byte order mark: byte {nul} is NUL", _SAVE)
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(data):
            raise _broken(path, "utf-8", not_utf8) from error
        places = f"not UTF-8 at byte {not_utf8}, not GB18030 at byte {error.start}"
        raise InputError(path, f"the encoding is not known: {places}", _SAVE) from error
    if not _is_plausible(text):
        problem = f"the encoding is not known: not UTF-8 at byte {not_utf8}, and read as GB18030 it makes no sense"
        raise InputError(path, problem, _SAVE)
    return text


def _is_mostly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    return text.count("\ufffd") * 100 < _count(_HAN, text)


def _count(characters: re.Pattern[str], text: str) -> int:
    """Return how many characters of a text are of a class, without a list of them: texts may be large."""
    return len(text) - len(characters.sub("", text))


def _is_plausible(text: str) -> bool:
    counts = {char: count for char, count in Counter(text).items() if not char.isascii()}
    common = sum(count for char, count in counts.items() if _is_common(char))
    return common >= COMMON_SHARE * sum(counts.values())


def _is_common(char: str) -> bool:
    encoded = char.encode("gb2312", "ignore")
    return bool(encoded) and encoded[0] - 0xA0 in _LEVEL_1


def _check(text: str, path: Path | str) -> None:
    if not text.strip().strip("\ufeff"):
        raise InputError(path, "the file is blank", "give a file with text")
    if _MARKUP.match(text):
        raise InputError(path, "is HTML or XML, not plain text", _CONVERT)
    control = _CONTROL.search(text)
    if control and _count(_CONTROL, text) > CONTROL_SHARE * len(text):
        problem = f"is binary: character {control.start()} is a control character"
        raise InputError(path, problem, "give a text file")
    if not _HAN.search(text) or _count(_OTHER_SCRIPT, text) > _count(_HAN, text):
        raise InputError(path, "no Chinese text in it", "give a report in Chinese")


def _place(error: UnicodeError) -> int:
    return error.start if isinstance(error, UnicodeDecodeError) else 0


def _broken(path: Path | str, encoding: str, place: int) -> InputError:
    return InputError(path, f"is damaged: {encoding.upper()} breaks off at byte {place}", "repair it or save it again")
