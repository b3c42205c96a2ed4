"""Read the figures of a sentence: number, unit and modifier, and the indicator that says what is counted."""

from kg.figures.read import figures

__all__ = ["figures"]
