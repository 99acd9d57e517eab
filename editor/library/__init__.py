"""The workspace of scenarios, versions and media; Qt-free."""
