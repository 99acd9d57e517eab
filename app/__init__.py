"""The program: entry point, command line, main window and what joins editor, widgets and runtime."""
