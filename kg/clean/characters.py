"""Characters: what copies, encodings and typing habits do to them, undone one kind at a time."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from opencc import OpenCC

from kg.clean.draft import edit, recast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.clean.draft import Edit
    from kg.model import Text

__all__ = ["HAN", "drop_invisible", "even_width", "pair_quotes", "simplify"]

HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, for the inside of a character class; 〇 is written as a numeral."""

TRADITIONAL_SHARE = 0.05
"""Share of traditional-only characters from which a text is traditional: a traditional page has 0.2, the 41 simplified
reports of the corpus at most 0.0001 (昇腾, 乾县: names that must stay), a short text with such names 0.03."""

_LINE_BREAK = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Controls but tab and line feed; soft hyphen; zero-width and direction marks; BOM; variation selectors; annotations.
_INVISIBLE = (
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180b-\u180e\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]+"
)
_UNWANTED = re.compile(f"{_LINE_BREAK.pattern}|{_INVISIBLE}")
_SPACE = re.compile(r"[\t\xa0\u2000-\u200a\u202f\u205f\u3000]")
_COMPATIBLE = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff]")
_FULL_ASCII = re.compile(r"[０-９Ａ-Ｚａ-ｚ％＋＆＠＃＝／＿＊]|(?<=[0-9０-９])．(?=[0-9０-９])")
_CHINESE = HAN + "、。，；：？！“”‘’《》〈〉（）【】〔〕…—"
_HALF_MARK = re.compile(f"(?<=[{_CHINESE}])[,;:?!]|[,;:?!](?=[{_CHINESE}])|(?<=[)%])[,;:](?![0-9A-Za-z]{{1,3}}\\))")
_QUOTED = re.compile(r'"([^"\n]*)"')
_CORNERS = re.compile("[「」『』〝〞＂]")
_CORNER = str.maketrans("「」『』〝〞＂", '“”‘’“”"')


def drop_invisible(text: Text) -> Text:
    r"""Drop what has no ink, make every line break a line feed and every kind of space one ASCII space.

    >>> from kg.clean.draft import begin
    >>> drop_invisible(begin("云\u200b溪\u00ad市\r\n\u3000青岚省")).canonical
    '云溪市\n 青岚省'
    """
    spaced = recast(text, _SPACE.sub(" ", text.canonical))
    return edit(spaced, _invisible_edits(spaced.canonical))


def _invisible_edits(canonical: str) -> Iterator[Edit]:
    for match in _UNWANTED.finditer(canonical):
        yield match.start(), match.end(), "\n" if _LINE_BREAK.fullmatch(match.group()) else ""


def simplify(text: Text) -> Text:
    """Write a traditional text in simplified characters, by phrase where OpenCC keeps the length, else by character.

    A simplified text is left alone: 昇 and 乾 in it are names. Radicals and compatibility forms that stand for a
    character (a trace of PDF copies) become that character in any text.

    >>> from kg.clean.draft import begin
    >>> simplify(begin("雲溪市顯著提升法治化營商環境")).canonical
    '云溪市显著提升法治化营商环境'
    >>> simplify(begin("青禾县乾元街道" + "依法行政" * 30)).canonical[:7]
    '青禾县乾元街道'
    """
    canonical = _COMPATIBLE.sub(_compatible, text.canonical)
    if _is_traditional(canonical):
        canonical = "".join(map(_simplified, canonical.splitlines(keepends=True)))
    return recast(text, canonical)


def _compatible(match: re.Match[str]) -> str:
    plain = unicodedata.normalize("NFKC", match.group())
    return plain if len(plain) == 1 else match.group()


def _is_traditional(canonical: str) -> bool:
    counts = {char: count for char, count in Counter(canonical).items() if re.match(f"[{HAN}]", char)}
    traditional = sum(count for char, count in counts.items() if _converter().convert(char) != char)
    return traditional > TRADITIONAL_SHARE * sum(counts.values())


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _simplified(line: str) -> str:
    phrases: str = _converter().convert(line)
    simple = phrases if len(phrases) == len(line) else "".join(map(_simplified_char, line))
    return _ZHE.sub("着", simple)


# OpenCC leaves 著 as it is, which is 着 where it is read zhe or zhuó (着力, 随着) and 著 in 显著, 著名.
_ZHE = re.compile(r"著(?=[力重眼手])|(?<=[随有沿本向朝接带绕味怀])著")


def _simplified_char(char: str) -> str:
    simple: str = _converter().convert(char)
    return simple if len(simple) == 1 else char


def pair_quotes(text: Text) -> Text:
    """Write corner brackets as “ ” ‘ ’, and straight double quotes that pair up within their line as “ ”.

    >>> from kg.clean.draft import begin
    >>> pair_quotes(begin('「一件事」和"云上办"')).canonical
    '“一件事”和“云上办”'
    """
    canonical = text.canonical
    if _CORNERS.search(canonical):
        canonical = canonical.translate(_CORNER)
    return recast(text, _QUOTED.sub(r"“\1”", canonical))


def even_width(text: Text) -> Text:
    """Write letters, digits and their signs half width, and ``, ; : ? !`` beside Chinese full width.

    Brackets stay as they are: canonical names keep them as written.

    >>> from kg.clean.draft import begin
    >>> even_width(begin("２０２１年,办结１,２３４件(９８．５％);16:54发布")).canonical
    '2021年，办结1,234件(98.5%)；16:54发布'
    """
    half = _FULL_ASCII.sub(lambda match: chr(ord(match.group()) - 0xFEE0), text.canonical)
    return recast(text, _HALF_MARK.sub(lambda match: chr(ord(match.group()) + 0xFEE0), half))
