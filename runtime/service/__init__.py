"""The runtime as a process: HTTP interface, callbacks, start and stop."""
