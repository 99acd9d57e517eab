"""The page the program begins with: recent scenarios and samples."""
