"""Expressions and texts with insertions: one small dialect of CEL, compiled once, typed and bounded."""
