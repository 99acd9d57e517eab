"""The commands of `xinliu`, one file each."""
