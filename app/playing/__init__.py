"""The play-through: a scenario run by the pure engine against one imagined person."""
