"""The main window: menus, toolbar, rail, panes and status bar."""
