"""What `xinliu import` does with each kind of file."""
