"""The runtime's process: HTTP API, carrier callbacks, start and stop."""
