"""A platform in miniature that speaks the GSMA's FNW.11."""
