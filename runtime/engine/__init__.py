"""The pure interpreter of flows: no I/O, no clock, no randomness of its own."""
