"""Load a HanLP multi-task model and let it read sentences. Needs the extra ``kg[hanlp]``.

HanLP itself answers any fault with a page of advice that hides the cause; here each is one error with its remedy.
"""

from __future__ import annotations

import json
import os
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError, UsageError
from kg.hanlp import proposals_of
from kg.recognise import Dictionary, known_names
from ontology.lexicon import read_tsv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Proposal

__all__ = ["HanlpModel", "TokenDictionary", "load_model"]

_CLASS = "hanlp.components.mtl.multi_task_learning.MultiTaskLearning"
_NEEDED = ("tok", "ner")
_LICENCE = "CC BY-NC-SA 4.0, as HanLP publishes its pretrained models: for research and teaching only"
_BATCH = 32  # sentences at once


@dataclass(frozen=True, slots=True, eq=False)
class HanlpModel:
    """A multi-task model with our lexicon in its dictionaries."""

    component: Any

    def propose(self, texts: Sequence[str]) -> list[Proposal]:
        """Return what the model finds in each text."""
        found: list[Proposal] = []
        for at in range(0, len(texts), _BATCH):
            batch = list(texts[at : at + _BATCH])
            found += proposals_of(self.component(batch), batch)
        return found


class TokenDictionary(Dictionary):
    """A dictionary that also reads tokens of several characters: an entry is found where it ends with its tokens.

    >>> TokenDictionary({"司法局": "Agency"}).tokenize(["市", "司法", "局", "办"])
    [(1, 3, 'Agency')]
    """

    def tokenize(self, text: str | Sequence[str]) -> list[tuple[int, int, Any]]:
        """Return the entries found as (begin, end, label), counted in characters of a text or in tokens."""
        if isinstance(text, str):
            return super().tokenize(text)
        places, at = {0: 0}, 0
        for number, token in enumerate(text, 1):
            at += len(token)
            places[at] = number
        matches = super().tokenize("".join(text))
        return [(places[b], places[e], label) for b, e, label in matches if b in places and e in places]


def load_model(source: str, *, allow_download: bool = False) -> HanlpModel:
    """Load a model from a local folder or, where that is allowed, by its name in HanLP's list.

    Its licence goes to standard error. Raises :class:`kg.errors.UsageError` where the model may not or cannot be had,
    :class:`kg.errors.KgError` where it is broken or not of the right kind.
    """
    local = Path(source).exists()
    folder = Path(source) if local else _downloaded(source, allow_download=allow_download)
    _check(folder)
    if local:
        _announce(source, _licence(folder))
    if not allow_download:
        os.environ["HF_HUB_OFFLINE"] = "1"  # the encoder's own files come from a hub otherwise
    component = _read(folder)
    _give_lexicon(component)
    return HanlpModel(component)


def _downloaded(name: str, *, allow_download: bool) -> Path:
    hanlp = _hanlp()
    if name not in hanlp.pretrained.ALL:
        raise UsageError(f"{name}: no such folder, and no model of HanLP's is called so", "give the folder of a model")
    if not allow_download:
        raise UsageError(f"{name}: a model to download", "add --allow-download, or give the folder of a local copy")
    from hanlp.utils.io_util import get_resource  # noqa: PLC0415 - of the extra

    _announce(name, _LICENCE)
    try:
        return Path(get_resource(hanlp.pretrained.ALL[name], verbose=False))
    except (zipfile.BadZipFile, EOFError) as error:
        raise KgError(
            f"{name}: the archive is corrupt", "delete it from HanLP's folder and download it again"
        ) from error
    except Exception as error:  # HanLP raises whatever its downloader met
        cause = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
        raise KgError(f"{name}: cannot be downloaded ({cause})", "check the network, or give a local folder") from error


def _hanlp() -> Any:  # noqa: ANN401 - hanlp has no types
    try:
        import hanlp  # noqa: PLC0415 - of the extra
    except ImportError as error:
        raise UsageError(f"--hanlp needs HanLP, and {error.name} is missing", "install kg[hanlp]") from error
    return hanlp


def _check(folder: Path) -> None:
    """Make sure that a folder holds a multi-task model with all its files and the tasks that are needed."""
    if folder.is_file():
        whole = zipfile.is_zipfile(folder)
        state = "an archive" if whole else "neither a folder nor a whole archive"
        raise UsageError(
            f"{folder}: {state}", "unpack it and give the folder" if whole else "get it again and unpack it"
        )
    config = _config(folder)
    if config.get("classpath") != _CLASS:
        found = str(config.get("classpath", "nothing")).rpartition(".")[2]
        raise KgError(f"{folder}: holds a {found}", "give a multi-task model (HanLP's MultiTaskLearning)")
    tasks = [str(task) for task in config.get("task_names", [])]
    lacking = [need for need in _NEEDED if not any(task.partition("/")[0] == need for task in tasks)]
    if lacking:
        has = ", ".join(tasks) or "none"
        raise KgError(f"{folder}: a model without {' and '.join(lacking)} (it has {has})", "give one with tok and ner")
    missing = [
        name for name in ("model.pt", *(f"{task}_vocabs.json" for task in tasks)) if not (folder / name).exists()
    ]
    if missing:
        raise KgError(f"{folder}: {', '.join(missing)} missing", "copy the whole folder of the model")


def _config(folder: Path) -> dict[str, Any]:
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise KgError(f"{folder}: config.json missing", "give the folder that HanLP saved the model in") from error
    except ValueError as error:
        raise KgError(f"{folder}: config.json is broken", "copy the folder of the model again") from error
    return config if isinstance(config, dict) else {}


def _read(folder: Path) -> Any:  # noqa: ANN401 - hanlp has no types
    _hanlp()
    from hanlp.components.mtl.multi_task_learning import MultiTaskLearning  # noqa: PLC0415 - of the extra

    component = MultiTaskLearning()
    try:
        component.load(str(folder), devices=-1, verbose=False)
    except (OSError, ConnectionError) as error:
        raise KgError(f"{folder}: its encoder is not here ({_first_line(error)})", _ENCODER) from error
    except Exception as error:  # torch, pickle and HanLP each raise their own
        raise KgError(
            f"{folder}: cannot be read ({_first_line(error)})", "copy the folder of the model again"
        ) from error
    return component


_ENCODER = "put the encoder's files where the model's config.json says, or add --allow-download"


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0][:200]}" if lines else type(error).__name__


def _announce(source: str, licence: str) -> None:
    sys.stderr.write(f"kg: HanLP model {source}; its licence: {licence}\n")


def _licence(folder: Path) -> str:
    for name in ("LICENSE", "LICENSE.txt", "LICENCE"):
        if (folder / name).exists():
            return (folder / name).read_text(encoding="utf-8", errors="replace").strip().partition("\n")[0]
    return "not stated in its folder; ask where you have it from"


def _give_lexicon(component: Any) -> None:  # noqa: ANN401 - hanlp has no types
    """Put the lexicon in: known names stay whole, bodies are joined, divisions and bodies are entities."""
    bodies = [name for row in read_tsv("bodies.tsv") if row.kind == "national" for name in row.names]
    divisions = [row.name for row in read_tsv("regions.tsv")]
    for name, task in component.items():
        if name.partition("/")[0] == "tok":
            task.dict_force = known_names()
            task.dict_combine = TokenDictionary(dict.fromkeys(bodies, "Agency"))
        elif name.partition("/")[0] == "ner":
            entries = {**dict.fromkeys(divisions, "Region"), **dict.fromkeys(bodies, "Agency")}
            task.dict_whitelist = TokenDictionary(entries)
