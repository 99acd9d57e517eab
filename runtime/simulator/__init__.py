"""Carriers' platforms and handsets in miniature, over real HTTP."""
