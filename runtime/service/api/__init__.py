"""The calls the app, the command line and tests make; all under /api, all with the token."""
