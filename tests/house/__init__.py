"""Tests of the house itself: imports, sizes, words, packaging."""
