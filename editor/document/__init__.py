"""The open scenario as frozen records with undo; Qt-free."""
