"""The formats that need neither painting nor the engine, one file each."""
