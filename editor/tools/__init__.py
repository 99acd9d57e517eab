"""One pointer gesture per file; Qt-free."""
