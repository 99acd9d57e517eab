"""Finding things in the open scenario and in the program."""
