"""The flow document: nodes, exits, variables, checks and the file format."""
