"""A built graph as rdflib sees it: its own API over the store of pyoxigraph, with no copy of a triple."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Store

from kg.errors import UsageError
from loaders.rdf.query import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib import Dataset

__all__ = ["as_rdflib"]


def as_rdflib(source: Path | Store) -> Dataset:
    """Return a dataset of rdflib over a built folder, or over a store that :func:`loaders.rdf.open_store` opened.

    Its default graph is the merged one, and each report's graph goes by the report's IRI. Raises
    :class:`kg.errors.UsageError` where ``oxrdflib`` is not installed, :class:`kg.errors.GraphError` as ``open_store``
    does.
    """
    try:
        from oxrdflib import OxigraphStore  # noqa: PLC0415 - an extra: all else works without it
        from rdflib import Dataset  # noqa: PLC0415 - slow to import, and wanted here only
    except ImportError as error:
        raise UsageError("the view needs oxrdflib", "install kg[rdflib]") from error
    store = source if isinstance(source, Store) else open_store(source)
    return Dataset(store=OxigraphStore(store=store))
