"""Packages `NAME.xinliu`: scenarios with the media they show, in one file."""
