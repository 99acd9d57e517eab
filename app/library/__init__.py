"""The library on screen: its work in a thread of its own, and the versions of the open scenario."""
