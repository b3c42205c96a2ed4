"""Sentences made for training: names of the lexicons in sentences of our own, every name marked.

They show the tagger more divisions and bodies than the marked reports hold. Made from a seed: the same every time.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING, Any

from kg.tagger.examples import Example
from ontology.lexicon import read_tsv

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["generated"]

_SLOT = re.compile(r"\{(\w+)\}")
_MARKED = {
    "region": "Region",
    "agency": "Agency",
    "elliptic": "Agency",
    "organization": "Organization",
    "person": "Person",
    "regulation": "Regulation",
    "quoted": "Initiative",
    "headed": "Initiative",
    "honor": "Honor",
    "figure": "Figure",
    "indicator": "Indicator",
}


def generated(count: int = 800, seed: int = 1) -> list[Example]:
    """Return as many sentences with their mentions, each of the templates as often as the others."""
    random = Random(seed)  # noqa: S311 - to vary examples, not to keep a secret
    templates: list[str] = _material()["sentences"]
    return [_filled(f"generated#{number}", templates[number % len(templates)], random) for number in range(count)]


def _filled(name: str, template: str, random: Random) -> Example:
    text, mentions, read = "", [], 0
    for slot in _SLOT.finditer(template):
        text += template[read : slot.start()]
        words = _FILL[slot[1]](random)
        if slot[1] in _MARKED:
            mentions.append((len(text), len(text) + len(words), _MARKED[slot[1]]))
        text, read = text + words, slot.end()
    return Example(name, text + template[read:], tuple(mentions))


@cache
def _material() -> dict[str, Any]:
    return tomllib.loads((files("kg.tagger") / "templates.toml").read_text(encoding="utf-8"))


@cache
def _names(table: str, *kinds: str) -> list[str]:
    return [row.name for row in read_tsv(table) if row.kind in kinds]


@cache
def _divisions() -> list[tuple[str, ...]]:
    """Return the full and short names of each division below the nation; short forms of one character are none."""
    rows = [row for row in read_tsv("regions.tsv") if row.kind != "nation"]
    return [tuple(name for name in row.names if len(name) > 1) for row in rows]


def _region(random: Random) -> str:
    return random.choice(random.choice(_divisions()))


def _body(random: Random) -> str:
    kind = random.choice(["department", "department", "department", "party", "government", "court", "standing"])
    return random.choice(_names("bodies.tsv", kind))


def _agency(random: Random) -> str:
    if random.random() < 0.1:  # noqa: PLR2004 - one in ten is a body of the nation
        return random.choice(_names("bodies.tsv", "national"))
    return random.choice(_divisions())[0] + _body(random)


def _elliptic(random: Random) -> str:
    return str(random.choice(_material()["elliptic"])) + _body(random)


def _organization(random: Random) -> str:
    named = random.choice(_names("organizations.tsv", "media", "mass", "association", "other"))
    school: str = random.choice(_material()["schools"])
    return random.choice([named, _region(random) + school])


def _person(random: Random) -> str:
    surname = random.choice("王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余")
    return surname + "".join(random.choices(_material()["given"], k=random.choice([1, 2, 2])))


@cache
def _laws() -> list[str]:
    return [row.name for row in read_tsv("laws.tsv")]


def _regulation(random: Random) -> str:
    law = random.choice(_laws())
    local = _region(random) + random.choice(_material()["documents"])
    dated = f"20{random.randint(10, 25)}年{random.choice(_material()['documents'])}"
    return f"《{random.choice([law, law, local, dated, random.choice(_material()['notices'])])}》"


def _quoted(random: Random) -> str:
    first, second = random.choice(_material()["pairs"])
    return f"“{first}{second}”{random.choice(_material()['quoted_heads'])}"


def _headed(random: Random) -> str:
    return str(random.choice(_material()["modifiers"])) + str(random.choice(_material()["headed_heads"]))


def _honor(random: Random) -> str:
    return str(random.choice(_material()["levels"])) + str(random.choice(_material()["honors"]))


def _figure(random: Random) -> str:
    number = random.choice([str(random.randint(2, 9999)), f"{random.randint(1, 99)}.{random.randint(1, 99)}"])
    return number + str(random.choice(_material()["measures"]))


def _from(table: str) -> Callable[[Random], str]:
    return lambda random: str(random.choice(_material()[table]))


_FILL: dict[str, Callable[[Random], str]] = {
    "region": _region,
    "agency": _agency,
    "elliptic": _elliptic,
    "organization": _organization,
    "person": _person,
    "title": _from("titles"),
    "regulation": _regulation,
    "quoted": _quoted,
    "headed": _headed,
    "honor": _honor,
    "figure": _figure,
    "indicator": _from("indicators"),
}
