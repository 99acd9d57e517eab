"""Composing on the picture of the phone: editing in place, emoji, own templates, tables, preview values."""
