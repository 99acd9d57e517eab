"""Forms built from the fields of a model class."""
