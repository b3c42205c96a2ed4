"""``kg train``: a tagger of one's own from sentences with marked mentions."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError

if TYPE_CHECKING:
    import argparse

__all__ = ["describe_train"]


def describe_train(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.set_defaults(command=_train)
    what = "a file of sentences with marked mentions, or a folder of such *.jsonl"
    parser.add_argument("mentions", nargs="+", type=Path, metavar="MENTIONS", help=what)
    parser.add_argument("-o", "--out", required=True, type=Path, metavar="MODEL", help="the folder to write")
    parser.add_argument("--epochs", type=int, metavar="N", help="how often to go through the sentences")
    parser.add_argument("--seed", type=int, metavar="N", help="where chance begins")
    held = parser.add_mutually_exclusive_group()
    held.add_argument("--leave-out", metavar="REPORT", help="train without this report, and score on it")
    held.add_argument("--hold-out", type=int, metavar="N", help="train without every Nth sentence, and score on those")


def _train(arguments: argparse.Namespace) -> int:
    from kg.console import print_tagger_scores
    from kg.tagger.examples import read_examples, set_aside
    from kg.tagger.run import load_tagger
    from kg.tagger.scores import scores

    try:
        from kg.tagger.train import Plan, train_and_export
    except ImportError as error:
        raise UsageError(f"kg train needs HanLP, and {error.name} is missing", "install kg[hanlp]") from error

    logging.basicConfig(level=logging.WARNING, format="kg: %(message)s")
    logging.getLogger("kg.tagger").setLevel(logging.INFO)
    kept, held = set_aside(read_examples(arguments.mentions), arguments.leave_out, arguments.hold_out)
    chosen = {name: getattr(arguments, name) for name in ("epochs", "seed") if getattr(arguments, name) is not None}
    train_and_export(kept, arguments.out, Plan(**chosen))
    if held:
        found = load_tagger(arguments.out).tag([example.text for example in held])
        print_tagger_scores(scores(held, [[mention[:3] for mention in each] for each in found]), sys.stdout)
    return 0
