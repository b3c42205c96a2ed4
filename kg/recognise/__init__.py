"""Recognition: what a sentence names. Every proposal is made here, and overlaps are settled here only."""

from kg.recognise.dictionary import Dictionary, known_names
from kg.recognise.honours import Award
from kg.recognise.mentions import Found, recognise
from kg.recognise.phrases import kind_of

__all__ = ["Award", "Dictionary", "Found", "kind_of", "known_names", "recognise"]
