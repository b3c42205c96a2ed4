"""Statements to a store, one module a store; none imports another, nor the pipeline."""
