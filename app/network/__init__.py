"""The runtime service and the simulated network, each a process of its own, seen from the window."""
