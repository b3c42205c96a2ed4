"""The options that say who reads the reports: rules, tagger, a HanLP model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from kg.engine import Engine

__all__ = ["describe_engine", "engine_of"]


def describe_engine(parser: argparse.ArgumentParser) -> None:
    """Add the options to a command that reads reports."""
    choice = "who proposes names: the rules, the trained tagger, or both (default)"
    parser.add_argument("--engine", choices=("rules", "model", "both"), default="both", help=choice)
    model = "let a HanLP multi-task model propose too: its folder or name; needs kg[hanlp]"
    parser.add_argument("--hanlp", metavar="FOLDER_OR_NAME", help=model)
    parser.add_argument("--allow-download", action="store_true", help="let HanLP download a model by its name")


def engine_of(arguments: argparse.Namespace) -> Engine:
    """Return the engine asked for, its models loaded: what is missing is one error before any report is read."""
    from kg.engine import Engine

    if arguments.allow_download and arguments.hanlp is None:
        raise UsageError("--allow-download without --hanlp: nothing to download", "name a model with --hanlp")
    engine = Engine(arguments.engine, hanlp=arguments.hanlp, allow_download=arguments.allow_download)
    engine.prepare()
    return engine
