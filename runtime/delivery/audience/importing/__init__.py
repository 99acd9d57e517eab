"""Takes files of contacts over: upload, preview, check, merge and undo."""
