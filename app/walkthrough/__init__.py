"""Every conversation a scenario can hold, explored by the engine that really runs it."""
