"""Recognition: what a sentence names. Every proposal is made here, and overlaps are settled here only."""

from kg.recognise.dictionary import Dictionary, known_names
from kg.recognise.honours import Award
from kg.recognise.initiatives import kind_of
from kg.recognise.mentions import Found, recognise

__all__ = ["Award", "Dictionary", "Found", "kind_of", "known_names", "recognise"]
