"""The form of the selected node and the list of problems."""
