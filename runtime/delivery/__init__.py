"""The loops between inbox, engine, outbox and carrier."""
