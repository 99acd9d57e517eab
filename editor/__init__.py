"""Editing a scenario: its document, canvas, forms and files."""
