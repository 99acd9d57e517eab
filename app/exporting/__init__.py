"""Takes scenarios out of the editor and files into it, in every format."""
