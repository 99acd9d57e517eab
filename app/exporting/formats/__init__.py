"""The formats that need painting or the engine, one file each."""
