"""Worlds full of faults, and what must hold in every one of them."""
