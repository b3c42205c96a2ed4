"""Relations: who does what, read from linked mentions by rules of one predicate a module."""

from kg.relate.rules import relate

__all__ = ["relate"]
