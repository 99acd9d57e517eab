"""The scene on which nodes are placed and connected."""
