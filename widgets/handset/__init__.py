"""The mock handset: draws what a message shows."""
