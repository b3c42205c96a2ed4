"""Bytes to text: formats and encodings."""
